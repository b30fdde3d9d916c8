import type { StructureFormat, StructureType } from "../../isochrones/model/structure.ts";
import type { ListPage } from "./answers.ts";

/** One edit as bodies have it. */
export type Modification =
  | { readonly ajouter: { readonly lon: number; readonly lat: number; readonly nom?: string } }
  | { readonly fermer: string }
  | { readonly deplacer: { readonly id: string; readonly lon: number; readonly lat: number } }
  | {
      readonly modifier: {
        readonly id: string;
        readonly type?: StructureType;
        readonly format?: StructureFormat;
        /** Spans such as `9h-12h`, by day from `lundi` to `samedi`. */
        readonly horaires?: Readonly<Record<string, readonly string[]>>;
      };
    };

/** A scenario as it is exported and imported: `GET /api/v1/scenarios/enregistres/:id`, and what is sent by POST. */
export interface SavedScenario {
  /** Of the format. */
  readonly version: 1;
  /** 1 to 100 characters. */
  readonly nom: string;
  readonly description?: string;
  /** What was looked at: a reference such as `dep:2A`. */
  readonly territoire?: string;
  readonly minutes?: number;
  readonly modifications: readonly Modification[];
}

/** What is answered to who has saved one: `POST /api/v1/scenarios/enregistres`. */
export interface SavedReceipt {
  readonly id: string;
  /** With which it can be deleted; told this once. */
  readonly cle: string;
  readonly nom: string;
  /** For `scenario=`. */
  readonly scenario: string;
  /** How many edits it has. */
  readonly modifications: number;
  /** ISO 8601, UTC. */
  readonly enregistreLe: string;
}

/** A saved scenario in the list. */
export type SavedRow = Omit<SavedReceipt, "cle"> &
  Pick<SavedScenario, "description" | "territoire" | "minutes">;

/** `GET /api/v1/scenarios/enregistres`, newest first. */
export type SavedListAnswer = Pick<ListPage, "total" | "next"> & { readonly scenarios: readonly SavedRow[] };

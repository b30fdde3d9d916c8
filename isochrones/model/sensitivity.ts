import type { StructureFormat, StructureSelection, StructureType } from "./structure.ts";

/** One assumption behind the figure, changed alone. */
export type Assumption =
  /** Nothing changed. */
  | { readonly kind: "asked" }
  /** Speeds on roads times `factor`. */
  | { readonly kind: "speed"; readonly factor: number }
  /** Other structures counted: also without these types and formats; all of them where the list is empty. */
  | {
      readonly kind: "structures";
      readonly without: readonly (StructureType | StructureFormat)[];
      /** What then counts. */
      readonly selection: StructureSelection;
    }
  /** The way between a point and its road counts, at both ends of a trip, at that speed. */
  | { readonly kind: "offRoad"; readonly speedKmh: number }
  /** All people of a commune live at its chief town; null: at its most peopled cell. */
  | { readonly kind: "townHall"; readonly chiefTowns: ChiefTowns | null };

/** Where the chief town of a commune lies, degrees, by the commune's INSEE code. */
export type ChiefTowns = ReadonlyMap<string, { readonly lon: number; readonly lat: number }>;

/** Times of all cells of a dataset under an assumption. */
export interface AssumedTimes {
  /** Deciseconds, `UNREACHED` where there is no way. */
  readonly deciseconds: Uint32Array;
  /** What stands for each commune of the dataset; null unless people were moved to chief towns. */
  readonly townHalls: readonly TownHall[] | null;
}

/**
 * `cell`: its most peopled cell stands for the commune. `file`: the position that was given. `absent`: nothing does, so
 * that its people stay in their cells. `unlinked`: the position has no road within the snap limit.
 */
export type TownHall = "cell" | "file" | "absent" | "unlinked";

/** The figure under an assumption, for one cutoff. */
export interface SensitivityFigure {
  readonly minutes: number;
  readonly population: number;
  readonly covered: number;
  /** `covered / population`, 0 to 1. */
  readonly share: number;
}

/** What the figure can be tried with: one assumption behind it, changed alone. */
export const ASSUMPTION_WORDS = [
  "telle-que-demandee",
  "vitesse-moins-20",
  "vitesse-moins-10",
  "vitesse-plus-10",
  "sans-bus",
  "sans-antenne",
  "sans-bus-ni-antenne",
  "toutes-structures",
  "trajet-hors-route",
  "chef-lieu",
] as const;

export type AssumptionWord = (typeof ASSUMPTION_WORDS)[number];

import { RequestError } from "../../isochrones/errors.ts";
import type { Candidate } from "../../isochrones/model/siting.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { NO_TERRITORY, type SiteFloors } from "../../isochrones/siting/rules.ts";
import type { Study } from "../../isochrones/study.ts";

/**
 * What is asked: so many sites that cover most, that shorten the mean time most, or that help those first who take
 * longest; or the fewest that cover a share of the territory's people.
 */
export type SitingAim =
  | { readonly kind: "most" | "mean" | "worst"; readonly count: number }
  | { readonly kind: "fewest"; readonly share: number };

export interface SitingQuery {
  readonly aim: SitingAim;
  readonly minutes: number;
  /** Whose cells are to be covered; the whole dataset if not given. */
  readonly territory?: string;
  /** Structures that are there already. */
  readonly selection?: StructureSelection;
  /** Of several that cover the same, the first is named. */
  readonly candidates: readonly Candidate[];
  /** Where they come from, in French, as the end of a sentence. */
  readonly candidatesNote: string;
  /** Ids of candidates that are opened whatever they bring, in this order, and of those that are not. */
  readonly forced?: readonly string[];
  readonly forbidden?: readonly string[];
  /** So many sites at least in each of some territories, which must not overlap. */
  readonly floors?: readonly TerritoryFloor[];
  /** `people`, or the name of one of the dataset's further counts. */
  readonly weight?: string;
  /**
   * What each new site serves at most, of the weight, more than 0; null for as many as come. Only for the most people, or
   * `RequestError` (`siting.impossible`).
   */
  readonly capacity?: number | null;
  /** Seconds that HiGHS may take to prove the best choice; null for the greedy choice and its bound alone. */
  readonly exactSeconds?: number | null;
}

export interface TerritoryFloor {
  /** `dep:2A`. */
  readonly territory: string;
  readonly least: number;
}

/**
 * Indices of candidates by their ids, in the order of these, each once. Throws `RequestError` (`candidate.unknown`) for an
 * id that none has.
 *
 * @param parameter of the request, for the error
 */
export function findCandidates(
  candidates: readonly Candidate[],
  ids: readonly string[],
  parameter: string,
): number[] {
  const byId = new Map(candidates.map(({ id }, index) => [id, index]));
  return [...new Set(ids)].map((id) => {
    const index = byId.get(id);
    if (index !== undefined) return index;
    throw new RequestError(
      "candidate.unknown",
      parameter,
      `${parameter} : « ${id} » n’est l’identifiant d’aucun candidat qui ait une route`,
    );
  });
}

/** The counts of a dataset by a name. Throws `RequestError` (`weight.unknown`) for a name that it does not have. */
export function weightsOf({ dataset }: Study, name: string): ArrayLike<number> {
  const { cells } = dataset;
  if (cells === null || name === "people") return cells?.people ?? [];
  if (Object.hasOwn(cells.weights, name)) return cells.weights[name];
  const known = ["people", ...Object.keys(cells.weights)].join(", ");
  throw new RequestError("weight.unknown", "poids", `poids : « ${name} » inconnu, attendu ${known}`);
}

/**
 * The territory of each candidate, of those with a floor. Throws `RequestError` for one that is unknown, and
 * `territory.overlap` where a commune is in two of them.
 */
export function floorsOf(
  study: Study,
  candidates: readonly Candidate[],
  floors: readonly TerritoryFloor[],
): SiteFloors {
  const territoryOf = new Map<string, number>();
  const { cells, communes } = study.dataset;
  floors.forEach(({ territory }, index) => {
    for (const cell of study.cellsOf(territory)) {
      const code = communes[cells?.communes[cell] ?? -1]?.code;
      if (code === undefined) continue;
      const known = territoryOf.get(code) ?? index;
      if (known !== index) throw overlap(floors[known].territory, territory);
      territoryOf.set(code, index);
    }
  });
  return {
    territories: Uint32Array.from(candidates, ({ communeCode }) =>
      communeCode === null ? NO_TERRITORY : (territoryOf.get(communeCode) ?? NO_TERRITORY),
    ),
    least: floors.map(({ least }) => least),
  };
}

function overlap(first: string, second: string): RequestError {
  return new RequestError(
    "territory.overlap",
    "plancher",
    `plancher : ${first} et ${second} ont des communes communes, attendu des territoires séparés`,
  );
}

/** Throws `RequestError` for a capacity where something else is sought than the most people, or that is none. */
export function checkCapacity({ aim, capacity = null }: Pick<SitingQuery, "aim" | "capacity">): void {
  if (capacity === null || (aim.kind === "most" && capacity > 0)) return;
  throw new RequestError(
    "siting.impossible",
    "capacite",
    "une capacité, plus de 0, ne va qu’avec le but « couverture » et un nombre d’implantations",
  );
}

/** Where means and longest times are sought, a longer trip counts as one of so many minutes. */
export const LONGEST_MINUTES = 60;

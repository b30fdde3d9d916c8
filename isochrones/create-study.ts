import { CellTimesFinder } from "./accessibility/cell-times.ts";
import { type Inhabited, isInhabited } from "./accessibility/inhabited.ts";
import {
  coverageFigures,
  cutoffDeciseconds,
  type FixedFigures,
  fixedFigures,
  shareOf,
} from "./accessibility/coverage.ts";
import { applyEdits } from "./accessibility/edits.ts";
import { findGaps } from "./accessibility/gaps.ts";
import { type NearQuery, NearStructures } from "./accessibility/near-structures.ts";
import { snapOpened } from "./accessibility/opened-places.ts";
import { peopleCurve } from "./accessibility/people-curve.ts";
import { StructuresAround } from "./accessibility/structures-of-cells.ts";
import { findWeekCoverage, type WeekCoverage } from "./accessibility/week-coverage.ts";
import { sumPeople } from "./accessibility/people-sums.ts";
import { EMBEDDED_ENGINE, provenanceOf } from "./accessibility/provenance.ts";
import { countedAsListed, selectionKey, selectionParameters } from "./accessibility/selection.ts";
import { StructureCounter } from "./accessibility/structure-counter.ts";
import { TerritoryIndex, territoryRef } from "./accessibility/territories.ts";
import { warningsFor } from "./accessibility/warnings.ts";
import { RequestError } from "./errors.ts";
import { farFromRoad, MAX_SNAP_METERS, snapsOfOne } from "./graph/free-points.ts";
import { pointOnEdge, type Snap, Snapper } from "./graph/snapping.ts";
import { prepareGround } from "./isoline/ground.ts";
import { IsochroneMaker } from "./isoline/isochrones.ts";
import type { Dataset } from "./model/dataset.ts";

import type { Snaps } from "./model/points.ts";
import type { Provenance } from "./model/provenance.ts";
import type {
  CoverageQuery,
  CoverageReport,
  Gap,
  IsochroneBand,
  StructureCount,
  SubTerritory,
  TerritoryCurve,
} from "./model/report.ts";
import type { AssumedTimes, Assumption } from "./model/sensitivity.ts";
import type { StructureChange, StructureSelection } from "./model/structure.ts";
import type { Territory, TerritoryKind } from "./model/territory.ts";
import type { Direction } from "./routing/edge-labels.ts";
import { kNearest, type KNearest } from "./routing/k-nearest.ts";
import { makeSeeds } from "./routing/seeds.ts";
import type { CellTimes, NearAnswer, SnappedOpening, Study } from "./study.ts";

export const DEFAULT_MINUTES = 30;
/** Longest time that is answered. */
export const MAX_MINUTES = 120;
/** A week is found by searches around each structure, which a country is too large for: a region has fewer cells. */
export const MOST_WEEK_CELLS = 500_000;
/** Cell times that another engine has found, for one selection of structures. */
export interface GivenTimes {
  /** Its name, for the provenance of what is made of them. */
  readonly engine: string;
  readonly selection: StructureSelection;
  readonly times: CellTimes;
}

/**
 * Opens a dataset to questions, answered by the embedded engine.
 *
 * @param given every figure is made of these times instead, and no other selection can be asked for
 */
export function createStudy(dataset: Dataset, given?: GivenTimes): Study {
  return new EmbeddedStudy(dataset, given);
}

class EmbeddedStudy implements Study {
  readonly dataset: Dataset;
  readonly #territories: TerritoryIndex;
  readonly #counter: StructureCounter;
  readonly #times: CellTimesFinder;
  readonly #given: GivenTimes | null;
  readonly #fixed = new Map<string, FixedFigures>();
  // Made when first asked for: a figure alone needs none of them.
  #knownSnapper: Snapper | null = null;
  #isochrones: IsochroneMaker | null = null;
  #near: NearStructures | null = null;
  #around: StructuresAround | null = null;
  #structureIndices: ReadonlyMap<string, number> | null = null;

  constructor(dataset: Dataset, given: GivenTimes | null = null) {
    this.dataset = dataset;
    this.#given = given;
    this.#territories = new TerritoryIndex(dataset);
    this.#counter = new StructureCounter(dataset, this.#territories);
    this.#times = new CellTimesFinder(() => this.#snapper);
  }

  territories(): Territory[] {
    return this.#territories.all();
  }

  territory(ref: string): Territory {
    return this.#territories.get(ref);
  }

  cellsOf(ref: string): Uint32Array {
    return this.#territories.members(this.territory(ref));
  }

  cellTimes(selection: StructureSelection = {}): CellTimes {
    if (this.#given === null) return this.#times.find(this.#population(), selection);
    const key = selectionKey(selection);
    if (selectionKey(this.#given.selection) === key) return this.#given.times;
    throw new Error(`times of ${this.#given.engine} were given for another selection than ${key}`);
  }

  cellTimesAfter(change: StructureChange, selection: StructureSelection = {}): CellTimes {
    if (this.#given === null) return this.#times.findAfter(this.#population(), selection, change);
    throw new Error(`times of ${this.#given.engine} were given, not those after a change`);
  }

  openings({ edits }: StructureSelection): SnappedOpening[] {
    const { opened } = applyEdits(this.dataset.structures, edits);
    if (opened.length === 0) return [];
    const snaps = snapOpened(this.dataset, opened, () => this.#snapper);
    return opened.map(({ lon, lat, edit }, index) => ({
      edit,
      road: pointOnEdge(this.dataset.network, snaps.edges[index], snaps.fractions[index]),
      snapMeters: snaps.distancesMeters[index],
      commune: this.#counter.communeAt(lon, lat),
    }));
  }

  kNearest(k: number, selection: StructureSelection = {}): KNearest {
    const { network, structures, structureSnaps, cellSnaps } = this.#population();
    const counted = countedAsListed(structures, selection);
    return kNearest(network, makeSeeds(network, structureSnaps, counted), cellSnaps, k);
  }

  timesUnder(assumption: Assumption, selection: StructureSelection = {}): AssumedTimes {
    if (this.#given === null) return this.#times.findUnder(this.#population(), selection, assumption);
    throw new Error(`times of ${this.#given.engine} were given, not those under other assumptions`);
  }

  weekCoverage({ territory = "france", minutes, selection = {} }: CoverageQuery = {}): WeekCoverage {
    const dataset = this.#population();
    const bound = cutoffDeciseconds(checkMinutes(minutes));
    const members = this.cellsOf(territory);
    if (members.length > MOST_WEEK_CELLS) throw tooManyCells(members.length);
    const { openOn: _, ...always } = selection;
    const counted = countedAsListed(dataset.structures, always);
    this.#around ??= new StructuresAround(dataset);
    const near = this.#around.find(members, counted, bound);
    return findWeekCoverage(dataset.cells, members, near, dataset.structures, bound);
  }

  coverage(query: CoverageQuery = {}): CoverageReport {
    const territory = this.territory(query.territory ?? "france");
    const minutes = checkMinutes(query.minutes);
    const { cells, cellSnaps } = this.#population();
    const { deciseconds } = this.cellTimes(query.selection);
    const figures = coverageFigures(
      cells,
      cellSnaps,
      deciseconds,
      this.#territories.members(territory),
      minutes,
      this.#fixedFigures(territory),
    );
    return {
      territory,
      minutes,
      ...figures,
      structures: this.#counter.count(territory, query.selection),
      warnings: warningsFor(this.dataset, figures),
      provenance: this.#provenance(query, minutes),
    };
  }

  structureCount(ref: string, selection: StructureSelection = {}): StructureCount {
    return this.#counter.count(this.territory(ref), selection);
  }

  #fixedFigures(territory: Territory): FixedFigures {
    const ref = territoryRef(territory);
    const known = this.#fixed.get(ref);
    if (known !== undefined) return known;
    const { cells, cellSnaps } = this.#population();
    const fixed = fixedFigures(cells, cellSnaps, this.#territories.members(territory));
    this.#fixed.set(ref, fixed);
    return fixed;
  }

  subTerritories(query: CoverageQuery & { readonly kind: Territory["kind"] }): SubTerritory[] {
    const parent = this.territory(query.territory ?? "france");
    const cutoff = cutoffDeciseconds(checkMinutes(query.minutes));
    const { cells } = this.#population();
    const { deciseconds } = this.cellTimes(query.selection);
    const structures = this.#counter.byCode(query.kind, query.selection);
    return this.#territories.split(parent, query.kind).map(({ territory, members }) => {
      const sums = sumPeople(cells, deciseconds, members, cutoff);
      const share = shareOf(sums.covered, sums.population);
      return { territory, ...sums, share, structures: structures.get(territory.code) ?? 0 };
    });
  }

  curves(query: Omit<CoverageQuery, "minutes"> & { readonly kind: TerritoryKind }): TerritoryCurve[] {
    const parent = this.territory(query.territory ?? "france");
    const { cells } = this.#population();
    const { deciseconds } = this.cellTimes(query.selection);
    const structures = this.#counter.byCode(query.kind, query.selection);
    return this.#territories.split(parent, query.kind).map(({ territory, members }) => ({
      territory,
      ...peopleCurve(cells, deciseconds, members),
      structures: structures.get(territory.code) ?? 0,
    }));
  }

  gaps(query: CoverageQuery = {}): Gap[] {
    const territory = this.territory(query.territory ?? "france");
    const minutes = checkMinutes(query.minutes);
    const { cells } = this.#population();
    const { communes } = this.dataset;
    const structures = this.#counter.named(query.selection);
    const input = { cells, communes, structures, ...this.cellTimes(query.selection) };
    return findGaps(input, this.#territories.members(territory), minutes);
  }

  isochrones(
    around: { structureId: string } | { lon: number; lat: number },
    minutes: readonly number[],
    direction: Direction = "arrival",
  ): IsochroneBand[] {
    const checked = minutes.map(checkMinutes);
    const { snaps, index } = this.#snapOf(around);
    this.#isochrones ??= new IsochroneMaker(prepareGround(this.dataset));
    return this.#isochrones.around(snaps, index, checked, direction).bands;
  }

  near(from: { lon: number; lat: number }, query: NearQuery): NearAnswer {
    const snap = this.#snapOfPoint(from);
    this.#near ??= new NearStructures(this.dataset);
    return { snapMeters: snap.distanceMeters, structures: this.#near.find(snap, query) };
  }

  get #snapper(): Snapper {
    this.#knownSnapper ??= new Snapper(this.dataset.network, this.dataset.snapIndex);
    return this.#knownSnapper;
  }

  #snapOf(place: { structureId: string } | { lon: number; lat: number }): { snaps: Snaps; index: number } {
    if ("structureId" in place) {
      this.#structureIndices ??= new Map(this.dataset.structures.map(({ id }, index) => [id, index]));
      const index = this.#structureIndices.get(place.structureId);
      if (index !== undefined) return { snaps: this.dataset.structureSnaps, index };
      throw new RequestError(
        "structure.unknown",
        "structure",
        `structure « ${place.structureId} » inconnue de ce jeu de données`,
      );
    }
    return { snaps: snapsOfOne(this.#snapOfPoint(place)), index: 0 };
  }

  #snapOfPoint({ lon, lat }: { lon: number; lat: number }): Snap {
    const snap = this.#snapper.snap(lon, lat, MAX_SNAP_METERS);
    if (snap !== null) return snap;
    throw farFromRoad(lon, lat);
  }

  #population(): Inhabited {
    if (isInhabited(this.dataset)) return this.dataset;
    throw new RequestError(
      "population.absent",
      "population",
      "ce jeu de données n’a pas de population : la couverture ne peut pas être calculée (build --population)",
    );
  }

  #provenance({ territory = "france", selection = {} }: CoverageQuery, minutes: number): Provenance {
    return provenanceOf(this.dataset, this.#given?.engine ?? EMBEDDED_ENGINE, {
      territory,
      minutes,
      ...selectionParameters(selection),
    });
  }
}

function tooManyCells(count: number): RequestError {
  return new RequestError(
    "territory.too_large",
    "territoire",
    `le territoire a ${count} carreaux habités, plus de ${MOST_WEEK_CELLS} : demandez une région ou un département`,
  );
}

function checkMinutes(minutes: number = DEFAULT_MINUTES): number {
  if (Number.isFinite(minutes) && minutes > 0 && minutes <= MAX_MINUTES) return minutes;
  throw new RequestError(
    "minutes.out_of_range",
    "minutes",
    `minutes : reçu ${minutes}, attendu un nombre supérieur à 0 et au plus égal à ${MAX_MINUTES}`,
  );
}

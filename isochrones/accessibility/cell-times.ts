import { snapLimitOf } from "../engines/embedded-engine.ts";
import type { Snapper } from "../graph/snapping.ts";
import { UNREACHED } from "../model/network.ts";
import type { AssumedTimes, Assumption, ChiefTowns, TownHall } from "../model/sensitivity.ts";
import type { StructureChange, StructureSelection } from "../model/structure.ts";
import { placesOfPoint } from "../routing/places.ts";
import { type SeedPoint, type Seeds, seedsAt } from "../routing/seeds.ts";
import type { CellTimes } from "../study.ts";
import { CellField } from "./cell-field.ts";
import type { Inhabited } from "./inhabited.ts";
import type { OpenedPlace } from "./edits.ts";
import { countedAsListed, selectStructures } from "./selection.ts";
import { timesAtSpeed, timesWithOffRoadLeg, type Trips } from "./sensitivity.ts";
import { openedPoints } from "./opened-places.ts";
import { withoutClosed } from "./structure-change.ts";
import { mostPeopledCells, NO_CELL, townHallTimes } from "./town-halls.ts";

/** Selections whose cell times are kept: one for the figure, a few for toggles and dates. */
const KEPT_SELECTIONS = 16;

interface Known {
  readonly seeds: Seeds;
  readonly times: CellTimes;
}

/**
 * Finds cell times by the embedded engine, and keeps those of the last selections: two that count the same structures
 * are one search, however they are written.
 */
export class CellTimesFinder {
  readonly #snapper: () => Snapper;
  readonly #known = new Map<string, Known>();
  /** Where each structure of the dataset stands. */
  #points: readonly SeedPoint[] | null = null;
  /** Made when first needed: isochrones alone do not ask for it. */
  #field: CellField | null = null;

  constructor(snapper: () => Snapper) {
    this.#snapper = snapper;
  }

  find(dataset: Inhabited, selection: StructureSelection): CellTimes {
    return this.#knownOf(dataset, selection).times;
  }

  /**
   * With some structures closed and others opened: the field is repaired around them. `nearest` numbers those opened
   * after the dataset's own structures, in their order.
   *
   * Throws `RequestError` for an id that the dataset does not hold, and for a place without a road.
   */
  findAfter(dataset: Inhabited, selection: StructureSelection, change: StructureChange): CellTimes {
    const { counted, opened } = selectStructures(dataset.structures, selection);
    const open = withoutClosed(dataset.structures, counted, change);
    return this.#keptOr(dataset, open, [...opened, ...(change.opened ?? [])]).times;
  }

  /** Under one changed assumption; what is known already is not searched again. */
  findUnder(dataset: Inhabited, selection: StructureSelection, assumption: Assumption): AssumedTimes {
    const plain = ({ deciseconds }: CellTimes): AssumedTimes => ({ deciseconds, townHalls: null });
    switch (assumption.kind) {
      case "asked":
        return plain(this.find(dataset, selection));
      case "structures":
        return plain(this.find(dataset, assumption.selection));
      case "speed":
        return plain(timesAtSpeed(dataset.network, tripsOf(dataset, selection), assumption.factor));
      case "offRoad":
        return plain(timesWithOffRoadLeg(dataset.network, tripsOf(dataset, selection), assumption.speedKmh));
      case "townHall":
        return this.#fromTownHalls(dataset, selection, assumption.chiefTowns);
    }
  }

  #knownOf(dataset: Inhabited, selection: StructureSelection): Known {
    const { counted, opened } = selectStructures(dataset.structures, selection);
    return this.#keptOr(dataset, counted, opened);
  }

  #keptOr(
    dataset: Inhabited,
    counted: readonly number[],
    opened: readonly Pick<OpenedPlace, "lon" | "lat">[],
  ): Known {
    const key = [...counted, ...opened.map(({ lon, lat }) => `${lon} ${lat}`)].join();
    const kept = this.#known.get(key);
    if (kept !== undefined) {
      // Those asked for again stay longest: a figure is looked at beside its scenarios.
      this.#known.delete(key);
      this.#known.set(key, kept);
      return kept;
    }
    const own = this.#structurePoints(dataset);
    const others = openedPoints(dataset, opened, this.#snapper);
    const seeds = seedsAt([...counted.map((structure) => own[structure]), ...others]);
    const { durations, nearest } = this.#fieldOf(dataset).timesTo(seeds);
    const known: Known = { seeds, times: { deciseconds: durations.slice(), nearest: nearest.slice() } };
    if (this.#known.size >= KEPT_SELECTIONS) {
      const oldest = this.#known.keys().next();
      if (oldest.done !== true) this.#known.delete(oldest.value);
    }
    this.#known.set(key, known);
    return known;
  }

  #structurePoints({ network, structures, structureSnaps }: Inhabited): readonly SeedPoint[] {
    this.#points ??= structures.map((_, point) => ({
      point,
      places: placesOfPoint(network, structureSnaps, point),
    }));
    return this.#points;
  }

  #fieldOf({ network, cellSnaps, cellsByRoad }: Inhabited): CellField {
    this.#field ??= new CellField(network, cellSnaps, cellsByRoad);
    return this.#field;
  }

  #fromTownHalls(
    dataset: Inhabited,
    selection: StructureSelection,
    chiefTowns: ChiefTowns | null,
  ): AssumedTimes {
    const { cells, communes } = dataset;
    const { seeds, times } = this.#knownOf(dataset, selection);
    const found =
      chiefTowns === null
        ? timesOfCells(times, mostPeopledCells(cells, communes.length))
        : this.#timesOfTowns(dataset, seeds, chiefTowns);
    const { communeTimes, townHalls } = found;
    return { deciseconds: townHallTimes(cells, times.deciseconds, communeTimes, townHalls), townHalls };
  }

  #timesOfTowns(dataset: Inhabited, seeds: Seeds, chiefTowns: ChiefTowns): CommuneTimes {
    const places = dataset.communes.map(({ code }) => chiefTowns.get(code) ?? null);
    const found = places.filter((place) => place !== null);
    const snaps = this.#snapper().snapAll(
      found.map(({ lon }) => lon),
      found.map(({ lat }) => lat),
      snapLimitOf(dataset),
    );
    const { durations } = this.#fieldOf(dataset).timesFrom(snaps, seeds);
    let next = 0;
    const communeTimes = new Uint32Array(places.length).fill(UNREACHED);
    const townHalls = places.map((place, commune): TownHall => {
      if (place === null) return "absent";
      const point = next++;
      communeTimes[commune] = durations[point];
      return Number.isFinite(snaps.distancesMeters[point]) ? "file" : "unlinked";
    });
    return { communeTimes, townHalls };
  }
}

interface CommuneTimes {
  /** Deciseconds by commune, `UNREACHED` where there is no way, or no place. */
  readonly communeTimes: Uint32Array;
  readonly townHalls: readonly TownHall[];
}

function timesOfCells({ deciseconds }: CellTimes, places: Uint32Array): CommuneTimes {
  return {
    communeTimes: places.map((cell) => (cell === NO_CELL ? UNREACHED : deciseconds[cell])),
    townHalls: Array.from(places, (cell): TownHall => (cell === NO_CELL ? "absent" : "cell")),
  };
}

function tripsOf({ cellSnaps, structureSnaps, structures }: Inhabited, selection: StructureSelection): Trips {
  return { cellSnaps, structureSnaps, counted: countedAsListed(structures, selection) };
}

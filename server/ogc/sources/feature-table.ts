import Flatbush from "flatbush";
import { setImmediate } from "node:timers/promises";

import { boxOf } from "../../../isochrones/geo/box.ts";
import type { Bbox, BoxFilter, FeaturePage, FeatureQuery, SourceFeature, TimeSpan } from "../source.ts";
import { daySpan, overlaps } from "../time-span.ts";

/** Features that are looked at before others are answered. */
export const SLICE_ROWS = 500;

/** Which features are meant, on whichever page. */
export type FeatureChoice = Pick<FeatureQuery, "bbox" | "datetime" | "filters">;

/**
 * Features in memory, found by box, time and values, in the order in which they were given. A box costs what lies around
 * it, anything else one look at each feature.
 */
export class FeatureTable {
  readonly #features: readonly SourceFeature[];
  readonly #dayProperty: string | null;
  readonly #byId: ReadonlyMap<string, SourceFeature>;
  readonly #twin: FeatureTable | null;
  #known: PlaceIndex | null = null;

  /**
   * @param dayProperty name of the property that says their day, `YYYY-MM-DD` or null; null where they have none
   * @param twin a table with the same geometries in the same order, whose index serves for both
   */
  constructor(
    features: readonly SourceFeature[],
    dayProperty: string | null = null,
    twin: FeatureTable | null = null,
  ) {
    this.#twin = twin;
    this.#features = features;
    this.#dayProperty = dayProperty;
    this.#byId = new Map(features.map((feature) => [feature.id, feature]));
  }

  get(id: string): SourceFeature | null {
    return this.#byId.get(id) ?? null;
  }

  /** One page of what matches. */
  list(query: FeatureQuery): FeaturePage {
    const matching = this.match(query);
    const end = query.offset + query.limit;
    return {
      features: matching.slice(query.offset, end),
      numberMatched: matching.length,
      nextOffset: end < matching.length ? end : null,
    };
  }

  /** All that match. What has no place matches any box, and what has no day any time, as the standard asks. */
  match({ bbox, datetime, filters }: FeatureChoice): SourceFeature[] {
    const wanted = [...filters];
    return this.#inBox(bbox).filter(
      (feature) =>
        wanted.every(([name, value]) => feature.properties[name] === value) &&
        (datetime === null || this.#isOfTime(feature, datetime)),
    );
  }

  extent(): Bbox | null {
    return this.#places.extent;
  }

  days(): [string, string] | null {
    if (this.#dayProperty === null) return null;
    let first: string | null = null;
    let last: string | null = null;
    for (const feature of this.#features) {
      const day = this.#dayOf(feature);
      if (day === null) continue;
      if (first === null || day < first) first = day;
      if (last === null || day > last) last = day;
    }
    return first === null || last === null ? null : [first, last];
  }

  #inBox(bbox: BoxFilter | null): readonly SourceFeature[] {
    if (bbox === null) return this.#features;
    const around = bbox.envelopes.flatMap((envelope) => this.#places.around(envelope));
    return [...new Set([...around, ...this.#places.unplaced])]
      .sort((a, b) => a - b)
      .map((row) => this.#features[row])
      .filter(({ geometry }) => geometry === null || bbox.meets(geometry));
  }

  #isOfTime(feature: SourceFeature, datetime: TimeSpan): boolean {
    const day = this.#dayOf(feature);
    return day === null || overlaps(daySpan(day), datetime);
  }

  #dayOf({ properties }: SourceFeature): string | null {
    const day = this.#dayProperty === null ? null : properties[this.#dayProperty];
    return typeof day === "string" ? day : null;
  }

  /** Makes the index now, little by little. */
  async prepare(): Promise<void> {
    const boxes: KnownBox[] = [];
    for (const feature of this.#features) {
      boxes.push(knownBoxOf(feature));
      if (boxes.length % SLICE_ROWS === 0) await setImmediate();
    }
    this.#known ??= indexPlaces(this.#features, boxes);
  }

  // Made when first asked for, if not before: outlines of a country have millions of positions.
  get #places(): PlaceIndex {
    this.#known ??= this.#twin === null ? indexPlaces(this.#features) : this.#twin.#places;
    return this.#known;
  }
}

interface PlaceIndex {
  readonly extent: Bbox | null;
  /** Rows of features whose own box meets that one. */
  around(envelope: Bbox): number[];
  /** Rows of features without a geometry. */
  readonly unplaced: readonly number[];
}

/** The box of a feature; null for one without a geometry. */
type KnownBox = Bbox | "empty" | null;

/** @param known boxes of the first rows, where they have been made */
function indexPlaces(features: readonly SourceFeature[], known: readonly KnownBox[] = []): PlaceIndex {
  const placed: number[] = [];
  const boxes: Bbox[] = [];
  const unplaced: number[] = [];
  for (const [row, feature] of features.entries()) {
    const box = row < known.length ? known[row] : knownBoxOf(feature);
    if (box === null) unplaced.push(row);
    if (box === null || box === "empty") continue;
    placed.push(row);
    boxes.push(box);
  }
  // Flatbush refuses to index nothing.
  if (boxes.length === 0) return { extent: null, around: () => [], unplaced };
  const index = new Flatbush(boxes.length);
  for (const [west, south, east, north] of boxes) index.add(west, south, east, north);
  index.finish();
  return {
    extent: [index.minX, index.minY, index.maxX, index.maxY],
    around: (envelope) => index.search(...envelope).map((at) => placed[at]),
    unplaced,
  };
}

function knownBoxOf({ geometry }: SourceFeature): KnownBox {
  return geometry === null ? null : (boxOf(geometry) ?? "empty");
}

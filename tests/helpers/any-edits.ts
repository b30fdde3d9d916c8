import fc from "fast-check";

import type { OpeningInterval, StructureEdit } from "../../isochrones/model/structure.ts";

const anyDay: fc.Arbitrary<OpeningInterval[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((times) => {
    const sorted = times.toSorted((a, b) => a - b);
    return Array.from({ length: Math.floor(sorted.length / 2) }, (_, i) => ({
      start: sorted[2 * i],
      end: sorted[2 * i + 1],
    }));
  });

/** Hours from Monday to Saturday. */
export const anyHours = fc.array(anyDay, { minLength: 6, maxLength: 6 });

type Place = readonly [lon: number, lat: number];

const micro = (degrees: number): number => Number(degrees.toFixed(6)) + 0;

/** Places in a box, to the microdegree. */
export function placesIn([west, south, east, north]: readonly number[]): fc.Arbitrary<Place> {
  const between = (from: number, to: number): fc.Arbitrary<number> =>
    fc.double({ min: from, max: to, noNaN: true }).map(micro);
  return fc.tuple(between(west, east), between(south, north));
}

/** Edits of structures with these ids, that do not contradict each other. */
export function anyEdits(
  ids: readonly string[],
  anyPlace: fc.Arbitrary<Place>,
  anyName: fc.Arbitrary<string | null> = fc.constant(null),
): fc.Arbitrary<StructureEdit[]> {
  const opening = fc
    .tuple(anyPlace, anyName)
    .map(([[lon, lat], name]): StructureEdit[] => [{ kind: "open", lon, lat, name }]);
  const modification = (id: string): fc.Arbitrary<StructureEdit> =>
    fc
      .record(
        {
          type: fc.constantFrom("principal" as const, "antenne" as const),
          format: fc.constantFrom("fixe" as const, "bus" as const, "itinerante" as const),
          openingHours: anyHours,
        },
        { requiredKeys: [] },
      )
      .filter((fields) => Object.keys(fields).length > 0)
      .map((fields) => ({ kind: "modify" as const, id, ...fields }));
  const ofOne = (id: string): fc.Arbitrary<StructureEdit[]> => {
    const move = anyPlace.map(([lon, lat]): StructureEdit => ({ kind: "move", id, lon, lat }));
    return fc.oneof(
      fc.constant<StructureEdit[]>([]),
      fc.constant<StructureEdit[]>([{ kind: "close", id }]),
      move.map((one) => [one]),
      modification(id).map((one) => [one]),
      fc.tuple(move, modification(id)).map((both) => [...both]),
      fc.tuple(modification(id), move).map((both) => [...both]),
    );
  };
  return fc
    .tuple(fc.array(opening, { maxLength: 3 }), fc.tuple(...ids.map(ofOne)), fc.boolean())
    .map(([openings, others, isFirst]) =>
      (isFirst ? [...openings, ...others] : [...others, ...openings]).flat(),
    );
}

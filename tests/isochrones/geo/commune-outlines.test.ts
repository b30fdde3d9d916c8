import { expect, test } from "vitest";

import { flatOutlines } from "../../../data/bundle/outlines.ts";
import { readOutlines } from "../../../isochrones/geo/commune-outlines.ts";
import type { CommuneShape } from "../../../isochrones/model/dataset.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

function randomShape(random: Random): CommuneShape | null {
  if (random.chance(0.2)) return null;
  const some = <T>(least: number, most: number, make: () => T): T[] =>
    Array.from({ length: random.int(least, most) }, make);
  return some(0, 3, () =>
    some(1, 3, () => some(0, 5, (): [number, number] => [random.next(), random.next()])),
  );
}

test("outlines read one by one are those that were made flat, on 300 random lists", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const random = seededRandom(seed);
    const shapes = Array.from({ length: random.int(0, 12) }, () => randomShape(random));
    const read = readOutlines({ communeShapes: [], communeOutlines: flatOutlines(shapes) });
    const order = random.shuffle([...shapes.keys()]);
    for (const commune of order) expect(read(commune), `seed ${seed}`).toEqual(shapes[commune]);
  }
});

test("without flat arrays they are those of the dataset", () => {
  const shape: CommuneShape = [[[[9, 42]]]];
  const read = readOutlines({ communeShapes: [shape, null] });
  expect([read(0), read(1), read(2)]).toEqual([shape, null, null]);
});

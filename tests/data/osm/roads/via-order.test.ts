import fc from "fast-check";
import { expect, test } from "vitest";

import { orderVias } from "../../../../data/osm/roads/via-order.ts";

/** Via i joins node i to node i + 1. */
function chain(length: number, flipped: readonly boolean[]) {
  return Array.from({ length }, (_, way) =>
    flipped[way] ? { way, first: way + 1, last: way } : { way, first: way, last: way + 1 },
  );
}

test("vias in any order and direction are put in the order that connects", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 8 })
        .chain((length) =>
          fc.tuple(
            fc.array(fc.boolean(), { minLength: length, maxLength: length }),
            fc.shuffledSubarray([...Array(length).keys()], { minLength: length }),
          ),
        ),
      ([flipped, shuffle]) => {
        const vias = chain(flipped.length, flipped);
        const shuffled = shuffle.map((index) => vias[index]);
        const path = orderVias(0, shuffled, (node) => node === vias.length);
        expect(path).toEqual({ ways: vias.map((via) => via.way), end: vias.length });
      },
    ),
  );
});

test("the order given is kept where several connect", () => {
  // Two loops at node 0 may be driven in either order.
  const loops = [
    { way: 7, first: 0, last: 0 },
    { way: 3, first: 0, last: 0 },
  ];
  expect(orderVias(0, loops, (node) => node === 0)?.ways).toEqual([7, 3]);
});

test("vias that do not connect, or end elsewhere, have no order", () => {
  const vias = [
    { way: 0, first: 0, last: 1 },
    { way: 1, first: 2, last: 3 },
  ];
  expect(orderVias(0, vias, () => true)).toBeNull();
  expect(orderVias(0, vias.slice(0, 1), (node) => node === 9)).toBeNull();
});

test("a hostile number of loops at one node ends soon", () => {
  const loops = Array.from({ length: 2_000 }, (_, way) => ({ way, first: 0, last: 0 }));
  const start = performance.now();
  expect(orderVias(0, loops, () => false)).toBeNull();
  expect(performance.now() - start).toBeLessThan(5_000);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { type LineSet, LineSetBuilder, lineCount } from "../../../../server/tiles/lines/line-set.ts";
import { simplifyLines } from "../../../../server/tiles/lines/simplify-lines.ts";
import { stitchLines } from "../../../../server/tiles/lines/stitch.ts";
import { simplifyLine } from "../../../../server/tiles/line-drawing.ts";

type Point = readonly [number, number];
type Line = { readonly kind: number; readonly points: readonly Point[] };

function setOf(lines: readonly Line[]): LineSet {
  const builder = new LineSetBuilder();
  for (const { kind, points } of lines) {
    for (const [x, y] of points) builder.point(x, y);
    builder.endLine(kind);
  }
  return builder.finish();
}

function linesOf({ kinds, offsets, xs, ys }: LineSet): Line[] {
  return Array.from(kinds, (kind, line) => ({
    kind,
    points: Array.from({ length: offsets[line + 1] - offsets[line] }, (_, i): Point => [
      xs[offsets[line] + i],
      ys[offsets[line] + i],
    ]),
  }));
}

/** Each way between two points that follow each other, whatever its direction, with its kind; sorted. */
function waysOf(lines: readonly Line[]): string[] {
  return lines
    .flatMap(({ kind, points }) =>
      points.slice(1).map((point, i) => `${kind}: ${[points[i].join(), point.join()].sort().join(" ")}`),
    )
    .sort();
}

/** Walks of distinct steps on a small lattice: they meet, cross, close and run along each other. */
const walks: fc.Arbitrary<Line[]> = fc.array(
  fc
    .tuple(
      fc.nat(2),
      fc.tuple(fc.nat(4), fc.nat(4)),
      fc.array(fc.constantFrom<Point>([1, 0], [0, 1], [-1, 0], [0, -1]), { minLength: 1, maxLength: 5 }),
    )
    .map(([kind, start, steps]) => {
      const points: Point[] = [[start[0] + 10, start[1] + 10]];
      for (const [dx, dy] of steps)
        points.push([points[points.length - 1][0] + dx, points[points.length - 1][1] + dy]);
      return { kind, points };
    }),
  { maxLength: 15 },
);

describe("joining lines", () => {
  test("keeps each way of each line, once for each time that it was there", () => {
    fc.assert(
      fc.property(walks, (lines) => {
        expect(waysOf(linesOf(stitchLines(setOf(lines))))).toEqual(waysOf(lines));
      }),
    );
  });

  test("leaves no point at which just two lines of one kind end", () => {
    fc.assert(
      fc.property(walks, (lines) => {
        const joined = linesOf(stitchLines(setOf(lines)));
        const ends = new Map<string, { line: number; kind: number }[]>();
        for (const [line, { kind, points }] of joined.entries()) {
          for (const point of [points[0], points[points.length - 1]]) {
            ends.set(point.join(), [...(ends.get(point.join()) ?? []), { line, kind }]);
          }
        }
        const meetAlone = [...ends.values()].filter(
          ([a, b, ...more]) => b !== undefined && more.length === 0 && a.kind === b.kind,
        );
        // What is left are both ends of a ring.
        for (const [a, b] of meetAlone) expect(a.line).toBe(b.line);
      }),
    );
  });

  test("makes one ring of pieces that close", () => {
    const pieces = [
      {
        kind: 1,
        points: [
          [0, 0],
          [5, 0],
        ],
      },
      {
        kind: 1,
        points: [
          [0, 5],
          [0, 0],
        ],
      },
      {
        kind: 1,
        points: [
          [5, 0],
          [5, 5],
          [0, 5],
        ],
      },
    ] as const;
    const joined = linesOf(stitchLines(setOf(pieces)));
    expect(joined).toHaveLength(1);
    expect(joined[0].points[0]).toEqual(joined[0].points.at(-1));
    expect(joined[0].points).toHaveLength(5);
  });
});

describe("simplifying lines of a set", () => {
  const coordinate = fc.nat(1000);
  const lines = fc.array(
    fc
      .array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 30 })
      .map((points): Line => ({ kind: 0, points })),
    { minLength: 1, maxLength: 4 },
  );

  test("is what simplifying each of them alone comes to", () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 200 }), (list, tolerance) => {
        const simple = linesOf(simplifyLines(setOf(list), { tolerance, shrink: 1, keepsAll: true }));
        const expected = list.map(({ points }) => {
          const alone = simplifyLine(points.flat(), tolerance);
          const kept = Array.from({ length: alone.length / 2 }, (_, i): Point => [
            alone[2 * i],
            alone[2 * i + 1],
          ]);
          return kept.filter((point, i) => i === 0 || point.join() !== kept[i - 1].join());
        });
        expect(simple.map(({ points }) => points)).toEqual(expected);
      }),
    );
  });

  test("in larger units drops lines that shrink to a point, unless each is to keep its number", () => {
    const two = setOf([
      {
        kind: 4,
        points: [
          [0, 0],
          [1, 1],
        ],
      },
      {
        kind: 5,
        points: [
          [0, 0],
          [80, 0],
        ],
      },
    ]);
    expect(linesOf(simplifyLines(two, { tolerance: 1, shrink: 8 }))).toEqual([
      {
        kind: 5,
        points: [
          [0, 0],
          [10, 0],
        ],
      },
    ]);
    expect(lineCount(simplifyLines(two, { tolerance: 1, shrink: 8, keepsAll: true }))).toBe(2);
  });
});

import type { CommuneShape } from "../../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../../isochrones/model/territory.ts";
import { miniCommune } from "../../../helpers/mini-dataset.ts";
import type { Random } from "../../../helpers/seeded-random.ts";

type Position = readonly [lon: number, lat: number];

/** Communes that share the points of their common borders, as official outlines do. */
export interface CommuneWorld {
  readonly communes: readonly Commune[];
  readonly shapes: readonly (CommuneShape | null)[];
}

/**
 * A lattice of bent quadrilaterals, some of them missing, each a commune of its own; neighbours are thrown together at
 * random into EPCI and départements. Some outlines run clockwise, each begins at a corner of its own.
 */
export function randomCommunes(
  random: Random,
  columns: number,
  rows: number,
  sizeDegrees = 0.1,
): CommuneWorld {
  const west = 5;
  const south = 45;
  const wobble = (): number => (random.next() - 0.5) * 0.5 * sizeDegrees;
  const corners = table(columns + 1, rows + 1, (x, y): Position => [
    west + x * sizeDegrees + wobble(),
    south + y * sizeDegrees + wobble(),
  ]);
  const between = (a: Position, b: Position): Position[] =>
    [0.25, 0.5, 0.75].map((share) => [
      a[0] + share * (b[0] - a[0]) + wobble() / 4,
      a[1] + share * (b[1] - a[1]) + wobble() / 4,
    ]);
  const horizontal = table(columns, rows + 1, (x, y) => between(corners[x][y], corners[x + 1][y]));
  const vertical = table(columns + 1, rows, (x, y) => between(corners[x][y], corners[x][y + 1]));
  const communes: Commune[] = [];
  const shapes: (CommuneShape | null)[] = [];
  for (let x = 0; x < columns; x++) {
    for (let y = 0; y < rows; y++) {
      const ring: Position[] = [
        corners[x][y],
        ...horizontal[x][y],
        corners[x + 1][y],
        ...vertical[x + 1][y],
        corners[x + 1][y + 1],
        ...[...horizontal[x][y + 1]].reverse(),
        corners[x][y + 1],
        ...[...vertical[x][y]].reverse(),
      ];
      if (random.chance(0.3)) ring.reverse();
      const start = random.int(0, ring.length - 1);
      const turned = [...ring.slice(start), ...ring.slice(0, start)];
      communes.push({
        ...miniCommune(`${x}-${y}`),
        departementCode: String(random.int(0, 1)),
        regionCode: String(x < columns / 2 ? 0 : 1),
        epciCode: random.chance(0.1) ? null : String(random.int(0, 2)),
      });
      shapes.push(
        random.chance(0.1)
          ? null
          : [[[...turned, turned[0]].map(([lon, lat]) => [lon, lat] as [number, number])]],
      );
    }
  }
  return { communes, shapes };
}

function table<T>(columns: number, rows: number, at: (x: number, y: number) => T): T[][] {
  return Array.from({ length: columns }, (_, x) => Array.from({ length: rows }, (__, y) => at(x, y)));
}

import type { MultiPolygon, Position } from "geojson";
import { describe, expect, test } from "vitest";

import { contoursOf, type Contour } from "../../../isochrones/isoline/contour.ts";
import { sortIntoSquares } from "../../../isochrones/isoline/inhabited-points.ts";
import { areaWithin } from "../../../isochrones/isoline/polygonize.ts";
import type { Surface } from "../../../isochrones/isoline/surface.ts";
import { areaFaults } from "../../helpers/areas.ts";
import { referenceArea } from "../../helpers/reference-area.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const SURFACES = 400;
const CUTOFF = 6000;

/** Bumps upon each other, waves around a place for lakes in islands in lakes, noise for saddles. */
function randomSurface(random: Random): Surface {
  const [columns, rows] = [random.int(5, 40), random.int(5, 40)];
  const bumps = Array.from({ length: random.int(1, 8) }, () => ({
    column: random.next() * columns,
    row: random.next() * rows,
    radius: random.int(1, 12),
    height: random.int(-9000, 9000),
  }));
  const noise = random.pick([0, 100, 3000, 12_000]);
  const waves = random.pick([0, 0, 9000]);
  return {
    columns,
    rows,
    west: 9_000_000,
    south: 42_000_000,
    stepLon: 2420,
    stepLat: 1798,
    deciseconds: Float32Array.from({ length: columns * rows }, (_, vertex) => {
      const [column, row] = [vertex % columns, Math.floor(vertex / columns)];
      if (column === 0 || row === 0 || column === columns - 1 || row === rows - 1) return Infinity;
      if (random.chance(0.02)) return random.pick([CUTOFF, Infinity]);
      const sum = bumps.reduce((height, bump) => {
        const away = Math.hypot(column - bump.column, row - bump.row) / bump.radius;
        return height + bump.height * Math.exp(-away * away);
      }, CUTOFF);
      const wave = Math.sin(Math.hypot(column - bumps[0].column, row - bumps[0].row) * 1.5);
      return sum + (random.next() - 0.5) * noise + wave * waves;
    }),
  };
}

function randomPeople({ columns, rows, west, south, stepLon, stepLat }: Surface, random: Random) {
  const count = random.pick([0, 1, 50, 400]);
  const spots = (start: number, step: number, steps: number): Float64Array =>
    Float64Array.from({ length: count }, () => (start + random.next() * steps * step) / 1e6);
  return sortIntoSquares(spots(west, stepLon, columns), spots(south, stepLat, rows));
}

/** Rings from their least position on, in order: what stays when borders are walked along from elsewhere. */
function normalized({ coordinates }: MultiPolygon): string[] {
  const ringText = (ring: Position[]): string => {
    const positions = ring.slice(1).map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`);
    const first = positions.indexOf(positions.toSorted()[0]);
    return [...positions.slice(first), ...positions.slice(0, first)].join(" ");
  };
  return coordinates
    .map(([outline, ...holes]) => [ringText(outline), ...holes.map(ringText).sort()].join(" | "))
    .sort();
}

describe(`areas of ${SURFACES} random surfaces`, () => {
  test("are those of d3-contour, ring for ring, with the holes and patches that people live in", () => {
    const seen = { empty: 0, holes: 0, several: 0 };
    for (let seed = 1; seed <= SURFACES; seed++) {
      const random = seededRandom(seed);
      const surface = randomSurface(random);
      const people = randomPeople(surface, random);
      const area = areaWithin(surface, CUTOFF, people);
      expect(normalized(area), `seed ${seed}`).toEqual(normalized(referenceArea(surface, CUTOFF, people)));
      if (area.coordinates.length === 0) seen.empty++;
      if (area.coordinates.some((rings) => rings.length > 1)) seen.holes++;
      if (area.coordinates.length > 1) seen.several++;
    }
    for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(SURFACES / 20);
  });

  test("are valid", () => {
    for (let seed = 1; seed <= SURFACES / 4; seed++) {
      const random = seededRandom(seed);
      const surface = randomSurface(random);
      expect(areaFaults(areaWithin(surface, CUTOFF, randomPeople(surface, random))), `seed ${seed}`).toEqual(
        [],
      );
    }
  });

  test("come from borders that lie in each other, ground and holes in turn", () => {
    let deepest = 0;
    const look = (contours: readonly Contour[], isHole: boolean, depth: number): void => {
      for (const contour of contours) {
        expect(contour.isHole).toBe(isHole);
        deepest = Math.max(deepest, depth);
        look(contour.inner, !isHole, depth + 1);
      }
    };
    for (let seed = 1; seed <= SURFACES; seed++)
      look(contoursOf(randomSurface(seededRandom(seed)), CUTOFF), false, 1);
    expect(deepest).toBeGreaterThan(3);
  });
});

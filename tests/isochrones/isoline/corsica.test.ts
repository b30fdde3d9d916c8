import { snapsOf } from "../../helpers/random-points.ts";
import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { pointOnEdge, Snapper } from "../../../isochrones/graph/snapping.ts";
import { sortIntoSquares } from "../../../isochrones/isoline/inhabited-points.ts";
import { areaWithin } from "../../../isochrones/isoline/polygonize.ts";
import { timeSurface } from "../../../isochrones/isoline/time-surface.ts";
import { isInRing } from "../../../isochrones/geo/rings.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import type { IsochroneBand } from "../../../isochrones/model/report.ts";
import type { Direction } from "../../../isochrones/routing/edge-labels.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { Reach } from "../../../isochrones/routing/reach.ts";
import { makeSeeds, type Seeds } from "../../../isochrones/routing/seeds.ts";
import type { Study } from "../../../isochrones/study.ts";
import { areaFaults, coverCount, ringsOf } from "../../helpers/areas.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const MINUTES = [10, 20, 30];
const DIRECTIONS = ["arrival", "departure"] as const;
const SEED = 20_240_801;
/** Well inside the cutoff: the walk to the grid of the surface is three minutes at most. */
const SPARE_DECISECONDS = 1200;
const ROADLESS_METERS = 400;

const files = corsicanFiles();

/** Random points on the roads, both as places on edges and as degrees. */
function pointsOnRoads(dataset: Dataset, random: Random, count: number) {
  const { network } = dataset;
  const edges = Uint32Array.from({ length: count }, () => random.int(0, network.firstCopy - 1));
  const fractions = Float32Array.from(edges, () => random.next());
  const snaps = snapsOf(
    network,
    Array.from(edges, (edge, at) => ({ edge, fraction: fractions[at] })),
  );
  return { snaps, places: Array.from(edges, (edge, at) => pointOnEdge(network, edge, fractions[at])) };
}

/** Random places of the island's box without a road within `ROADLESS_METERS`. */
function roadlessPlaces(dataset: Dataset, random: Random, count: number): [number, number][] {
  const snapper = new Snapper(dataset.network, dataset.snapIndex);
  const [west, south, east, north] = dataset.bbox;
  const places: [number, number][] = [];
  while (places.length < count) {
    const lon = west + random.next() * (east - west);
    const lat = south + random.next() * (north - south);
    if (snapper.snap(lon, lat, ROADLESS_METERS) === null) places.push([lon, lat]);
  }
  return places;
}

describe.skipIf(files === null)("isochrones of Corsica (skipped without the real data of ../shared)", () => {
  let dataset: Dataset;
  let study: Study;
  /** From where each structure is reached. */
  let bands: IsochroneBand[][];
  let bandsBy: Readonly<Record<Direction, IsochroneBand[][]>>;
  let seedsOf: (structure: number) => Seeds;

  beforeAll(async () => {
    if (files === null) return;
    ({ dataset } = await buildCorsica(files, files.census));
    study = createStudy(dataset);
    const drawnBy = (direction: Direction): IsochroneBand[][] =>
      dataset.structures.map(({ id }) => study.isochrones({ structureId: id }, MINUTES, direction));
    bandsBy = { arrival: drawnBy("arrival"), departure: drawnBy("departure") };
    bands = bandsBy.arrival;
    seedsOf = (structure) => makeSeeds(dataset.network, dataset.structureSnaps, [structure]);
  });

  test("are valid for all 37 structures: form, direction, closed rings, nothing crossing", () => {
    expect(bands).toHaveLength(37);
    for (const { area } of [...bands, ...bandsBy.departure].flat()) {
      expect(area.coordinates.length).toBeGreaterThan(0);
      expect(areaFaults(area)).toEqual([]);
    }
  });

  test(`nest: what is in 10 minutes is in 20, and in 30 (seed ${SEED})`, () => {
    const random = seededRandom(SEED);
    const left: number[][] = [];
    let checked = 0;
    for (const [ten, twenty, thirty] of bands) {
      for (const [inner, outer] of [
        [ten, twenty],
        [twenty, thirty],
      ]) {
        const ring = ringsOf(inner.area)[0][0];
        const [west, east] = [Math.min(...ring.map(([lon]) => lon)), Math.max(...ring.map(([lon]) => lon))];
        const [south, north] = [
          Math.min(...ring.map(([, lat]) => lat)),
          Math.max(...ring.map(([, lat]) => lat)),
        ];
        for (let sample = 0; sample < 100; sample++) {
          const lon = west + random.next() * (east - west);
          const lat = south + random.next() * (north - south);
          if (coverCount(inner.area, lon, lat) === 0) continue;
          checked++;
          if (coverCount(outer.area, lon, lat) !== 1) left.push([lon, lat, outer.minutes]);
        }
      }
      expect(ten.people ?? NaN).toBeLessThanOrEqual(twenty.people ?? NaN);
      expect(twenty.people ?? NaN).toBeLessThanOrEqual(thirty.people ?? NaN);
    }
    expect(left).toEqual([]);
    expect(checked).toBeGreaterThan(1000);
  });

  test("have holes only where people live", () => {
    const { cells } = dataset;
    let holes = 0;
    for (const { area } of bands.flat()) {
      for (const hole of ringsOf(area).flatMap(([, ...inner]) => inner)) {
        holes++;
        const isLivedIn = cells?.lons.some(
          (lon, cell) =>
            isInRing(lon, cells.lats[cell], hole) && coverCount(area, lon, cells.lats[cell]) === 0,
        );
        expect(isLivedIn).toBe(true);
      }
    }
    expect(holes).toBeGreaterThan(0);
  });

  test.each(DIRECTIONS)(`hold the roads reached by %s well within the cutoff (seed ${SEED})`, (direction) => {
    const { snaps, places } = pointsOnRoads(dataset, seededRandom(SEED), 4000);
    const search = new EdgeSearch(dataset.network, direction);
    let inside = 0;
    let reached = 0;
    bandsBy[direction].forEach((ofStructure, structure) => {
      const seeds = seedsOf(structure);
      search.run(seeds);
      const { durations } = timesAtPoints(search, seeds, snaps);
      for (const { minutes, area } of ofStructure) {
        places.forEach(([lon, lat], point) => {
          if (durations[point] > minutes * 600 - SPARE_DECISECONDS) return;
          reached++;
          inside += coverCount(area, lon, lat);
        });
      }
    });
    expect(reached).toBeGreaterThan(10_000);
    expect(inside / reached).toBeGreaterThan(0.99);
  });

  test(`hold no place without a road within ${ROADLESS_METERS} m, filled holes aside (seed ${SEED})`, () => {
    const places = roadlessPlaces(dataset, seededRandom(SEED), 1500);
    // Holes are kept where somebody lives: here, at every place that is looked at.
    const everywhere = sortIntoSquares(
      Float64Array.from(places, ([lon]) => lon),
      Float64Array.from(places, ([, lat]) => lat),
    );
    const reach = new Reach(dataset.network, "arrival");
    for (let structure = 0; structure < dataset.structures.length; structure++) {
      const seeds = seedsOf(structure);
      reach.run(seeds, 18_000);
      const surface = timeSurface(reach, seeds, [18_000]);
      if (surface === null) throw new Error("got no surface, expected one around each structure");
      const area = areaWithin(surface, 18_000, everywhere);
      expect(places.filter(([lon, lat]) => coverCount(area, lon, lat) > 0)).toEqual([]);
    }
  });

  test.each(DIRECTIONS)("count the people whom the cell times by %s count", (direction) => {
    const { cells, cellSnaps } = dataset;
    if (cells === null || cellSnaps === null) throw new Error("got no population, expected the census grid");
    const search = new EdgeSearch(dataset.network, direction);
    bandsBy[direction].forEach((ofStructure, structure) => {
      const seeds = seedsOf(structure);
      search.run(seeds);
      const { durations } = timesAtPoints(search, seeds, cellSnaps);
      for (const { minutes, people } of ofStructure) {
        expect(people).toBe(
          cells.people.reduce(
            (sum, count, cell) => (durations[cell] <= minutes * 600 ? sum + count : sum),
            0,
          ),
        );
      }
    });
  });
});

import { describe, expect, test } from "vitest";

import { isInhabited } from "../../../isochrones/accessibility/inhabited.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { snapLimitOf } from "../../../isochrones/engines/embedded-engine.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import type { Snaps } from "../../../isochrones/model/points.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { placesOfPoint } from "../../../isochrones/routing/places.ts";
import { seedsAt } from "../../../isochrones/routing/seeds.ts";
import { CandidateSearch } from "../../../isochrones/siting/candidate-search.ts";
import { findDemand } from "../../../isochrones/siting/demand.ts";
import { nearCandidates } from "../../../isochrones/siting/near-candidates.ts";
import { randomPoints, snapsOf } from "../../helpers/random-points.ts";
import { randomRoads } from "../../helpers/random-roads.ts";
import { seededRandom, type Random } from "../../helpers/seeded-random.ts";
import { servedTown } from "../../helpers/served-town.ts";

const WORLDS = 200;
const CANDIDATES = 8;

interface World {
  readonly name: string;
  readonly network: Network;
  readonly random: Random;
  readonly structureSnaps: Snaps;
  readonly cellSnaps: Snaps;
  readonly candidateSnaps: Snaps;
  readonly limit: number;
}

/** Weights and times differ on these roads, some are one-way, and turns are forbidden or cost time. */
function* worlds(): Generator<World> {
  for (let seed = 1; seed <= WORLDS; seed++) {
    const random = seededRandom(seed + 3_000_000);
    const network = buildNetwork(randomRoads(seed));
    const snaps = (count: number): Snaps => snapsOf(network, randomPoints(network, random, count));
    yield {
      name: `seed ${seed}`,
      network,
      random,
      structureSnaps: snaps(random.int(0, 2)),
      cellSnaps: snaps(12),
      candidateSnaps: snaps(CANDIDATES),
      limit: random.int(0, 1500),
    };
  }
}

/** Times of all cells with all structures and some candidates open, by a search to the end. */
function timesWith({ network, structureSnaps, cellSnaps, candidateSnaps }: World, opened: readonly number[]) {
  const structures = Array.from(structureSnaps.edges, (_, point) => ({
    point,
    places: placesOfPoint(network, structureSnaps, point),
  }));
  const others = opened.map((candidate) => ({
    point: structures.length + candidate,
    places: placesOfPoint(network, candidateSnaps, candidate),
  }));
  const seeds = seedsAt([...structures, ...others]);
  const search = new EdgeSearch(network, "arrival");
  search.run(seeds);
  return timesAtPoints(search, seeds, cellSnaps).durations;
}

function searchesOf(world: World) {
  const { network, structureSnaps, cellSnaps, candidateSnaps, limit } = world;
  const members = Uint32Array.from(cellSnaps.edges.keys());
  const counted = structureSnaps.edges.keys();
  const demand = findDemand({ network, structureSnaps, cellSnaps }, { counted, members, limit });
  return { demand, search: new CandidateSearch({ network, demand, candidateSnaps, limit }) };
}

describe(`a candidate, on ${WORLDS} random worlds`, () => {
  test("covers the cells that are within the limit once it is open, at their times", () => {
    const seen = { covered: 0, uncovered: 0 };
    for (const world of worlds()) {
      const { demand, search } = searchesOf(world);
      const before = timesWith(world, []);
      const uncovered = Array.from(before.keys()).filter((cell) => before[cell] > world.limit);
      expect([...demand.cells], world.name).toEqual(uncovered);
      for (let candidate = 0; candidate < CANDIDATES; candidate++) {
        const { cells, deciseconds } = search.find(candidate);
        const after = timesWith(world, [candidate]);
        const newly = uncovered.filter((cell) => after[cell] <= world.limit);
        expect(
          Array.from(cells, (at) => demand.cells[at]),
          `${world.name}, candidate ${candidate}`,
        ).toEqual(newly);
        expect([...deciseconds], world.name).toEqual(newly.map((cell) => after[cell]));
        seen.covered += newly.length;
        seen.uncovered += uncovered.length - newly.length;
      }
    }
    expect(Math.min(seen.covered, seen.uncovered)).toBeGreaterThan(500);
  });

  test("that is not near a demand covers none", () => {
    const seen = { near: 0, far: 0 };
    for (const world of worlds()) {
      const { demand, search } = searchesOf(world);
      const near = new Set(nearCandidates(world.network, demand, world.candidateSnaps, world.limit));
      for (let candidate = 0; candidate < CANDIDATES; candidate++) {
        seen[near.has(candidate) ? "near" : "far"]++;
        if (near.has(candidate)) continue;
        expect(search.find(candidate).cells, `${world.name}, candidate ${candidate}`).toHaveLength(0);
      }
    }
    expect(Math.min(seen.near, seen.far)).toBeGreaterThan(100);
  });

  test("and others cover together at most what each of them covers", () => {
    for (const world of worlds()) {
      const { demand, search } = searchesOf(world);
      const opened = Array.from({ length: CANDIDATES }, (_, candidate) => candidate).filter(() =>
        world.random.chance(0.4),
      );
      const union = new Set(opened.flatMap((candidate) => [...search.find(candidate).cells]));
      const after = timesWith(world, opened);
      const covered = [...demand.cells.keys()].filter((at) => after[demand.cells[at]] <= world.limit);
      expect(
        covered.filter((at) => !union.has(at)),
        world.name,
      ).toEqual([]);
    }
  });
});

test("a candidate covers what a study finds after it has opened", () => {
  const dataset = servedTown();
  if (!isInhabited(dataset)) throw new Error("got a town without people");
  const study = createStudy(dataset);
  const limit = 30 * 10;
  const { network, structureSnaps, cellSnaps, cells } = dataset;
  const counted = dataset.structures.keys();
  const members = Uint32Array.from({ length: cells.count }, (_, cell) => cell);
  const demand = findDemand({ network, structureSnaps, cellSnaps }, { counted, members, limit });
  const random = seededRandom(7);
  const places = Array.from({ length: 30 }, () => ({
    lon: 9 + random.next() * 0.1,
    lat: 42 + random.next() * 0.1,
  }));
  const candidateSnaps = new Snapper(network, dataset.snapIndex).snapAll(
    places.map(({ lon }) => lon),
    places.map(({ lat }) => lat),
    snapLimitOf(dataset),
  );
  const search = new CandidateSearch({ network, demand, candidateSnaps, limit });
  let found = 0;
  places.forEach((place, candidate) => {
    const { deciseconds } = study.cellTimesAfter({ opened: [place] });
    const newly = [...demand.cells].filter((cell) => deciseconds[cell] <= limit);
    expect(Array.from(search.find(candidate).cells, (at) => demand.cells[at])).toEqual(newly);
    found += newly.length;
  });
  expect(found).toBeGreaterThan(10);
});

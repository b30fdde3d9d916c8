import { describe, expect, test } from "vitest";

import type { RestrictedPath } from "../../../isochrones/graph/restrictions.ts";
import type { Turns } from "../../../isochrones/graph/turn-list.ts";
import { expandViaWays } from "../../../isochrones/graph/via-ways.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";

const WALKS = 40;
const STEPS = 12;

/** Few edges with many turns, so that random walks meet the restricted paths often. Each turn has its own class. */
function randomTurns(random: Random, edgeCount: number): Turns {
  const lists = Array.from({ length: edgeCount }, () =>
    [...Array.from({ length: edgeCount }).keys()].filter(() => random.chance(0.6)),
  );
  const offsets = [0];
  for (const list of lists) offsets.push(offsets[offsets.length - 1] + list.length);
  const targets = Uint32Array.from(lists.flat());
  return {
    offsets: Uint32Array.from(offsets),
    targets,
    classes: Uint16Array.from(targets.keys()),
    classDurations: Uint32Array.from(targets.keys()),
    classWeights: Uint32Array.from(targets.keys()),
  };
}

/** Random paths; half of them take their beginning, or their inside, from an earlier one. */
function randomPaths(random: Random, edgeCount: number): RestrictedPath[] {
  const paths: RestrictedPath[] = [];
  for (let i = random.int(1, 6); i > 0; i--) {
    const length = random.int(3, 5);
    const edges = Array.from({ length }, () => random.int(0, edgeCount - 1));
    const kind = random.chance(0.7) ? "no" : "only";
    if (paths.length > 0 && random.chance(0.5)) {
      const model = random.pick(paths).edges.slice(random.int(0, 1), random.int(3, 5));
      edges.splice(0, model.length, ...model);
    }
    paths.push({ kind, edges });
  }
  return paths;
}

/** May this follow what was driven? Read off the paths, each against the end of all that was driven. */
function obeys(paths: readonly RestrictedPath[], driven: readonly number[], to: number): boolean {
  const inForce = paths.filter(({ edges }) => {
    const before = edges.slice(0, -1);
    return before.every((edge, i) => driven[driven.length - before.length + i] === edge);
  });
  const last = ({ edges }: RestrictedPath): number => edges[edges.length - 1];
  if (inForce.some((path) => path.kind === "no" && last(path) === to)) return false;
  const commands = inForce.filter(({ kind }) => kind === "only");
  return commands.every((path) =>
    commands.some((other) => other.edges.length === path.edges.length && last(other) === to),
  );
}

function turnsOf(turns: Turns, edge: number): { target: number; turnClass: number }[] {
  const found: { target: number; turnClass: number }[] = [];
  for (let turn = turns.offsets[edge]; turn < turns.offsets[edge + 1]; turn++) {
    found.push({ target: turns.targets[turn], turnClass: turns.classes[turn] });
  }
  return found;
}

describe("a graph with copies for restricted paths", () => {
  test("lets pass just what the paths let pass, at the same cost, on random walks", () => {
    let refused = 0;
    for (let seed = 1; seed <= 300; seed++) {
      const random = seededRandom(seed);
      const edgeCount = random.int(2, 5);
      const plain = randomTurns(random, edgeCount);
      const paths = randomPaths(random, edgeCount);
      const { turns, originals } = expandViaWays(plain, edgeCount, paths);
      const original = (edge: number): number => (edge < edgeCount ? edge : originals[edge - edgeCount]);
      for (let walk = 0; walk < WALKS; walk++) {
        let at = random.int(0, edgeCount - 1);
        const driven = [at];
        for (let step = 0; step < STEPS; step++) {
          const all = turnsOf(plain, original(at));
          const expected = all.filter(({ target }) => obeys(paths, driven, target));
          refused += all.length - expected.length;
          const got = turnsOf(turns, at);
          const seen = got.map(({ target, turnClass }) => ({ target: original(target), turnClass }));
          expect(seen, `seed ${seed}, after ${driven.join(" ")}`).toEqual(expected);
          if (got.length === 0) break;
          at = random.pick(got).target;
          driven.push(original(at));
        }
      }
    }
    expect(refused).toBeGreaterThan(1000);
  });

  test("has no copies without paths", () => {
    const turns = randomTurns(seededRandom(1), 4);
    expect(expandViaWays(turns, 4, [])).toEqual({ turns, originals: new Uint32Array(0) });
  });

  test("has one copy for each beginning of two edges or more, shared by the paths that begin so", () => {
    const turns = randomTurns(seededRandom(1), 6);
    const paths: RestrictedPath[] = [
      { kind: "no", edges: [0, 1, 2, 3] },
      { kind: "no", edges: [0, 1, 2, 4] },
      { kind: "no", edges: [0, 1, 5] },
      { kind: "no", edges: [1, 2, 3] },
    ];
    // Of 0 1, of 0 1 2, and of 1 2.
    expect([...expandViaWays(turns, 6, paths).originals].sort((a, b) => a - b)).toEqual([1, 2, 2]);
  });

  test("refuses a path too short to need one", () => {
    expect(() => expandViaWays(randomTurns(seededRandom(1), 3), 3, [{ kind: "no", edges: [0, 1] }])).toThrow(
      /2 edges, expected three/,
    );
  });
});

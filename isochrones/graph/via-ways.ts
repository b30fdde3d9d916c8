import { GrowableUint32 } from "./growable.ts";
import type { RestrictedPath } from "./restrictions.ts";
import type { Turns } from "./turn-list.ts";

/** A graph whose turns also obey restrictions over several edges, by copies of the edges that these pass. */
export interface ExpandedTurns {
  readonly turns: Turns;
  /** The original of each copy, in the order of the copies: copy i is edge `edgeCount + i`. */
  readonly originals: Uint32Array;
}

/** What has been driven so far of some restricted path: at least two edges. */
interface State {
  readonly path: readonly number[];
  readonly edge: number;
  /** Its index among the copies. */
  readonly copy: number;
  /** Edges that may not follow, and those that alone may, by the path that ends here. */
  readonly forbidden: Set<number>;
  mandatory: Set<number> | null;
}

/**
 * Restrictions such as "from A over B not into C" depend on where one came from before the last edge. Each
 * beginning of such a path becomes a copy of its last edge, and turns lead into the copy that stands for the
 * longest beginning just driven: the automaton of Aho and Corasick (CACM 18(6), 1975) laid over the graph.
 * Paths may overlap, share beginnings and contain one another.
 *
 * Cost: the number of edges on restricted paths, times their turns.
 */
export function expandViaWays(
  turns: Turns,
  edgeCount: number,
  paths: readonly RestrictedPath[],
): ExpandedTurns {
  if (paths.length === 0) return { turns, originals: new Uint32Array(0) };
  const states = buildStates(paths);
  return applyStates(turns, edgeCount, states);
}

type States = ReadonlyMap<string, State>;

function key(path: readonly number[]): string {
  return path.join(",");
}

function buildStates(paths: readonly RestrictedPath[]): States {
  const states = new Map<string, State>();
  for (const { kind, edges } of paths) {
    for (let length = 2; length < edges.length; length++) {
      const path = edges.slice(0, length);
      if (states.has(key(path))) continue;
      const state: State = {
        path,
        edge: path[length - 1],
        copy: states.size,
        forbidden: new Set(),
        mandatory: null,
      };
      states.set(key(path), state);
    }
    const last = states.get(key(edges.slice(0, -1)));
    const to = edges[edges.length - 1];
    if (last === undefined)
      throw new Error(`restricted path of ${edges.length} edges, expected three or more`);
    if (kind === "no") last.forbidden.add(to);
    else last.mandatory = (last.mandatory ?? new Set()).add(to);
  }
  return states;
}

/** The state of the longest driven suffix that begins a restricted path. */
function follow(states: States, path: readonly number[], to: number): State | undefined {
  const driven = [...path, to];
  for (let start = 0; start <= driven.length - 2; start++) {
    const state = states.get(key(driven.slice(start)));
    if (state !== undefined) return state;
  }
  return undefined;
}

/** Is the turn against any restriction that ends with it, whichever suffix of the driven path that began in? */
function isForbidden(states: States, path: readonly number[], to: number): boolean {
  for (let start = 0; start <= path.length - 2; start++) {
    const state = states.get(key(path.slice(start)));
    if (state === undefined) continue;
    if (state.forbidden.has(to)) return true;
    if (state.mandatory !== null && !state.mandatory.has(to)) return true;
  }
  return false;
}

function applyStates(turns: Turns, edgeCount: number, states: States): ExpandedTurns {
  const startEdges = new Set([...states.values()].map((state) => state.path[0]));
  const targets = turns.targets.slice();
  for (const from of startEdges) {
    for (let turn = turns.offsets[from]; turn < turns.offsets[from + 1]; turn++) {
      const state = follow(states, [from], turns.targets[turn]);
      if (state !== undefined) targets[turn] = edgeCount + state.copy;
    }
  }

  const offsets = new Uint32Array(edgeCount + states.size + 1);
  offsets.set(turns.offsets);
  const copyTargets = new GrowableUint32();
  const copyClasses = new GrowableUint32();
  const originals = new Uint32Array(states.size);
  for (const { path, edge, copy } of states.values()) {
    originals[copy] = edge;
    for (let turn = turns.offsets[edge]; turn < turns.offsets[edge + 1]; turn++) {
      const to = turns.targets[turn];
      if (isForbidden(states, path, to)) continue;
      const next = follow(states, path, to);
      copyTargets.push(next === undefined ? to : edgeCount + next.copy);
      copyClasses.push(turns.classes[turn]);
    }
    offsets[edgeCount + copy + 1] = targets.length + copyTargets.length;
  }
  const allTargets = new Uint32Array(targets.length + copyTargets.length);
  allTargets.set(targets);
  allTargets.set(copyTargets.view(), targets.length);
  const allClasses = new Uint16Array(allTargets.length);
  allClasses.set(turns.classes);
  allClasses.set(copyClasses.view(), targets.length);
  return {
    turns: {
      offsets,
      targets: allTargets,
      classes: allClasses,
      classDurations: turns.classDurations,
      classWeights: turns.classWeights,
    },
    originals,
  };
}

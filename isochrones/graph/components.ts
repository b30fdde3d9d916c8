import { NO_EDGE } from "../model/network.ts";

/**
 * Sizes of the strongly connected components of the graph of edges: for each edge, how many edges can be
 * reached from it that can also reach it. The two directions of a road count as connected (one may always stop
 * and start the other way), as in OSRM. Iterative form of Tarjan (SIAM J. Comput. 1(2), 1972), O(edges + turns).
 */
export function componentSizes(
  edgeCount: number,
  turnOffsets: Uint32Array,
  turnTargets: Uint32Array,
  edgeTwins: Uint32Array,
): Uint32Array {
  const sizes = new Uint32Array(edgeCount);
  const indices = new Uint32Array(edgeCount); // 0: not seen
  const lows = new Uint32Array(edgeCount);
  const onStack = new Uint8Array(edgeCount);
  const stack = new Uint32Array(edgeCount);
  const callEdges = new Uint32Array(edgeCount);
  // Next neighbour to look at: a turn, and after the last one the twin.
  const callNext = new Uint32Array(edgeCount);
  let nextIndex = 1;
  let stackSize = 0;

  for (let root = 0; root < edgeCount; root++) {
    if (indices[root] !== 0) continue;
    let depth = 0;
    callEdges[0] = root;
    callNext[0] = turnOffsets[root];
    indices[root] = lows[root] = nextIndex++;
    stack[stackSize++] = root;
    onStack[root] = 1;
    while (depth >= 0) {
      const edge = callEdges[depth];
      const turn = callNext[depth]++;
      const end = turnOffsets[edge + 1];
      if (turn <= end) {
        const next = turn < end ? turnTargets[turn] : edgeTwins[edge];
        if (next === NO_EDGE) continue;
        if (indices[next] === 0) {
          depth++;
          callEdges[depth] = next;
          callNext[depth] = turnOffsets[next];
          indices[next] = lows[next] = nextIndex++;
          stack[stackSize++] = next;
          onStack[next] = 1;
        } else if (onStack[next] === 1 && indices[next] < lows[edge]) {
          lows[edge] = indices[next];
        }
        continue;
      }
      if (lows[edge] === indices[edge]) {
        const bottom = popComponent(stack, stackSize, edge, onStack);
        const size = stackSize - bottom;
        for (let i = bottom; i < stackSize; i++) sizes[stack[i]] = size;
        stackSize = bottom;
      }
      depth--;
      if (depth >= 0 && lows[edge] < lows[callEdges[depth]]) lows[callEdges[depth]] = lows[edge];
    }
  }
  return sizes;
}

/** Takes the component of `edge` off the top of the stack; returns where it began. */
function popComponent(stack: Uint32Array, stackSize: number, edge: number, onStack: Uint8Array): number {
  let bottom = stackSize;
  let top: number;
  do {
    top = stack[--bottom];
    onStack[top] = 0;
  } while (top !== edge);
  return bottom;
}

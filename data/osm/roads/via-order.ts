/** A via way by its ends. */
export interface Via {
  readonly way: number;
  readonly first: number;
  readonly last: number;
}

export interface ViaPath {
  readonly ways: readonly number[];
  /** The node where the last via ends. */
  readonly end: number;
}

/** More attempts than any real restriction needs; a hostile one stops here. */
const MAX_STEPS = 1_000;

/**
 * Orders via ways so that each begins where the one before ends, from the node `start` to a node that
 * `isGoal` accepts. The order given is kept where it connects; null where none does.
 */
export function orderVias(
  start: number,
  vias: readonly Via[],
  isGoal: (node: number) => boolean,
): ViaPath | null {
  let steps = 0;
  const used = vias.map(() => false);
  const order: number[] = [];

  const search = (node: number): ViaPath | null => {
    if (order.length === vias.length) return isGoal(node) ? { ways: [...order], end: node } : null;
    for (const [index, via] of vias.entries()) {
      if (used[index] || (via.first !== node && via.last !== node)) continue;
      if (++steps > MAX_STEPS) return null;
      used[index] = true;
      order.push(via.way);
      const found = search(via.first === node ? via.last : via.first);
      if (found !== null) return found;
      order.pop();
      used[index] = false;
    }
    return null;
  };

  return search(start);
}

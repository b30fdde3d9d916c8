/** Sets of small numbers that are joined step by step (disjoint sets, Tarjan 1975, with path halving). */
export class Groups {
  readonly #parents: Uint32Array;

  constructor(count: number) {
    this.#parents = Uint32Array.from({ length: count }, (_, item) => item);
  }

  /** The item that stands for the group of this one. */
  find(item: number): number {
    const parents = this.#parents;
    let root = item;
    while (parents[root] !== root) {
      parents[root] = parents[parents[root]];
      root = parents[root];
    }
    return root;
  }

  /** Joins the groups of both; false where they were one already. */
  join(a: number, b: number): boolean {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    if (rootA === rootB) return false;
    this.#parents[rootA] = rootB;
    return true;
  }
}

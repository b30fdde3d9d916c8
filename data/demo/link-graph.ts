import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";

export interface Link {
  readonly a: number;
  readonly b: number;
  /** As the crow flies. */
  readonly meters: number;
}

/**
 * Pairs of places that no third place stands between: the Gabriel graph (Gabriel and Sokal 1969). It holds the
 * shortest tree over all places, and enough loops to look like roads.
 */
export function gabrielLinks(points: readonly Point[], maxMeters: number): Link[] {
  const links: Link[] = [];
  for (let a = 0; a < points.length; a++) {
    for (let b = a + 1; b < points.length; b++) {
      const meters = distance(points[a], points[b]);
      if (meters > maxMeters) continue;
      const middle: Point = [(points[a][0] + points[b][0]) / 2, (points[a][1] + points[b][1]) / 2];
      const between = points.some((point, c) => c !== a && c !== b && distance(point, middle) < meters / 2);
      if (!between) links.push({ a, b, meters });
    }
  }
  return links;
}

/** Sets of places joined so far (disjoint sets, Tarjan 1975, with path halving). */
export class Groups {
  readonly #parents: number[];

  constructor(count: number) {
    this.#parents = Array.from({ length: count }, (_, index) => index);
  }

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

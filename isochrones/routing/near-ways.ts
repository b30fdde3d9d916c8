/** A way from a place to one of several points. */
export interface NearWay {
  readonly point: number;
  /** Deciseconds. */
  readonly weight: number;
  readonly duration: number;
  readonly meters: number;
}

/** Orders ways as searches do: by weight, then duration, then point. */
export function compareWays(a: NearWay, b: NearWay): number {
  return a.weight - b.weight || a.duration - b.duration || a.point - b.point;
}

/** Which points count, by their number; null: all of them. */
export type CountedPoints = { readonly [point: number]: number } | null;

/** The best way to each of several points. */
export class BestWays {
  readonly #ways: NearWay[] = [];

  clear(): void {
    this.#ways.length = 0;
  }

  offer(way: NearWay): void {
    const ways = this.#ways;
    for (let at = 0; at < ways.length; at++) {
      if (ways[at].point !== way.point) continue;
      if (compareWays(way, ways[at]) < 0) ways[at] = way;
      return;
    }
    ways.push(way);
  }

  /** Best first. */
  sorted(): NearWay[] {
    return this.#ways.toSorted(compareWays);
  }
}

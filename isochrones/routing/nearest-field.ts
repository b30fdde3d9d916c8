import { GrowableUint32 } from "../graph/growable.ts";
import { NO_EDGE, type Network, UNREACHED } from "../model/network.ts";
import type { EdgeLabels } from "./edge-labels.ts";
import { LabelSpread } from "./label-spread.ts";
import { type PlantedSeed, type SeedChanges, seedChanges, type Seeds } from "./seeds.ts";

/**
 * The way to the nearest seed from every edge of a network, for seeds that come and go: computed once, then repaired
 * where seeds have changed. The labels are those that `EdgeSearch` finds for the same seeds.
 */
export class NearestField implements EdgeLabels {
  readonly network: Network;
  readonly direction = "arrival";
  readonly weights: Uint32Array;
  readonly durations: Uint32Array;
  readonly points: Uint32Array;
  readonly copies: ReadonlyMap<number, readonly number[]>;
  readonly #labels: LabelSpread;
  /** What the repair under way, or the last one, has changed. */
  readonly #changed = new GrowableUint32();
  readonly #isChanged: Uint8Array;
  #seeds: Seeds | null = null;

  constructor(network: Network) {
    const labels = new LabelSpread(network);
    this.network = network;
    this.weights = labels.weights;
    this.durations = labels.durations;
    this.points = labels.points;
    this.copies = labels.copies;
    this.#labels = labels;
    this.#isChanged = new Uint8Array(network.edgeCount);
  }

  /** What the labels lead to, null before the first computation. */
  get seeds(): Seeds | null {
    return this.#seeds;
  }

  /** Labels all edges anew. */
  compute(seeds: Seeds): void {
    this.#labels.clear();
    this.#labels.plant(seeds);
    this.#labels.spread();
    this.#seeds = seeds;
  }

  /**
   * Makes the labels those of other seeds by repairing what differs: edges that led to a seed that is gone look for
   * the next one from the border of its catchment, new seeds spread until they meet nearer ones. The answer is that of
   * `compute`, to the last label.
   *
   * O(k) over the edges k of catchments that are lost or won, times corrections, and O(seeds).
   *
   * @param changes from the seeds so far to these, if they are known
   * @returns edges whose label may differ now, or on which a seed came or went, each once; valid until the next repair
   */
  repair(seeds: Seeds, changes?: SeedChanges): Uint32Array {
    if (this.#seeds === null) throw new Error("a field can be repaired only once it has been computed");
    const { gone, come } = changes ?? seedChanges(this.#seeds, seeds);
    this.#forgetChanges();
    this.#unlabel(gone);
    const orphans = this.#changed.length;
    for (let at = 0; at < orphans; at++) this.#askSuccessors(this.#changed.at(at));
    this.#labels.plant(seeds);
    this.#labels.spread((edge) => this.#markChanged(edge));
    for (const { edge } of [...gone, ...come]) this.#markChanged(edge);
    this.#seeds = seeds;
    return this.#changed.view();
  }

  /** Forgets the labels that lead to seeds that are gone: from each of these on, edge by edge, against the traffic. */
  #unlabel(gone: readonly PlantedSeed[]): void {
    const isGone = new Set(gone.map(({ point }) => point));
    const { reverseTurnOffsets, reverseTurnSources } = this.network;
    const forgetBefore = (edge: number): void => {
      for (let turn = reverseTurnOffsets[edge]; turn < reverseTurnOffsets[edge + 1]; turn++) {
        const before = reverseTurnSources[turn];
        if (!isGone.has(this.points[before])) continue;
        this.weights[before] = UNREACHED;
        this.durations[before] = UNREACHED;
        this.points[before] = NO_EDGE;
        this.#markChanged(before);
      }
    };
    for (const { edge } of gone) {
      forgetBefore(edge);
      this.copies.get(edge)?.forEach(forgetBefore);
    }
    for (let at = 0; at < this.#changed.length; at++) forgetBefore(this.#changed.at(at));
  }

  /** Looks for a label among the edges that may be driven next. */
  #askSuccessors(edge: number): void {
    const { turnOffsets, turnTargets, turnClasses, edgeWeights, edgeDurations } = this.network;
    const { turnClassWeights, turnClassDurations } = this.network;
    for (let turn = turnOffsets[edge]; turn < turnOffsets[edge + 1]; turn++) {
      const next = turnTargets[turn];
      if (this.weights[next] === UNREACHED) continue;
      const turnClass = turnClasses[turn];
      this.#labels.offer(
        edge,
        this.weights[next] + edgeWeights[next] + turnClassWeights[turnClass],
        this.durations[next] + edgeDurations[next] + turnClassDurations[turnClass],
        this.points[next],
      );
    }
  }

  #markChanged(edge: number): void {
    if (this.#isChanged[edge] === 1) return;
    this.#isChanged[edge] = 1;
    this.#changed.push(edge);
  }

  #forgetChanges(): void {
    for (const edge of this.#changed.view()) this.#isChanged[edge] = 0;
    this.#changed.clear();
  }
}

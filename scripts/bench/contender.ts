/** What one round gave. */
export interface Sample {
  /** Wall time. Of several repeats in the round their median. */
  readonly milliseconds: number;
  /** Largest resident memory of the process of this round; null where the round had none of its own. */
  readonly peakBytes: number | null;
  /** The answer in a few words, the same in each round; null where there is none to tell. */
  readonly answer: string | null;
}

/** A contender that is ready to be timed. */
export interface Running {
  /**
   * Proves, before any time counts, that the answer is that of a slow and obvious way.
   *
   * @throws Error that says what differs
   */
  readonly check?: () => Promise<void>;
  readonly round: () => Promise<Sample>;
  /** @returns its largest resident memory, where one process served all rounds */
  readonly close: () => Promise<number | null>;
}

/** Who takes part in a case. The first of a case is the one that the others are compared with. */
export interface Contender {
  /** `trente`, `valhalla`, `osrm`, `pgrouting`: stable, for logs. */
  readonly name: string;
  /** What it does here that the others do not, or leaves out; empty where nothing. */
  readonly remark?: string;
  /** Whether its time answers the same question, so that a ratio means something. Default true. */
  readonly isComparable?: boolean;
  /** Starts what it needs, untimed. @throws AbsentError where it cannot take part */
  readonly open: (signal: AbortSignal) => Promise<Running>;
}

/** One kind of work, done by all who can. */
export interface BenchCase<World> {
  /** Stable, as in `--case` and logs. */
  readonly id: string;
  /** What is done, English, without a full stop. */
  readonly title: (world: World) => string;
  readonly contenders: (world: World) => readonly Contender[];
}

/** A contender that cannot take part, with the reason, which is reported and never silent. */
export class AbsentError extends Error {
  override readonly name = "AbsentError";
}

/** A contender whose absence is known beforehand. */
export function absent(name: string, reason: string): Contender {
  return {
    name,
    open: async () => Promise.reject(new AbsentError(reason)),
  };
}

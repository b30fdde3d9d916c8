import { AbsentError, type Contender, type Running, type Sample } from "./contender.ts";
import { pairedRatios, type Summary, summarise } from "./statistics.ts";

/** A warm-up that took longer than that is slow. */
const SLOW_MILLISECONDS = 10_000;

/** A single measurement, as it is logged. */
export interface Measurement extends Sample {
  readonly contender: string;
  /** From 1; 0 for the warm-up, which is not counted. */
  readonly round: number;
}

export interface MeasureOptions {
  /** Counted rounds, at least 1. */
  readonly rounds: number;
  /** Counted rounds of a contender whose warm-up took more than ten seconds; `rounds` if not given. */
  readonly slowRounds?: number;
  readonly signal: AbortSignal;
  readonly onMeasurement?: (measurement: Measurement) => void;
}

/** How a contender fared. */
export type Outcome =
  | {
      readonly kind: "measured";
      readonly contender: Contender;
      /** Milliseconds. */
      readonly time: Summary;
      readonly peakBytes: number | null;
      readonly answer: string | null;
      /** How often as long as the first contender, pair by pair; null for the first, or without a pair. */
      readonly ratio: Summary | null;
      /** The ratios themselves, by round. */
      readonly ratios: readonly number[];
    }
  | { readonly kind: "absent" | "failed"; readonly contender: Contender; readonly reason: string };

/** A contender on the way through its rounds. */
interface Lane {
  readonly contender: Contender;
  readonly running: Running;
  readonly times: Map<number, number>;
  rounds: number;
  peakBytes: number | null;
  answer: string | null;
  failure: string | null;
}

/**
 * Times all contenders of a case in alternation: one warm-up each, then round by round, every other round in the
 * opposite order, so that noise of the machine and the place in the row hit all of them alike.
 *
 * A contender that cannot take part, or fails, is reported with the reason; the others go on.
 */
export async function measureCase(
  contenders: readonly Contender[],
  options: MeasureOptions,
): Promise<Outcome[]> {
  const { rounds, signal } = options;
  const outcomes = new Map<Contender, Outcome>();
  const lanes: Lane[] = [];
  try {
    for (const contender of contenders) {
      const opened = await openLane(contender, rounds, signal);
      if ("kind" in opened) outcomes.set(contender, opened);
      else lanes.push(opened);
    }
    for (let round = 0; round <= rounds; round++) {
      const order = round % 2 === 1 ? lanes : lanes.toReversed();
      for (const lane of order) {
        if (lane.failure !== null || round > lane.rounds) continue;
        signal.throwIfAborted();
        await runRound(lane, round, options);
      }
    }
  } finally {
    for (const lane of lanes) await closeLane(lane);
  }
  signal.throwIfAborted();
  const base = lanes.find(({ contender }) => contender === contenders[0]);
  for (const lane of lanes) outcomes.set(lane.contender, outcomeOf(lane, base));
  return contenders.flatMap((contender) => outcomes.get(contender) ?? []);
}

async function openLane(contender: Contender, rounds: number, signal: AbortSignal): Promise<Lane | Outcome> {
  try {
    const running = await contender.open(signal);
    return { contender, running, times: new Map(), rounds, peakBytes: null, answer: null, failure: null };
  } catch (error) {
    signal.throwIfAborted();
    return { kind: error instanceof AbsentError ? "absent" : "failed", contender, reason: textOf(error) };
  }
}

async function runRound(
  lane: Lane,
  round: number,
  { rounds, slowRounds = rounds, signal, onMeasurement }: MeasureOptions,
): Promise<void> {
  try {
    if (round === 0) await lane.running.check?.();
    const sample = await lane.running.round();
    if (round === 0) {
      lane.answer = sample.answer;
      if (sample.milliseconds > SLOW_MILLISECONDS) lane.rounds = Math.min(lane.rounds, slowRounds);
    } else {
      lane.times.set(round, sample.milliseconds);
    }
    if (sample.answer !== lane.answer) {
      lane.failure = `answered "${sample.answer}" in round ${round}, "${lane.answer}" before`;
    }
    lane.peakBytes = largest(lane.peakBytes, sample.peakBytes);
    onMeasurement?.({ contender: lane.contender.name, round, ...sample });
  } catch (error) {
    signal.throwIfAborted();
    lane.failure = textOf(error);
  }
}

async function closeLane(lane: Lane): Promise<void> {
  try {
    lane.peakBytes = largest(lane.peakBytes, await lane.running.close());
  } catch (error) {
    lane.failure ??= textOf(error);
  }
}

function outcomeOf({ contender, times, peakBytes, answer, failure }: Lane, base: Lane | undefined): Outcome {
  if (failure !== null) return { kind: "failed", contender, reason: failure };
  const isCompared =
    base !== undefined &&
    base.contender !== contender &&
    base.failure === null &&
    contender.isComparable !== false;
  const ratios = isCompared ? pairedRatios(times, base.times) : [];
  return {
    kind: "measured",
    contender,
    time: summarise([...times.values()]),
    peakBytes,
    answer,
    ratio: ratios.length === 0 ? null : summarise(ratios),
    ratios,
  };
}

function largest(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.max(a, b);
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

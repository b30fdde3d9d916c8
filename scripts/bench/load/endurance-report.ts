import type { Endurance, EnduranceMinute } from "./endurance.ts";
import { type Slope, slopeOf } from "./slope.ts";

/** Memory may grow by so much of itself in an hour, for all that is known; more is a leak. */
const MOST_GROWTH_PER_HOUR = 0.05;
const MEBIBYTE = 2 ** 20;
const MINUTES_PER_HOUR = 60;

/** What a soak comes to. */
export interface EnduranceVerdict {
  readonly isWell: boolean;
  /** One line for each thing that was asked of it. */
  readonly lines: readonly string[];
}

/**
 * Judges a soak: each answer as expected, each swap done and right, memory flat. Memory is judged by the second half, once
 * caches are full: it is not flat where even the least growth that its minutes allow is more than 5 % an hour.
 */
export function judgeEndurance({ minutes, swaps, statuses }: Endurance): EnduranceVerdict {
  const unexpected = minutes.reduce((sum, minute) => sum + minute.unexpected, 0);
  const requests = minutes.reduce((sum, minute) => sum + minute.requests, 0);
  const bad = swaps.filter(({ outcome, isRight }) => outcome !== "swapped" || !isRight);
  const memory = judgeMemory(minutes);
  const told = [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
  const slowest = Math.max(0, ...swaps.map(({ seconds }) => seconds));
  const outcomes = bad.map(({ outcome }) => outcome).join(", ");
  return {
    isWell: unexpected === 0 && bad.length === 0 && memory.isWell,
    lines: [
      `${mark(unexpected === 0)} answers: ${unexpected} of ${requests} not as expected (${told})`,
      `${mark(bad.length === 0)} swaps: ${swaps.length - bad.length} of ${swaps.length} done, ${slowest.toFixed(1)} s at most${outcomes === "" ? "" : ` (${outcomes})`}`,
      `${mark(memory.isWell)} memory: ${memory.text}`,
    ],
  };
}

function judgeMemory(minutes: readonly EnduranceMinute[]): { isWell: boolean; text: string } {
  const sizes = minutes.flatMap(({ residentBytes }) => (residentBytes === null ? [] : [residentBytes]));
  if (sizes.length < minutes.length) return { isWell: true, text: "not told by this system" };
  const late = sizes.slice(Math.floor(sizes.length / 2));
  const slope = slopeOf(late);
  if (slope === null) return { isWell: true, text: "too few minutes to tell, expected six or more" };
  const mean = late.reduce((sum, size) => sum + size, 0) / late.length;
  const isWell = slope.low * MINUTES_PER_HOUR <= MOST_GROWTH_PER_HOUR * mean;
  return {
    isWell,
    text: `${slopeText(slope)} in the second half, around ${(mean / MEBIBYTE).toFixed(0)} MiB`,
  };
}

function slopeText({ perUnit, low, high }: Slope): string {
  const hourly = (bytes: number): string => ((bytes * MINUTES_PER_HOUR) / MEBIBYTE).toFixed(0);
  return `${hourly(perUnit)} MiB an hour (95 %: ${hourly(low)} to ${hourly(high)})`;
}

function mark(isWell: boolean): string {
  return isWell ? "✓" : "✗";
}

export const ENDURANCE_HEAD = [
  "| minute | requests | unexpected | p50 | p99 | most | memory |",
  "| --- | --- | --- | --- | --- | --- | --- |",
].join("\n");

export function enduranceRow({ minute, requests, unexpected, ...rest }: EnduranceMinute): string {
  const latency = (milliseconds: number): string => `${milliseconds.toFixed(1)} ms`;
  const memory = rest.residentBytes === null ? "?" : `${(rest.residentBytes / MEBIBYTE).toFixed(0)} MiB`;
  const cells = [minute, requests, unexpected, ...[rest.p50, rest.p99, rest.most].map(latency), memory];
  return `| ${cells.join(" | ")} |`;
}

/** What playing needs of the page. */
export interface Playing {
  readonly show: (date: string) => void;
  /** Resolves when what was shown last has been answered; rejects when it failed. */
  readonly answered: (signal: AbortSignal) => Promise<void>;
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The label began that day: earlier dates are those of the list, not of the network. */
const PLAY_FROM = "2020-01-01";
const STEP_MS = 1_000;

/**
 * Shows one date after the other, a second each and never before the former has been answered; ends with the last one, or
 * when the signal says so. Rejects when an answer failed.
 */
export async function play(
  dates: readonly string[],
  { show, answered, wait, signal }: Playing,
): Promise<void> {
  for (const [index, date] of dates.entries()) {
    if (signal.aborted) return;
    show(date);
    const isLast = index === dates.length - 1;
    await Promise.all([answered(signal), isLast ? null : wait(STEP_MS, signal)]);
  }
}

/** What is played: from 2020 on; after the date shown where that is not the last. */
export function playedDates(dates: readonly string[], shown: string | null): string[] {
  const all = dates.filter((date) => date >= PLAY_FROM);
  const rest = shown === null ? [] : all.filter((date) => date > shown);
  return rest.length === 0 ? all : rest;
}

/** The place of a day among the dates: of the last one that is not after it; -1 before the first. */
export function indexOfDay(dates: readonly string[], day: string): number {
  return dates.findLastIndex((date) => date <= day);
}

/** Resolves after so long, or at once when the signal is aborted. */
export async function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}

import type { CoverageComparison, CoverageAnswer, GapsAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryAnswer } from "../../../server/schemas/answers.ts";
import { fetchCoverage, fetchGaps, fetchTerritory } from "../api/client.ts";
import { ApiError, TERRITORY_UNKNOWN } from "../api/get-json.ts";
import { debounce } from "../dom/dom.ts";
import { createStore } from "../dom/store.ts";
import type { Store } from "../dom/store.ts";
import { figureKey, figureParameters } from "./state.ts";
import type { AppState } from "./state.ts";

/** What the server said last of the territory that is shown. */
export interface AppData {
  /** Where it lies, and what it is part of. */
  readonly place: TerritoryAnswer | null;
  /** The curve holds for any number of minutes. */
  readonly report: CoverageAnswer | null;
  readonly comparison: CoverageComparison | null;
  /** For `gaps.minutes`. */
  readonly gaps: GapsAnswer | null;
  readonly isBusy: boolean;
  /** The answer is late: worth a word to the reader. */
  readonly isLate: boolean;
  /** Why the last question failed. */
  readonly failure: string | null;
  /** It failed because the data have no such territory: to ask again would not help. */
  readonly isPlaceUnknown: boolean;
  /** The data have no such territory as the one to stand beside. */
  readonly isComparisonUnknown: boolean;
  /** The server answers from other data than those that the page was opened with. */
  readonly isOutdated: boolean;
}

/** A figure of other structures than those now counted stays so long at most, so that a quick answer does not flicker. */
const STALE_MS = 200;
/** How long the slider must rest before gaps are asked for again. */
const PAUSE_MS = 350;
/** After so long without an answer the reader is told that it is late. */
export const LATE_AFTER_MS = 4_000;

/** What to ask anew for: the place goes with the territory, the figure with what is counted, gaps with the minutes too. */
interface Questions {
  place: boolean;
  report: boolean;
  gaps: boolean;
}

/**
 * Keeps the data in step with the state: another territory or other structures mean other answers, at once; other minutes
 * only mean other gaps, once the slider rests. A newer question cancels the older one.
 */
export function followState(state: Store<AppState>): { data: Store<AppData>; reload: () => void } {
  const data = createStore<AppData>({
    place: null,
    report: null,
    comparison: null,
    gaps: null,
    isBusy: false,
    isLate: false,
    failure: null,
    isPlaceUnknown: false,
    isComparisonUnknown: false,
    isOutdated: false,
  });
  let running: AbortController | null = null;
  /** What has been asked and not answered: a question that cancels another takes over what that one was about. */
  const open: Questions = { place: false, report: false, gaps: false };

  /** Is the figure shown of other structures than those now counted? */
  let isStale = false;

  const load = async (asked: Questions): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    open.place ||= asked.place;
    open.report ||= asked.report;
    open.gaps ||= asked.gaps;
    data.set({ isBusy: true, isLate: false, failure: null, isPlaceUnknown: false });
    const late = setTimeout(() => data.set({ isLate: true }), LATE_AFTER_MS);
    const stale = setTimeout(() => {
      if (isStale) data.set(unanswered(open));
    }, STALE_MS);
    try {
      await Promise.all(questionsOf(open, state.get(), data, controller.signal));
      if (controller.signal.aborted) return;
      isStale = false;
      data.set({ isBusy: false });
    } catch (error) {
      if (controller.signal.aborted) return;
      controller.abort();
      // What is there is of other structures, or of other minutes: it would be taken for the answer.
      data.set(unanswered(open));
      const failure = error instanceof Error ? error.message : String(error);
      data.set({ isBusy: false, failure, isPlaceUnknown: isAboutPlace(error) });
    } finally {
      clearTimeout(late);
      clearTimeout(stale);
      if (running === controller) data.set({ isLate: false });
    }
  };
  const loadGapsAfterPause = debounce(() => void load({ place: false, report: false, gaps: true }), PAUSE_MS);

  let before = questionKeys(state.get());
  state.watch(
    (all) => all,
    (now) => {
      const keys = questionKeys(now);
      const place = keys.territory !== before.territory;
      const report = place || keys.counted !== before.counted || keys.compareTo !== before.compareTo;
      const gaps = place || keys.counted !== before.counted;
      isStale ||= keys.counted !== before.counted;
      const onlyMinutes = !report && keys.minutes !== before.minutes;
      before = keys;
      // What is shown of another territory would be taken for this one's.
      if (place) data.set({ place: null, gaps: null, ...NO_REPORT });
      if (report) void load({ place, report, gaps });
      else if (onlyMinutes) loadGapsAfterPause();
    },
  );
  const reload = (): void => void load({ place: data.get().place === null, report: true, gaps: true });
  reload();
  return { data, reload };
}

const NO_REPORT = { report: null, comparison: null, isComparisonUnknown: false } as const;

/** Nothing known of what has not been answered yet. */
function unanswered({ report, gaps }: Questions): Partial<AppData> {
  return { ...(report && NO_REPORT), ...(gaps && { gaps: null }) };
}

/** Does the server know all but the territory beside? */
function isAboutComparison(error: unknown): boolean {
  const problem = error instanceof ApiError ? error.problem : null;
  return problem?.type === TERRITORY_UNKNOWN && problem.parametre === "comparer";
}

/** The figure, without the territory beside where the server does not know that one. */
async function askCoverage(state: AppState, signal: AbortSignal): Promise<Partial<AppData>> {
  const { territory, compareTo } = state;
  const counted = figureParameters(state);
  // A territory beside itself would differ by nothing.
  const beside = compareTo === territory ? null : compareTo;
  try {
    const report = await fetchCoverage(territory, beside, counted, signal);
    return { report, comparison: report.comparison ?? null, isComparisonUnknown: false };
  } catch (error) {
    if (!isAboutComparison(error)) throw error;
    const report = await fetchCoverage(territory, null, counted, signal);
    return { report, comparison: null, isComparisonUnknown: true };
  }
}

/** Is it the territory shown that the server does not know, rather than the one beside it? */
function isAboutPlace(error: unknown): boolean {
  const problem = error instanceof ApiError ? error.problem : null;
  return problem?.type === TERRITORY_UNKNOWN && problem.parametre !== "comparer";
}

interface QuestionKeys {
  readonly territory: string;
  readonly counted: string;
  readonly compareTo: string | null;
  readonly minutes: number;
}

function questionKeys(state: AppState): QuestionKeys {
  const { territory, compareTo, minutes } = state;
  return { territory, compareTo, minutes, counted: figureKey(state) };
}

/** Asks what is open, and closes each when its answer is there. */
function questionsOf(
  open: Questions,
  state: AppState,
  data: Store<AppData>,
  signal: AbortSignal,
): Promise<void>[] {
  const { territory, minutes } = state;
  const counted = figureParameters(state);
  const take = async <T>(
    name: keyof Questions,
    ask: () => Promise<T>,
    keep: (value: T) => void,
  ): Promise<void> => {
    if (!open[name]) return;
    const value = await ask();
    if (signal.aborted) return;
    open[name] = false;
    keep(value);
  };
  return [
    take(
      "place",
      async () => fetchTerritory(territory, signal),
      (place) => data.set({ place }),
    ),
    take(
      "report",
      async () => askCoverage(state, signal),
      (answer) => data.set(answer),
    ),
    take(
      "gaps",
      async () => fetchGaps(territory, minutes, counted, signal),
      (gaps) => data.set({ gaps }),
    ),
  ];
}

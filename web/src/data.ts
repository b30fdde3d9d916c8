import { fetchCoverage, fetchGaps } from "./api/client.ts";
import type { DetailedReport, GapSummary } from "./api/wire.ts";
import { debounce } from "./dom.ts";
import { createStore } from "./store.ts";
import type { Store } from "./store.ts";
import { excludedWords } from "./state.ts";
import type { AppState } from "./state.ts";

/** What the server said last. */
export interface AppData {
  /** The curve holds for any number of minutes; the rows hold for `report.minutes` only. */
  readonly report: DetailedReport | null;
  readonly gaps: readonly GapSummary[] | null;
  readonly busy: boolean;
  /** Why the last question failed. */
  readonly failure: string | null;
}

/** How long the slider must rest before the tables are asked for again. */
const PAUSE_MS = 350;

/**
 * Keeps the data in step with the state: other structures counted means other answers, at once; other
 * minutes only mean other rows and gaps, once the slider rests. A newer question cancels the older one.
 */
export function followState(state: Store<AppState>): { data: Store<AppData>; reload: () => void } {
  const data = createStore<AppData>({ report: null, gaps: null, busy: true, failure: null });
  let running: AbortController | null = null;

  const load = async (): Promise<void> => {
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const { minutes, excluded } = state.get();
    const request = { minutes, exclude: excludedWords(excluded) };
    data.set({ busy: true, failure: null });
    try {
      const [report, gaps] = await Promise.all([
        fetchCoverage(request, controller.signal),
        fetchGaps(request, controller.signal),
      ]);
      if (controller.signal.aborted) return;
      data.set({ report, gaps, busy: false });
    } catch (error) {
      if (controller.signal.aborted) return;
      data.set({ busy: false, failure: error instanceof Error ? error.message : String(error) });
    }
  };
  const reload = (): void => void load();
  const reloadAfterPause = debounce(reload, PAUSE_MS);

  let started = false;
  state.watch(
    ({ excluded }) => excluded,
    () => reload(),
  );
  state.watch(
    ({ minutes }) => minutes,
    () => {
      // The first call is the watcher's own: the load above has these minutes already.
      if (started) reloadAfterPause();
      started = true;
    },
  );
  return { data, reload };
}

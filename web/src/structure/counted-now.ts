import type { PublicStructure } from "../../../server/schemas/answers.ts";
import { fetchStructures } from "../api/client.ts";
import { countedKey, countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { createStore } from "../dom/store.ts";
import type { Store } from "../dom/store.ts";

/** Does a structure count in the figure that is shown? null while that is asked for. */
export interface CountedNow {
  readonly isCounted: boolean | null;
}

/**
 * Follows whether a structure counts. The API lists those that do and refuses to say more of any other: asked first, it never
 * has to refuse.
 *
 * @param signal ends it
 */
export function followCounted(
  { id, departementCode }: Pick<PublicStructure, "id" | "departementCode">,
  state: Store<AppState>,
  signal: AbortSignal,
): Store<CountedNow> {
  const counted = createStore<CountedNow>({ isCounted: null });
  let asked = new AbortController();
  const ask = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const current = AbortSignal.any([asked.signal, signal]);
    counted.set({ isCounted: null });
    const parameters = countedParameters(state.get());
    if (Object.keys(parameters).length === 0) return counted.set({ isCounted: true });
    try {
      const { features } = await fetchStructures(`dep:${departementCode}`, parameters, current);
      if (!current.aborted)
        counted.set({ isCounted: features.some(({ properties }) => properties.id === id) });
    } catch {
      // What is asked next tells the reader what is wrong.
      if (!current.aborted) counted.set({ isCounted: true });
    }
  };
  const end = state.watch(countedKey, () => void ask());
  signal.addEventListener("abort", end);
  return counted;
}

import { DEFAULT_MINUTES, EXCLUSIONS, excludedWords, MAX_MINUTES, MIN_MINUTES } from "./state.ts";
import type { AppState, ExclusionId, Selection } from "./state.ts";

/** French name of each kind of selection in the address. */
const SELECTION_KEYS: Readonly<Record<Selection["kind"], string>> = {
  structure: "structure",
  gap: "zone",
  commune: "commune",
};

/**
 * The state in a query string (`?minutes=20&exclure=bus,itinerante&structure=12`). What is absent or not
 * understood takes its default: an old or mistyped link still opens.
 */
export function readState(search: string): AppState {
  const query = new URLSearchParams(search);
  const words = (query.get("exclure") ?? "").split(",");
  const ids = Object.keys(EXCLUSIONS) as ExclusionId[];
  return {
    minutes: readMinutes(query.get("minutes")),
    excluded: ids.filter((id) => EXCLUSIONS[id].every((word) => words.includes(word))),
    selection: readSelection(query),
  };
}

/** The query string of a state: defaults are left out, so that the plain page has a plain address. */
export function writeState(state: AppState): string {
  const parts: string[] = [];
  if (state.minutes !== DEFAULT_MINUTES) parts.push(`minutes=${state.minutes}`);
  const words = excludedWords(state.excluded);
  if (words.length > 0) parts.push(`exclure=${words.join(",")}`);
  if (state.selection !== null) {
    parts.push(`${SELECTION_KEYS[state.selection.kind]}=${encodeURIComponent(state.selection.id)}`);
  }
  return parts.length === 0 ? "" : `?${parts.join("&")}`;
}

function readMinutes(text: string | null): number {
  if (text === null || !/^\d{1,3}$/.test(text)) return DEFAULT_MINUTES;
  return Math.min(MAX_MINUTES, Math.max(MIN_MINUTES, Number(text)));
}

function readSelection(query: URLSearchParams): Selection | null {
  for (const [kind, key] of Object.entries(SELECTION_KEYS) as [Selection["kind"], string][]) {
    const id = query.get(key);
    if (id !== null && id !== "") return { kind, id };
  }
  return null;
}

import { DEFAULT_SITING_SHARE, SITING_AIMS, SITING_CANDIDATES } from "./state.ts";
import type { SitingChoice } from "./state.ts";

const EXACT = "exact";
const FORCED = "imposer:";
const FORBIDDEN = "interdire:";

/** A question as the address has it: `part;90;grille;exact;imposer:2A004;interdire:2A001,2A006`. */
export function writeSiting({ aim, candidates, share, exact, forced, forbidden }: SitingChoice): string {
  return [
    aim,
    ...(share === DEFAULT_SITING_SHARE ? [] : [String(share)]),
    ...(candidates === "communes" ? [] : [candidates]),
    ...(exact ? [EXACT] : []),
    ...idsWord(FORCED, forced),
    ...idsWord(FORBIDDEN, forbidden),
  ].join(";");
}

/** Null where it names no aim; what else is absent or not understood takes its default. */
export function readSiting(text: string | null): SitingChoice | null {
  const words = (text ?? "").split(";");
  const aim = SITING_AIMS.find((word) => word === words[0]);
  if (aim === undefined) return null;
  return {
    aim,
    candidates: SITING_CANDIDATES.find((word) => words.includes(word)) ?? "communes",
    share: Number(words.find((word) => /^(100|[1-9]\d?)$/.test(word)) ?? DEFAULT_SITING_SHARE),
    exact: words.includes(EXACT),
    forced: readIds(words, FORCED),
    forbidden: readIds(words, FORBIDDEN),
  };
}

function idsWord(word: string, ids: readonly string[]): string[] {
  return ids.length === 0 ? [] : [word + ids.map(encodeURIComponent).join(",")];
}

function readIds(words: readonly string[], word: string): string[] {
  const list = words.find((one) => one.startsWith(word))?.slice(word.length) ?? "";
  if (list === "") return [];
  try {
    return [...new Set(list.split(",").map(decodeURIComponent))];
  } catch {
    // Escapes that are none, in a link made by hand.
    return [];
  }
}

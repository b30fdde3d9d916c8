/** Shorter values, such as a number of minutes, tell nothing of anybody, and would blank every other word. */
const SHORTEST_VALUE = 3;

/** What may name a person or let somebody in, wherever it stands in a text. */
const PRIVATE: readonly (readonly [RegExp, string])[] = [
  // A password may hold anything but a space: up to the last @ of the word.
  [/:\/\/[^\s"'<>]*@/gu, "://…@"],
  [/\?[^\s"'<>?]*=[^\s"'<>]*/gu, "?…"],
  [/\b(bearer|basic)\s+[^\s"'<>]+/giu, "$1 …"],
  [/[\w.+%-]+@[\w-]+(\.[\w-]+)+/gu, "…@…"],
  // Three decimals of a degree are a hundred metres.
  [/-?\d+[.,]\d{3,}/gu, "#"],
];

/**
 * A text that a log may keep: without passwords of addresses, queries, tokens, e-mail addresses and coordinates, and
 * without what a request has brought.
 *
 * @param values of the request that the text is about, if any
 */
export function scrubbed(text: string, values: readonly string[] = []): string {
  const longestFirst = values.filter(({ length }) => length >= SHORTEST_VALUE).sort(byFallingLength);
  let rest = text;
  for (const value of longestFirst) rest = rest.replaceAll(value, "…");
  for (const [pattern, instead] of PRIVATE) rest = rest.replaceAll(pattern, instead);
  return rest;
}

function byFallingLength(one: string, other: string): number {
  return other.length - one.length;
}

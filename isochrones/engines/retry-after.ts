/**
 * What a server asks to wait by its `Retry-After` header (RFC 9110, 10.2.3), seconds or a date.
 *
 * @param text the header, null where there is none
 * @param nowMilliseconds the present since 1970, for dates
 * @returns milliseconds, 0 or more; null where it says nothing that can be read
 */
export function readRetryAfter(text: string | null, nowMilliseconds: number): number | null {
  if (text === null) return null;
  if (/^\d+$/u.test(text.trim())) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : Math.max(0, date - nowMilliseconds);
}

/** The query string of a figure: minutes, exclusions (only when there are some), then whatever else is given. */
export function selectionQuery(
  request: { readonly minutes?: number; readonly exclude: readonly string[] },
  more: Readonly<Record<string, string>> = {},
): string {
  const query = new URLSearchParams(more);
  if (request.minutes !== undefined) query.set("minutes", String(request.minutes));
  if (request.exclude.length > 0) query.set("exclure", request.exclude.join(","));
  const text = query.toString().replaceAll("%2C", ",");
  return text === "" ? "" : `?${text}`;
}

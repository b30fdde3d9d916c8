export type SortKey = string | number | null;

const collator = new Intl.Collator("fr", { numeric: true });

/** A sorted copy. Whatever has no value comes last in both directions; equals keep their order. */
export function sortRows<R>(rows: readonly R[], keyOf: (row: R) => SortKey, isDescending: boolean): R[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((first, second) => {
    const a = keyOf(first);
    const b = keyOf(second);
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    if (typeof a === "number" && typeof b === "number") return sign * (a - b);
    return sign * collator.compare(String(a), String(b));
  });
}

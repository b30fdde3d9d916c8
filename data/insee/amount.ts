/** What a field may say where it says nothing. */
const NOTHING = new Set(["", "na", "nan", "null", "none", "-"]);

/**
 * The amount in a field of any type: a number, an integer of 64 bits, or a text with a decimal point or comma.
 *
 * @returns null where the field is empty, NaN where what it holds is no finite number
 */
export function readAmount(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return Number(value);
  // R and pandas write what is missing as NaN.
  if (typeof value === "number") return Number.isNaN(value) ? null : Number.isFinite(value) ? value : NaN;
  if (typeof value !== "string") return NaN;
  const text = value.trim();
  if (NOTHING.has(text.toLowerCase())) return null;
  return /^[+-]?\d*[.,]?\d+(?:e[+-]?\d+)?$/iu.test(text) ? Number(text.replace(",", ".")) : NaN;
}

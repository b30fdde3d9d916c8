/**
 * A name as people type it: without accents, capitals, hyphens and apostrophes, `St` for `Saint`. What is left is
 * letters a to z, digits and single spaces.
 */
export function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("œ", "oe")
    .replaceAll("æ", "ae")
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, " ")
    .trim()
    .replaceAll(/\bst(e?)\b/g, "saint$1");
}

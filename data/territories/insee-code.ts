/** Characters of a commune's code, letters included (`2A004`). */
export const COMMUNE_CODE_LENGTH = 5;

/**
 * A commune's code: two characters of its département, three digits. Of real départements only Corsica's have a letter,
 * A or B; the letters from F on are those of fictitious countries (`3K012`), which need more codes than are free.
 */
export const COMMUNE_CODE_PATTERN = String.raw`\d[\dABF-Z]\d{3}`;

/** An INSEE code as it should be: spreadsheets eat one leading zero (`1033` is `01033`), some lists write `2a004`. */
export function padCode(code: string, width: number): string {
  const plain = code.trim();
  return /^\d+$/.test(plain) && plain.length === width - 1 ? `0${plain}` : plain.toUpperCase();
}

/** Département of a commune: the first two characters of its code, three overseas. */
export function departementOfCommune(communeCode: string): string {
  return communeCode.slice(0, /^9[78]/.test(communeCode) ? 3 : 2);
}

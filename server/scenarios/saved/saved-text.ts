/** What shows nothing, or moves what stands beside it: no name needs it, and two that look the same should not differ by it. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;
/** Joiners are kept, of which letters and pictures are made. */
const FORMATTING = /(?![\u200C\u200D])\p{Cf}/gu;

/** A name in its one form: NFC, one line, without control characters, single spaces. May be empty. */
export function savedName(text: string): string {
  return cleaned(text.replaceAll(UNSEEN, " ")).replaceAll(/\s+/gu, " ").trim();
}

/** The same for a text of several lines. */
export function savedDescription(text: string): string {
  const lines = text.replaceAll(/\r\n?|[\u2028\u2029]/gu, "\n").split("\n");
  return lines
    .map((line) => cleaned(line.replaceAll(UNSEEN, " ")).trimEnd())
    .join("\n")
    .trim();
}

/** How many characters people count. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function cleaned(text: string): string {
  return text
    .replaceAll(/\p{Surrogate}/gu, "\uFFFD")
    .replaceAll(FORMATTING, "")
    .normalize("NFC");
}

const ZERO = 0x30;
const DOT = 0x2e;
const COMMA = 0x2c;
/** Integers up to 10^15 and powers of ten up to 10^22 are exact doubles, so their quotient rounds correctly. */
const EXACT_DIGITS = 15;
const POWERS_OF_TEN = Array.from({ length: EXACT_DIGITS + 1 }, (_, power) => 10 ** power);

/**
 * The number written in ASCII bytes, without making a string of it in the plain case (digits with at most one
 * decimal mark, a dot or the French comma). Signs, exponents and spaces around it are understood too.
 *
 * @returns NaN for an empty field and for anything that is not a number
 */
export function parseDecimal(bytes: Buffer, start: number, end: number): number {
  if (start === end) return NaN;
  let mantissa = 0;
  let decimals = -1;
  let digits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const digit = byte - ZERO;
    if (digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digits++;
      if (decimals >= 0) decimals++;
    } else if (decimals < 0 && (byte === DOT || byte === COMMA)) {
      decimals = 0;
    } else {
      return parseUnusual(bytes, start, end);
    }
  }
  if (digits === 0 || digits > EXACT_DIGITS) return parseUnusual(bytes, start, end);
  return decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
}

function parseUnusual(bytes: Buffer, start: number, end: number): number {
  const text = bytes.toString("latin1", start, end).trim();
  if (text === "") return NaN;
  return Number(text.replace(",", "."));
}

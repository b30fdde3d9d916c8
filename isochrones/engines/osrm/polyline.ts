/** A letter carries five bits; the sixth says that more follow. */
const BITS_PER_LETTER = 5;
const MORE = 0x20;
const FIRST_LETTER = 63;
/** A coordinate of six decimals needs seven letters. */
const MOST_LETTERS = 7;

/**
 * Decodes an encoded polyline (Google's algorithm: latitude first, differences, zigzag, five bits a letter).
 *
 * @param decimals 5 for `polyline`, 6 for `polyline6`
 * @returns `[lon, lat]` in degrees, or null where the text is no polyline
 */
export function decodePolyline(text: string, decimals: 5 | 6): [number, number][] | null {
  const scale = 10 ** decimals;
  const line: [number, number][] = [];
  const reader = new LetterReader(text);
  let lat = 0;
  let lon = 0;
  while (!reader.isDone) {
    const latStep = reader.next();
    const lonStep = reader.next();
    if (latStep === null || lonStep === null) return null;
    lat += latStep;
    lon += lonStep;
    if (Math.abs(lat) > 90 * scale || Math.abs(lon) > 180 * scale) return null;
    line.push([lon / scale, lat / scale]);
  }
  return line;
}

class LetterReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isDone(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next signed number, null where the text ends in it or holds other letters. */
  next(): number | null {
    let value = 0;
    for (let letter = 0; letter < MOST_LETTERS; letter++) {
      const bits = this.isDone ? -1 : this.#text.charCodeAt(this.#at++) - FIRST_LETTER;
      if (bits < 0 || bits >= 2 * MORE) return null;
      value += (bits % MORE) * 2 ** (BITS_PER_LETTER * letter);
      if (bits < MORE) return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    }
    return null;
  }
}

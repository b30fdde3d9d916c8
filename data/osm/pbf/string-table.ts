import { Uint32List } from "../typed-list.ts";
import type { WireReader } from "./wire-reader.ts";

const STRINGS_FIELD = 1;

/** The strings of one block, decoded when they are asked for. Index 0 is the empty string. */
export class StringTable {
  readonly length: number;
  readonly #bytes: Buffer;
  readonly #starts: Uint32Array;
  readonly #ends: Uint32Array;
  readonly #decoded: (string | undefined)[];

  constructor(bytes: Uint8Array, starts: Uint32Array, ends: Uint32Array) {
    this.length = starts.length;
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#starts = starts;
    this.#ends = ends;
    this.#decoded = Array.from({ length: this.length });
  }

  /** @param index below `length` */
  get(index: number): string {
    return (this.#decoded[index] ??= this.#bytes.toString("utf8", this.#starts[index], this.#ends[index]));
  }

  /** For each string 1 where it is one of `wanted`, else 0. */
  mark(wanted: ReadonlySet<string>): Uint8Array {
    const byteLengths = new Set([...wanted].map((text) => Buffer.byteLength(text)));
    const marks = new Uint8Array(this.length);
    for (let index = 0; index < this.length; index++) {
      if (!byteLengths.has(this.#ends[index] - this.#starts[index])) continue;
      if (wanted.has(this.get(index))) marks[index] = 1;
    }
    return marks;
  }
}

/** Reads the string table that ends at `end`; the strings themselves stay bytes. */
export function readStringTable(reader: WireReader, end: number): StringTable {
  const starts = new Uint32List();
  const ends = new Uint32List();
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field !== STRINGS_FIELD) continue;
    const stringEnd = reader.enter("a string");
    starts.push(reader.pos);
    ends.push(stringEnd);
    reader.pos = stringEnd;
  }
  return new StringTable(reader.buf, starts.toArray(), ends.toArray());
}

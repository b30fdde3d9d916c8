import { PbfReader } from "pbf";

import { InputError } from "../../input-error.ts";
import type { Float64List, Uint32List } from "../typed-list.ts";

const WIRE_VARINT = 0;
const WIRE_FIXED64 = 1;
const WIRE_BYTES = 2;
const WIRE_FIXED32 = 5;
const MAX_VARINT_BYTES = 10;

/** Zigzag values beyond this are no longer exact in a double. OSM ids are about 2^34 today. */
const MAX_SIGNED = 2 ** 52;

/** A stretch of the bytes. One that is not there is empty. */
export interface Range {
  start: number;
  end: number;
}

/**
 * A protobuf reader that trusts nothing: each field is checked to end inside its message before it is read, so
 * that the methods of `PbfReader` never run past the bytes. Anything else is an `InputError` (`osm.pbf.corrupt`).
 *
 * A field is either read with one of the methods below or left alone: the next `nextField` skips it.
 */
export class WireReader extends PbfReader {
  /** Place of these bytes, as errors name it: `corse.osm.pbf@4096`. */
  readonly where: string;
  #valueStart = -1;
  #valueEnd = -1;

  constructor(bytes: Uint8Array, where: string) {
    super(bytes);
    this.where = where;
  }

  corrupt(what: string): never {
    throw new InputError("osm.pbf.corrupt", this.where, `damaged data: ${what}`);
  }

  /** Number of the next field before `end`, 0 when there is none. */
  override nextField(end = this.length): number {
    if (this.pos === this.#valueStart) this.pos = this.#valueEnd;
    if (this.pos >= end) return 0;
    this.#checkVarint(end);
    const tag = this.readVarint();
    const field = Math.floor(tag / 8);
    if (field === 0) this.corrupt("a field has the number 0");
    this.type = tag & 0x7;
    this.#valueStart = this.pos;
    this.#valueEnd = this.#findValueEnd(field, end);
    return field;
  }

  /** Enters an embedded message or a packed list: returns where it ends, `pos` is at its first byte. */
  enter(name: string): number {
    this.#expectType(WIRE_BYTES, name);
    this.readVarint();
    return this.#valueEnd;
  }

  bytes(name: string): Uint8Array {
    this.#expectType(WIRE_BYTES, name);
    return this.readBytes();
  }

  text(name: string): string {
    this.#expectType(WIRE_BYTES, name);
    return this.readString();
  }

  unsigned(name: string, max: number): number {
    this.#expectType(WIRE_VARINT, name);
    const value = this.readVarint();
    if (value > max) this.corrupt(`${name} is ${value}, expected at most ${max}`);
    return value;
  }

  /** int64: two's complement. */
  signed(name: string): number {
    this.#expectType(WIRE_VARINT, name);
    return this.#exact(this.readVarint(true), name);
  }

  /** sint64: zigzag. */
  zigzag(name: string): number {
    this.#expectType(WIRE_VARINT, name);
    return this.#exact(this.readSVarint(), name);
  }

  /** Enters a packed list of varints and checks that the last one ends with it. Returns where it ends. */
  enterPacked(name: string): number {
    const end = this.enter(name);
    if (end > this.pos && this.buf[end - 1] > 0x7f) this.corrupt(`${name} ends inside a number`);
    return end;
  }

  /** How many varints stand between `start` and `end`. */
  countVarints(start: number, end: number): number {
    const { buf } = this;
    let count = 0;
    for (let at = start; at < end; at++) count += (buf[at] >>> 7) ^ 1;
    return count;
  }

  /** Appends the running sums of the zigzag differences between `start` and `end` to `list`; returns how many. */
  appendDeltas(list: Float64List, start: number, end: number, name: string): number {
    const count = this.countVarints(start, end);
    let at = list.extend(count);
    const { values } = list;
    const last = at + count;
    const { buf } = this;
    let pos = start;
    let sum = 0;
    for (; at < last; at++) {
      const first = pos;
      let byte = buf[pos++];
      let low = byte & 0x7f;
      for (let shift = 7; byte > 0x7f && shift < 28; shift += 7) {
        byte = buf[pos++];
        low |= (byte & 0x7f) << shift;
      }
      if (byte > 0x7f) {
        sum += this.#longZigzag(first, end, name);
        pos = this.pos;
        if (!(Math.abs(sum) <= MAX_SIGNED)) this.corrupt(`${name} adds up to ${sum}`);
      } else {
        sum += (low >>> 1) ^ -(low & 1);
      }
      values[at] = sum;
    }
    this.pos = end;
    return count;
  }

  /** Appends the unsigned numbers between `start` and `end`, each below `limit`, to `list`; returns how many. */
  appendUnsigned(list: Uint32List, start: number, end: number, limit: number, name: string): number {
    const count = this.countVarints(start, end);
    const first = list.extend(count);
    this.fillUnsigned(list.values, first, 1, { start, end }, limit, name);
    return count;
  }

  /** Writes the unsigned numbers of `range`, each below `limit`, to every `stride`-th place from `first` on. */
  fillUnsigned(
    values: Uint32Array,
    first: number,
    stride: number,
    range: Range,
    limit: number,
    name: string,
  ): void {
    this.pos = range.start;
    for (let at = first; this.pos < range.end; at += stride) {
      const value = this.packedUnsigned(range.end);
      if (value >= limit) this.corrupt(`${name} holds ${value}, expected less than ${limit}`);
      values[at] = value;
    }
  }

  /** The unsigned number at `pos` of a packed list that ends at `end`. */
  packedUnsigned(end: number): number {
    const first = this.buf[this.pos];
    if (first < 0x80) {
      this.pos++;
      return first;
    }
    this.#checkVarint(end);
    return this.readVarint();
  }

  #longZigzag(start: number, end: number, name: string): number {
    this.pos = start;
    this.#checkVarint(end);
    return this.#exact(this.readSVarint(), name);
  }

  #exact(value: number, name: string): number {
    if (!(Math.abs(value) <= MAX_SIGNED))
      this.corrupt(`${name} is ${value}, expected an integer within ±2^52`);
    return value;
  }

  #expectType(type: number, name: string): void {
    if (this.type !== type) this.corrupt(`${name} has wire type ${this.type}, expected ${type}`);
  }

  #findValueEnd(field: number, end: number): number {
    const valueEnd = this.#measureValue(field, end);
    if (valueEnd > end) this.corrupt(`field ${field} runs ${valueEnd - end} bytes past its message`);
    return valueEnd;
  }

  #measureValue(field: number, end: number): number {
    if (this.type === WIRE_FIXED64) return this.pos + 8;
    if (this.type === WIRE_FIXED32) return this.pos + 4;
    if (this.type !== WIRE_VARINT && this.type !== WIRE_BYTES) {
      this.corrupt(`field ${field} has the unknown wire type ${this.type}`);
    }
    const varintEnd = this.#checkVarint(end);
    if (this.type === WIRE_VARINT) return varintEnd;
    const start = this.pos;
    const length = this.readVarint();
    this.pos = start;
    return varintEnd + length;
  }

  /** Checks that the varint at `pos` ends before `end`; returns where it does. */
  #checkVarint(end: number): number {
    const limit = Math.min(end, this.pos + MAX_VARINT_BYTES);
    let at = this.pos;
    while (at < limit && this.buf[at] > 0x7f) at++;
    if (at === limit) this.corrupt("a number does not end");
    return at + 1;
  }
}

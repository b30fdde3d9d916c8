import type { TagTable } from "../pbf/block-model.ts";
import { decodeTags } from "../pbf/block.ts";
import type { StringTable } from "../pbf/string-table.ts";
import type { Tags } from "../profile.ts";
import { Uint32List } from "../typed-list.ts";
import { WatchedTags } from "./watched-tags.ts";

const FIRST_SLOTS = 1024;

/**
 * What a function makes of the tags of many objects, called once for all that it cannot tell apart. It is watched
 * which keys it looks at: two objects with the same values there get the same answer, whatever else they carry. So
 * the 8 000 ways of a block are judged some hundred times. A key that it looks at for the first time makes all that
 * follows be judged anew.
 *
 * The function must depend on the tags alone. One that lists the tags (`keys`, `size`) looks at all keys.
 */
export class TagMemo {
  readonly #judge: (tags: Tags) => number;
  /** Knows the keys that the function has looked at, in any block. */
  readonly #watched = new WatchedTags();
  /** Of the strings of the block, 1 for each key that counts. */
  #marks: Uint8Array = new Uint8Array(0);
  #strings: StringTable | null = null;
  #tags: TagTable | null = null;
  /** Open addressing over `#owners`: 1 + its index, 0 where free. */
  #slots = new Uint32Array(FIRST_SLOTS);
  /** The first object of each kind, and what was made of it. */
  readonly #owners = new Uint32List();
  readonly #hashes = new Uint32List();
  readonly #answers = new Uint32List();

  /** @param judge gives an unsigned number of 32 bits */
  constructor(judge: (tags: Tags) => number) {
    this.#judge = judge;
  }

  /** Begins with the objects of another block. Answers of the block before are forgotten, watched keys are not. */
  open(strings: StringTable, tags: TagTable): void {
    this.#strings = strings;
    this.#tags = tags;
    this.#markKeys(strings);
  }

  /** What the function makes of the tags of object `index`. Constant time for one like an earlier one. */
  answer(index: number): number {
    const hash = this.#hashOf(index);
    const slot = this.#findSlot(index, hash);
    if (this.#slots[slot] !== 0) return this.#answers.values[this.#slots[slot] - 1];
    const strings = this.#strings;
    const tags = this.#tags;
    if (strings === null || tags === null) throw new Error("answer() was called before open()");
    const { seen, allSeen } = this.#watched;
    const keyCount = seen.size;
    const answer = this.#judge(this.#watched.show(decodeTags(strings, tags, index)));
    if (seen.size > keyCount || this.#watched.allSeen !== allSeen) this.#markKeys(strings);
    this.#keep(index, answer);
    return answer;
  }

  /** Forgets the answers: objects are told apart by other keys from now on. */
  #markKeys(strings: StringTable): void {
    const { seen, allSeen } = this.#watched;
    this.#marks = allSeen ? new Uint8Array(strings.length).fill(1) : strings.mark(seen);
    this.#slots.fill(0);
    this.#owners.length = 0;
    this.#hashes.length = 0;
    this.#answers.length = 0;
  }

  #keep(index: number, answer: number): void {
    const hash = this.#hashOf(index);
    this.#owners.push(index);
    this.#hashes.push(hash);
    this.#answers.push(answer);
    this.#slots[this.#findSlot(index, hash)] = this.#owners.length;
    if (this.#owners.length * 2 > this.#slots.length) this.#grow();
  }

  #grow(): void {
    this.#slots = new Uint32Array(this.#slots.length * 2);
    for (let owner = 0; owner < this.#owners.length; owner++) {
      this.#slots[this.#findSlot(this.#owners.values[owner], this.#hashes.values[owner])] = owner + 1;
    }
  }

  #hashOf(index: number): number {
    const tags = this.#tags;
    if (tags === null) return 0;
    const pairs = tags.pairs.values;
    const end = tags.offsets.values[index + 1];
    let hash = 0;
    for (let at = tags.offsets.values[index]; at < end; at += 2) {
      if (this.#marks[pairs[at]] === 0) continue;
      hash = Math.imul(hash ^ pairs[at], 0x9e3779b1) ^ pairs[at + 1];
      hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    }
    return (hash ^ (hash >>> 13)) >>> 0;
  }

  #findSlot(index: number, hash: number): number {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const owner = this.#slots[slot] - 1;
      if (this.#hashes.values[owner] === hash && this.#isAlike(this.#owners.values[owner], index)) break;
    }
    return slot;
  }

  /** Have two objects the same tags among those that count, in the same order? */
  #isAlike(one: number, other: number): boolean {
    const tags = this.#tags;
    if (tags === null) return false;
    const marks = this.#marks;
    const pairs = tags.pairs.values;
    const oneEnd = tags.offsets.values[one + 1];
    const otherEnd = tags.offsets.values[other + 1];
    let at = tags.offsets.values[one];
    let beside = tags.offsets.values[other];
    for (;;) {
      while (at < oneEnd && marks[pairs[at]] === 0) at += 2;
      while (beside < otherEnd && marks[pairs[beside]] === 0) beside += 2;
      if (at >= oneEnd || beside >= otherEnd) return at >= oneEnd && beside >= otherEnd;
      if (pairs[at] !== pairs[beside] || pairs[at + 1] !== pairs[beside + 1]) return false;
      at += 2;
      beside += 2;
    }
  }
}

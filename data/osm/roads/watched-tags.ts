import type { Tags } from "../profile.ts";

const NO_TAGS: Tags = new Map();

/** Tags that remember which keys were looked at: of one object after the other, the keys of all. */
export class WatchedTags implements Tags {
  /** Keys asked for, there or not. */
  readonly seen = new Set<string>();
  /** Whether all tags were looked at at once: listed or counted. */
  allSeen = false;
  #tags: Tags = NO_TAGS;

  /** Shows the tags of another object from now on. */
  show(tags: Tags): this {
    this.#tags = tags;
    return this;
  }

  get(key: string): string | undefined {
    this.seen.add(key);
    return this.#tags.get(key);
  }

  has(key: string): boolean {
    this.seen.add(key);
    return this.#tags.has(key);
  }

  get size(): number {
    return this.#all().size;
  }

  forEach(visit: (value: string, key: string, map: Tags) => void): void {
    this.#all().forEach((value, key) => visit(value, key, this));
  }

  entries(): MapIterator<[string, string]> {
    return this.#all().entries();
  }

  keys(): MapIterator<string> {
    return this.#all().keys();
  }

  values(): MapIterator<string> {
    return this.#all().values();
  }

  [Symbol.iterator](): MapIterator<[string, string]> {
    return this.entries();
  }

  #all(): Tags {
    this.allSeen = true;
    return this.#tags;
  }
}

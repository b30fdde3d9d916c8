import type { RoadName, RoadProfile } from "../../../isochrones/model/network.ts";

/** Gives equal values one index, in order of first appearance. */
export class Interner<T> {
  readonly values: T[] = [];
  readonly #keyOf: (value: T) => string;
  readonly #indices = new Map<string, number>();

  /** @param keyOf the same string for equal values, and for no others */
  constructor(keyOf: (value: T) => string) {
    this.#keyOf = keyOf;
  }

  index(value: T): number {
    return this.indexByKey(this.#keyOf(value), () => value);
  }

  /** The index of the value with that key. @param make gives it, where it is the first */
  indexByKey(key: string, make: () => T): number {
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.values.length;
    this.values.push(make());
    this.#indices.set(key, index);
    return index;
  }

  /** Keys of all values, by index. */
  keys(): string[] {
    return [...this.#indices.keys()];
  }
}

/** Every field of a profile; the type makes a forgotten one an error. */
const PROFILE_FIELDS = Object.keys({
  highway: true,
  mode: true,
  forwardSpeedKmh: true,
  backwardSpeedKmh: true,
  forwardRateKmh: true,
  backwardRateKmh: true,
  durationSeconds: true,
  durationWeightSeconds: true,
  forwardRestricted: true,
  backwardRestricted: true,
  startpoint: true,
  roundabout: true,
  forwardToll: true,
  backwardToll: true,
  motorway: true,
  tunnel: true,
  lanes: true,
  leftHandDriving: true,
} satisfies Record<keyof RoadProfile, true>) as readonly (keyof RoadProfile)[];

/** Key of a profile for an `Interner`. */
export function profileKey(profile: RoadProfile): string {
  let key = "";
  for (const field of PROFILE_FIELDS) key += `${String(profile[field])}\n`;
  return key;
}

/** Key of a name for an `Interner`. OSM values hold no NUL. */
export function nameKey(name: RoadName): string {
  return `${name.name}\0${name.ref}`;
}

/** The name with that key. */
export function nameOfKey(key: string): RoadName {
  const end = key.indexOf("\0");
  return { name: key.slice(0, end), ref: key.slice(end + 1) };
}

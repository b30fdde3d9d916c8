/** The item so many places before the end, 1 for the last. The list must be that long. */
export function fromEnd<T>(items: readonly T[], places = 1): T {
  return items[items.length - places];
}

/** The value of a key that must be there. */
export function valueOf<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`no value for ${String(key)}, expected one`);
  return value;
}

/** The first item that fits, of which there must be one. */
export function firstOf<T>(items: readonly T[], fits: (item: T) => boolean): T {
  const found = items.find(fits);
  if (found === undefined) throw new Error(`none of ${items.length} items fits, expected one`);
  return found;
}

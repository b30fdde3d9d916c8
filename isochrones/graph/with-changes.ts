/**
 * A copy of an object with some properties changed. What it reads only when asked for is not read by the copying, as a
 * spread would: a dataset's arrays may still be on the disk.
 */
export function withChanges<T extends object, Changes extends object>(
  object: T,
  changes: Changes,
): Omit<T, keyof Changes> & Changes {
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(object), ...Object.getOwnPropertyDescriptors(changes) },
  ) as Omit<T, keyof Changes> & Changes;
}

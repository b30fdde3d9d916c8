/**
 * Does a piece of work for each item, a few at a time, in their order. The first trouble ends the others and is
 * thrown once they have stopped; so is the signal's reason.
 *
 * @param most how many at a time, at least 1
 */
export async function inParallel<Item>(
  items: readonly Item[],
  most: number,
  signal: AbortSignal | undefined,
  work: (item: Item, signal: AbortSignal, index: number) => Promise<void>,
): Promise<void> {
  const ending = new AbortController();
  const either = signal === undefined ? ending.signal : AbortSignal.any([signal, ending.signal]);
  let next = 0;
  const workers = Array.from({ length: Math.min(most, items.length) }, async () => {
    try {
      while (next < items.length) {
        const index = next++;
        either.throwIfAborted();
        await work(items[index], either, index);
      }
    } catch (error) {
      ending.abort(error);
      throw error;
    }
  });
  const results = await Promise.allSettled(workers);
  signal?.throwIfAborted();
  if (results.some(({ status }) => status === "rejected")) throw ending.signal.reason;
}

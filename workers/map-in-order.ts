/** Options of `mapInOrder`. */
export interface MapOptions {
  /** Most items that are worked on, or done and not yet taken, at once. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Results of work on the items of a source, in the source's order, with at most `limit` of them under way: the source
 * is read no faster than results are taken. A few more than a pool's `width` keep all its threads busy.
 *
 * What the source or the work on an item throws is thrown in its turn, after the results before it; the reason of an
 * aborted signal at once. However the loop over the results ends, the signal of the work still under way is then
 * aborted.
 *
 * @param work on one item, with a signal that is aborted when its result is no longer wanted
 */
export async function* mapInOrder<Item, Result>(
  source: Iterable<Item> | AsyncIterable<Item>,
  work: (item: Item, signal: AbortSignal) => Promise<Result>,
  { limit, signal }: MapOptions,
): AsyncGenerator<Result> {
  const ending = new AbortController();
  const workSignal = signal === undefined ? ending.signal : AbortSignal.any([ending.signal, signal]);
  const underWay: Promise<Result>[] = [];
  const items = itemsOrFailure(source);
  try {
    for await (const next of items) {
      signal?.throwIfAborted();
      const result = next.ok ? work(next.item, workSignal) : Promise.reject<Result>(next.error);
      // Its turn may come late or never: until then a rejection is not unhandled.
      result.catch(() => {});
      underWay.push(result);
      const oldest = underWay.length < limit ? undefined : underWay.shift();
      if (oldest !== undefined) yield await oldest;
    }
    for (const result of underWay) yield await result;
  } finally {
    ending.abort();
  }
}

type ItemOrFailure<Item> =
  | { readonly ok: true; readonly item: Item }
  | { readonly ok: false; readonly error: unknown };

/** The items, and as the last one what the source threw. */
async function* itemsOrFailure<Item>(
  source: Iterable<Item> | AsyncIterable<Item>,
): AsyncGenerator<ItemOrFailure<Item>> {
  try {
    for await (const item of source) yield { ok: true, item };
  } catch (error) {
    yield { ok: false, error };
  }
}

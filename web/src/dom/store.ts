/** One value that many parts watch. */
export interface Store<T extends object> {
  get(): T;
  /** Changes some fields; those who watch are told only when one of them differs. */
  set(change: Partial<T>): void;
  /**
   * Calls back on each change of what `pick` returns, and at once with its value now. What it returns ends that, for parts of
   * the page that go away.
   */
  watch<V>(pick: (state: T) => V, react: (value: V, state: T) => void): () => void;
}

/**
 * A store that starts from a value. Equality is `Object.is` on what each watcher picks.
 *
 * @param settle mends what cannot be: it is applied to the first value and to each later one before anyone sees it
 */
export function createStore<T extends object>(
  initial: T,
  settle: (state: T) => T = (same) => same,
): Store<T> {
  let state = settle(initial);
  const watchers = new Set<() => void>();

  return {
    get: () => state,
    set(change) {
      const next = settle({ ...state, ...change });
      const keys = Object.keys(change) as (keyof T)[];
      if (keys.every((key) => Object.is(state[key], next[key]))) return;
      state = next;
      for (const notify of watchers) notify();
    },
    watch(pick, react) {
      let last = pick(state);
      const notify = (): void => {
        const value = pick(state);
        if (Object.is(value, last)) return;
        last = value;
        react(value, state);
      };
      watchers.add(notify);
      react(last, state);
      return () => watchers.delete(notify);
    },
  };
}

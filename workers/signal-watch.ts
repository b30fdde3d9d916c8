/** Hears signals for many who wait for the same one: with a listener each, Node would warn of a leak. */
export class SignalWatch {
  readonly #listeners = new Map<AbortSignal, Set<() => void>>();

  /** Calls `onAbort` when the signal is aborted, which it is not yet. Returns how to stop that. */
  watch(signal: AbortSignal, onAbort: () => void): () => void {
    const waiting = this.#listeners.get(signal) ?? this.#listen(signal);
    waiting.add(onAbort);
    return () => {
      waiting.delete(onAbort);
      if (waiting.size > 0 || this.#listeners.get(signal) !== waiting) return;
      this.#listeners.delete(signal);
      signal.removeEventListener("abort", this.#hear);
    };
  }

  #listen(signal: AbortSignal): Set<() => void> {
    const waiting = new Set<() => void>();
    this.#listeners.set(signal, waiting);
    signal.addEventListener("abort", this.#hear);
    return waiting;
  }

  readonly #hear = ({ target }: Event): void => {
    for (const onAbort of this.#listeners.get(target as AbortSignal) ?? []) onAbort();
  };
}

/** Those who wait for something to change, by its name. */
export class Watchers {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Settles when that is told of, after some time, or when the signal is aborted. */
  async wait(name: string, milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return;
    await new Promise<void>((resolve) => {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners);
      const end = (): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
        listeners.delete(end);
        if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal?.addEventListener("abort", end, { once: true });
      listeners.add(end);
    });
  }

  tell(name: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }

  tellAll(): void {
    for (const name of this.#listeners.keys()) this.tell(name);
  }
}

/** Those who wait for something to change, by its name. */
export class Watchers {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Settles when that is told of (true), after some time, or when the signal is aborted. */
  async wait(name: string, milliseconds: number, signal?: AbortSignal): Promise<boolean> {
    if (signal?.aborted) return false;
    return new Promise<boolean>((resolve) => {
      const listeners = this.#listeners.get(name) ?? new Set();
      this.#listeners.set(name, listeners);
      const settle = (isTold: boolean): void => {
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
        listeners.delete(told);
        if (listeners.size === 0 && this.#listeners.get(name) === listeners) this.#listeners.delete(name);
        resolve(isTold);
      };
      const end = (): void => settle(false);
      const told = (): void => settle(true);
      const timer = setTimeout(end, milliseconds);
      signal?.addEventListener("abort", end, { once: true });
      listeners.add(told);
    });
  }

  tell(name: string): void {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }

  tellAll(): void {
    for (const name of this.#listeners.keys()) this.tell(name);
  }
}

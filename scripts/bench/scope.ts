/** Undoes what was done, last first: processes are ended before the folders that they work in go. */
export class Scope {
  readonly #undo: (() => Promise<void> | void)[] = [];

  /** Registers what is to be done at the end. */
  defer(undo: () => Promise<void> | void): void {
    this.#undo.push(undo);
  }

  /** Does all of it, even where some of it fails; the first trouble is thrown at the end. */
  async close(): Promise<void> {
    const troubles: unknown[] = [];
    for (let undo = this.#undo.pop(); undo !== undefined; undo = this.#undo.pop()) {
      try {
        await undo();
      } catch (error) {
        troubles.push(error);
      }
    }
    if (troubles.length > 0) throw troubles[0];
  }
}

/** Does some work with a scope that is closed when it ends, well or not. */
export async function withScope<Result>(work: (scope: Scope) => Promise<Result>): Promise<Result> {
  const scope = new Scope();
  try {
    return await work(scope);
  } finally {
    await scope.close();
  }
}

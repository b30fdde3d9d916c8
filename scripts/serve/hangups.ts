/** Hears SIGHUP, and remembers it until somebody answers. */
export class Hangups {
  #answer: (() => void) | null = null;
  #isPending = false;
  readonly #hear = (): void => {
    if (this.#answer === null) this.#isPending = true;
    else this.#answer();
  };

  constructor() {
    process.on("SIGHUP", this.#hear);
  }

  answer(answer: () => void): void {
    this.#answer = answer;
    if (this.#isPending) answer();
  }

  close(): void {
    process.off("SIGHUP", this.#hear);
  }
}

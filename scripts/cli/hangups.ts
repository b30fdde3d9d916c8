/** Hears SIGHUP from now on, which ends the program no more, and remembers it until somebody answers. */
export class Hangups {
  #answer: (() => void) | null = null;
  #isPending = false;

  constructor() {
    process.on("SIGHUP", () => {
      if (this.#answer === null) this.#isPending = true;
      else this.#answer();
    });
  }

  /** Has each signal answered so from now on, and those before that nobody has answered yet, once. */
  answer(answer: () => void): void {
    this.#answer = answer;
    if (!this.#isPending) return;
    this.#isPending = false;
    answer();
  }

  /** Goes on hearing the signal, and does nothing about it. */
  ignore(): void {
    this.answer(() => {});
  }
}

import { RequestError } from "../../isochrones/errors.ts";

/** Tells what goes wrong, the same once in a row; not that a database cannot be had, which its state tells. */
export class Troubles {
  readonly #tell: (error: Error) => void;
  #told = "";

  constructor(tell: (error: Error) => void) {
    this.#tell = tell;
  }

  hear(error: unknown): void {
    if (error instanceof RequestError) return;
    const trouble = error instanceof Error ? error : new Error(String(error));
    if (trouble.message === this.#told) return;
    this.#told = trouble.message;
    this.#tell(trouble);
  }

  /** Nothing goes wrong at the moment: what does next is told, be it the same. */
  calm(): void {
    this.#told = "";
  }
}

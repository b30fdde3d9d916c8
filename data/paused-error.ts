/** Work was interrupted that keeps what it has done: the message says what, and how it goes on. */
export class PausedError extends Error {
  override readonly name = "PausedError";
}

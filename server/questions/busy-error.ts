/** A question that was fit to be asked and was not answered: too many waited, or it took too long. A 503 on the wire. */
export class BusyError extends Error {
  override readonly name = "BusyError";
  readonly reason: "queue" | "time";
  readonly retrySeconds: number;

  constructor(reason: "queue" | "time", retrySeconds: number) {
    super(reason === "queue" ? "too many questions wait" : "the answer took too long");
    this.reason = reason;
    this.retrySeconds = retrySeconds;
  }
}

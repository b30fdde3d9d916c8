/** A question that was fit to be asked and was not answered: too many waited, or it took too long. A 503 on the wire. */
export class BusyError extends Error {
  override readonly name = "BusyError";
  readonly reason: "queue" | "time";
  readonly retrySeconds: number;
  /** What else may be done, a French sentence; empty where there is nothing. */
  readonly advice: string;

  constructor(reason: "queue" | "time", retrySeconds: number, advice = "") {
    super(reason === "queue" ? "too many questions wait" : "the answer took too long");
    this.reason = reason;
    this.retrySeconds = retrySeconds;
    this.advice = advice;
  }
}

/** A request that cannot be answered as asked: unknown territory, minutes out of range. A 4xx on the wire. */
export class RequestError extends Error {
  override readonly name = "RequestError";
  readonly code: string;
  /** The parameter at fault. */
  readonly parameter: string;

  constructor(code: string, parameter: string, message: string) {
    super(message);
    this.code = code;
    this.parameter = parameter;
  }
}

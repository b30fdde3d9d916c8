/**
 * Trouble with an engine: it cannot be reached, does not answer in time, or answers what makes no sense. One line:
 * where, what was got, what was expected. The command line prints it and exits with 1.
 */
export class EngineError extends Error {
  override readonly name: string = "EngineError";
  readonly code: string;

  /**
   * @param code stable dotted code, `engine.answer.malformed`
   * @param where the address, without coordinates and options
   * @param what what was got and what was expected, without a full stop
   */
  constructor(code: string, where: string, what: string, options?: ErrorOptions) {
    super(`${where}: ${what}`, options);
    this.code = code;
  }
}

/** An OSRM server understood the request and refused it. */
export class OsrmError extends EngineError {
  override readonly name = "OsrmError";
  /** OSRM's own code: `TooBig`, `NoRoute`, `NoSegment`, `InvalidValue` ... */
  readonly osrmCode: string;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(where: string, osrmCode: string, status: number, message: string) {
    const text = message === "" ? "" : `: ${message}`;
    super(`engine.osrm.${osrmCode}`, where, `OSRM refused with ${osrmCode} (HTTP ${status})${text}`);
    this.osrmCode = osrmCode;
    this.status = status;
  }
}

/**
 * Bad input: what was got, where, and what was expected, in one line. The command line prints `message`
 * and exits with 1; nothing has been written.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly code: string;

  /**
   * @param code stable dotted code, `osm.blob.truncated`
   * @param where file with line (`liste.csv:12`) or byte (`corse.osm.pbf@4096`)
   * @param what what was got and what was expected, without a full stop
   */
  constructor(code: string, where: string, what: string, options?: ErrorOptions) {
    super(`${where}: ${what}`, options);
    this.code = code;
  }
}

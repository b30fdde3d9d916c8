import type { AddressMatch } from "../schemas/answers.ts";

/** A service that finds addresses. */
export interface Geocoder {
  /**
   * Best first, none where it knows nothing.
   *
   * @param limit at most so many
   * @throws GeocoderUnavailable where there is no answer in time that makes sense
   */
  find(text: string, limit: number): Promise<readonly AddressMatch[]>;
}

/** A geocoder does not answer for now. One line for the operator, without what was sought. */
export class GeocoderUnavailable extends Error {
  override readonly name = "GeocoderUnavailable";
  readonly code: string;

  /**
   * @param code stable dotted code, `geocoder.timeout`
   * @param where the address, without what was sought
   * @param what what was got and what was expected, without a full stop
   */
  constructor(code: string, where: string, what: string, options?: ErrorOptions) {
    super(`${where}: ${what}`, options);
    this.code = code;
  }
}

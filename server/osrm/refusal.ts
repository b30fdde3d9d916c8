/** Codes of OSRM's protocol for requests without an answer. All of them go with status 400. */
export type RefusalCode =
  | "InvalidUrl"
  | "InvalidService"
  | "InvalidVersion"
  | "InvalidOptions"
  | "InvalidQuery"
  | "InvalidValue"
  | "NoSegment"
  | "TooBig"
  | "NoRoute"
  | "NotImplemented";

/** A request that OSRM would refuse, in the words in which it does. */
export class OsrmRefusal extends Error {
  readonly code: RefusalCode;

  constructor(code: RefusalCode, message: string) {
    super(message);
    this.name = "OsrmRefusal";
    this.code = code;
  }
}

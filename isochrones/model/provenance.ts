/** Where a result comes from: enough to make it again and to name its producers. */
export interface Source {
  readonly role: "roads" | "structures" | "population" | "communes" | "codes";
  readonly name: string;
  /** File name alone, never a path of the machine. */
  readonly file: string;
  /** Date or year of the data, as precise as it is known. */
  readonly vintage: string;
  readonly licence: string;
  readonly attribution: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly fictitious: boolean;
}

/** A plain sentence, in French, that must be shown beside the figure. */
export interface Warning {
  readonly code: string;
  readonly message: string;
}

/** How often something was wrong or unusual in the data, by stable code. */
export interface IssueCount {
  readonly code: string;
  readonly severity: "error" | "warning" | "info";
  readonly count: number;
  /** A few cases, each with its place in the file. */
  readonly examples: readonly string[];
}

export interface Provenance {
  readonly dataset: { readonly id: string; readonly name: string; readonly formatVersion: number };
  readonly sources: readonly Source[];
  readonly profile: string;
  readonly engine: string;
  readonly parameters: Readonly<Record<string, string | number | boolean | readonly string[] | null>>;
}

/** A labelled France Services desk, as the official list describes it. */
export interface Structure {
  /** `id_fs` of the official list. */
  readonly id: string;
  readonly name: string;
  readonly lon: number;
  readonly lat: number;
  readonly address: string;
  readonly postcode: string;
  readonly communeCode: string;
  readonly communeName: string;
  readonly departementCode: string;
  readonly type: StructureType;
  readonly format: StructureFormat;
  /** Date of its label, `YYYY-MM-DD`; null where the list gives none. A month alone is its first day. */
  readonly labelledOn: string | null;
  /** Monday to Saturday; null where the hours of that day could not be read. */
  readonly openingHours: readonly (readonly OpeningInterval[] | null)[];
  readonly byAppointment: boolean;
  readonly phone: string;
  /** Kept for the operator; never in open lists or tiles. */
  readonly email: string;
  readonly comment: string;
  readonly group: string;
  /** What the programme measures of it, where the build was given it; never guessed. */
  readonly indicators?: QualityIndicators;
}

/** Percentages from 0 to 100, null where not given. */
export interface QualityIndicators {
  /** Of the acts asked for, those that were done. */
  readonly realisationRate: number | null;
  /** Of the acts, those done without sending the person elsewhere. */
  readonly noRedirectionShare: number | null;
  readonly satisfaction: number | null;
}

export type StructureType = "principal" | "antenne";
export type StructureFormat = "fixe" | "multisite" | "bus" | "itinerante";

/** Minutes after midnight, `start < end <= 1440`. */
export interface OpeningInterval {
  readonly start: number;
  readonly end: number;
}

/** A time of an ordinary week at some moment of which a structure is open. */
export interface OpeningWindow extends OpeningInterval {
  /** 0 Monday to 5 Saturday; null for at least one day from Monday to Friday. */
  readonly day: number | null;
}

/** Which structures a figure counts. Empty: all of them. */
export interface StructureSelection {
  /** Types and formats left out, for example `["bus", "antenne"]`. */
  readonly exclude?: readonly (StructureType | StructureFormat)[];
  /** The network as of that day: labelled on it or before. */
  readonly asOf?: string;
  /** Those open then, as far as their hours could be read. */
  readonly openOn?: OpeningWindow;
  /** Those whose known realisation rate is at least this, 0 to 100. */
  readonly minRealisation?: number;
  /** Those whose known share of acts without re-direction is at least this, 0 to 100. */
  readonly minNoRedirection?: number;
  /** What if these opened, closed, moved, or were otherwise? None where not given. */
  readonly edits?: readonly StructureEdit[];
}

/** One thing that a scenario changes. Places in degrees, to the microdegree. */
export type StructureEdit = OpenEdit | CloseEdit | MoveEdit | ModifyEdit;

/** A new structure, which counts whatever else is selected. */
export interface OpenEdit {
  readonly kind: "open";
  readonly lon: number;
  readonly lat: number;
  readonly name: string | null;
}

export interface CloseEdit {
  readonly kind: "close";
  readonly id: string;
}

/** A structure goes elsewhere; it counts there if it counts where it is. */
export interface MoveEdit {
  readonly kind: "move";
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
}

/** A structure stays where it is, and may be counted otherwise: by its type, its format, its hours. */
export interface ModifyEdit {
  readonly kind: "modify";
  readonly id: string;
  readonly type?: StructureType;
  readonly format?: StructureFormat;
  readonly openingHours?: Structure["openingHours"];
}

/** What if these closed, and desks opened there? To move one is to close it and open it elsewhere. */
export interface StructureChange {
  /** Ids of structures that do not count any more. */
  readonly closed?: readonly string[];
  /** Degrees. */
  readonly opened?: readonly { readonly lon: number; readonly lat: number }[];
}

import type { StructureFormat, StructureType } from "../../isochrones/model/structure.ts";
import { plainKey } from "../plain-key.ts";

interface Meaning {
  readonly type?: StructureType;
  readonly format?: StructureFormat;
}

/**
 * What each word of each vintage says. `Mobile` of 2023 is the bus of 2024: of the 142 such structures still
 * listed then, 118 are `Bus_équivalent` and 18 `Itinérante`. An antenne without a format is a fixed place.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  principal: { type: "principal" },
  site_principal: { type: "principal" },
  espace_labellise: { type: "principal" },
  fs: { type: "principal", format: "fixe" },
  fs_itinerante: { type: "principal", format: "itinerante" },
  antenne: { type: "antenne", format: "fixe" },
  antenne_itinerante: { type: "antenne", format: "itinerante" },
  fixe: { format: "fixe" },
  lieu_fixe: { format: "fixe" },
  fixe_antenne_s: { format: "fixe" },
  multisite: { format: "multisite" },
  multisites: { format: "multisite" },
  multi_site: { format: "multisite" },
  multi_sites: { format: "multisite" },
  bus: { format: "bus" },
  bus_equivalent: { format: "bus" },
  mobile: { format: "bus" },
  itinerant: { format: "itinerante" },
  itinerante: { format: "itinerante" },
};

/** The columns that tell type and format: `type_fs` (2024), `format_fs` (a type before 2024), and so on. */
export interface TypeColumns {
  readonly type: string;
  readonly format: string;
  readonly formatAnct: string;
  readonly category: string;
  /** `Oui` or `Non`. */
  readonly itinerance: string;
}

export interface TypeReading {
  readonly type: StructureType;
  readonly format: StructureFormat;
  /** Words that no vintage uses, as written. */
  readonly unknown: readonly string[];
  /** Told by no column, so assumed. */
  readonly assumed: readonly ("type" | "format")[];
}

/** Type and format by their words, whichever columns hold them; a principal, fixed place where none tells. */
export function readType(columns: TypeColumns): TypeReading {
  const { type, format, formatAnct, category, itinerance } = columns;
  const meaning = (word: string): Meaning => MEANINGS[plainKey(word)] ?? {};
  const foundType = [type, format, formatAnct, category].map((word) => meaning(word).type).find(Boolean);
  // The most particular column first: before 2024, format_fs only says what type_fs says today.
  const foundFormat = [formatAnct, category, format].map((word) => meaning(word).format).find(Boolean);
  const itinerant = plainKey(itinerance) === "oui" ? "itinerante" : undefined;
  const unknown = [type, format, formatAnct, category].filter(
    (word) => plainKey(word) !== "" && MEANINGS[plainKey(word)] === undefined,
  );
  const assumed: ("type" | "format")[] = [];
  if (foundType === undefined) assumed.push("type");
  if (foundFormat === undefined && itinerant === undefined) assumed.push("format");
  return { type: foundType ?? "principal", format: foundFormat ?? itinerant ?? "fixe", unknown, assumed };
}

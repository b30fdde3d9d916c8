import { basename } from "node:path";

import type { OpeningInterval, Structure } from "../../isochrones/model/structure.ts";
import { InputError } from "../input-error.ts";
import type { DataIssues } from "../issues.ts";
import { plainKey } from "../plain-key.ts";
import type { CommuneDirectory } from "../territories/commune-directory.ts";
import type { Extent } from "../territories/french-extent.ts";
import { COMMUNE_CODE_LENGTH, departementOfCommune, padCode } from "../territories/insee-code.ts";
import { readCoordinates } from "./coordinates.ts";
import { readLabelDate } from "./label-date.ts";
import { readOpeningHours } from "./opening-hours.ts";
import { readRecords, type StructureRecord } from "./records.ts";
import { readType } from "./type-words.ts";

export interface StructureOptions {
  readonly issues: DataIssues;
  readonly communes: CommuneDirectory;
  /** What is no place of France may be one of a fictitious country, which lies here. */
  readonly fictitiousExtent?: Extent | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Reads official lists of France Services structures: the CSV of 2024, that of 2023, the GeoJSON of 2021.
 * Several lists are merged by identifier, the first one given winning. Ordered by identifier, as numbers.
 *
 * Rejected, and counted as errors: `structure.id.missing`, `structure.coordinate.missing`, `.unreadable`,
 * `.outside`. Kept, and counted: `structure.coordinate.swapped` (put right), `.decimal_comma`,
 * `structure.id.duplicate` (same list), `.merged` (other list), `structure.name.missing`,
 * `structure.commune.unknown`, `.moved`, `structure.type.unknown`, `.assumed`, `structure.format.assumed`,
 * `structure.label_date.missing`, `.unreadable`, `structure.hours.missing`, `.unknown`, `.unreadable`.
 *
 * @throws InputError `structures.none` without a usable structure, and those of `readRecords`
 */
export async function readStructures(
  files: readonly string[],
  options: StructureOptions,
): Promise<Structure[]> {
  const { issues } = options;
  const kept = new Map<string, { structure: Structure; where: string; file: string }>();
  let rows = 0;
  for (const file of files) {
    for await (const record of readRecords(file, options)) {
      rows++;
      const structure = toStructure(record, options);
      if (structure === null) continue;
      const first = kept.get(structure.id);
      if (first === undefined) {
        kept.set(structure.id, { structure, where: record.where, file });
        continue;
      }
      const detail = `${record.where}: id ${structure.id}, first at ${first.where}`;
      if (first.file === file) issues.count("structure.id.duplicate", "warning", detail);
      else issues.count("structure.id.merged", "info", detail);
    }
  }
  if (kept.size === 0) {
    const names = files.map((file) => basename(file)).join(", ");
    throw new InputError("structures.none", names, `${rows} rows, no usable structure${reasons(issues)}`);
  }
  return Array.from(kept.values(), ({ structure }) => structure).sort(byId);
}

function reasons(issues: DataIssues): string {
  const errors = issues
    .list()
    .filter(({ code, severity }) => severity === "error" && /^(structure|csv)\./.test(code));
  const list = errors.map(({ code, count, examples }) => `${code} ${count}, first ${examples[0]}`).join("; ");
  return `${list === "" ? "" : ` (${list})`}, expected at least one`;
}

/** Whole numbers by value, before any other identifier by its characters. */
function byId(a: Structure, b: Structure): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a.id), /^\d+$/.test(b.id)];
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  const difference = isNumberA ? Number(a.id) - Number(b.id) : 0;
  if (difference !== 0) return difference;
  return a.id < b.id ? -1 : 1;
}

function toStructure(record: StructureRecord, options: StructureOptions): Structure | null {
  const { text, where } = record;
  const { issues } = options;
  if (text.id === "") {
    issues.count("structure.id.missing", "error", where);
    return null;
  }
  const point = toPoint(record, options);
  if (point === null) return null;
  const place = toPlace(record, options);
  if (text.name === "") issues.count("structure.name.missing", "warning", where);
  const { openingHours, byAppointment } = toOpeningHours(record, issues);
  return {
    id: text.id,
    name: oneLine(text.name) || `France services ${place.communeName}`.trim(),
    ...point,
    address: [text.address, text.addressComplement].filter(Boolean).map(oneLine).join(", "),
    postcode: text.postcode,
    ...place,
    ...toType(record, issues),
    labelledOn: toLabelDate(record, issues),
    openingHours,
    byAppointment: byAppointment || plainKey(text.appointment) === "oui",
    phone: oneLine(dashless(text.phone)),
    email: oneLine(dashless(text.email)),
    comment: text.comment,
    group: oneLine(text.group),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** A lone dash stands for nothing. */
function dashless(text: string): string {
  return text === "-" ? "" : text;
}

function toPoint(
  { text, where }: StructureRecord,
  { issues, fictitiousExtent }: StructureOptions,
): { lon: number; lat: number } | null {
  const reading = readCoordinates(text.latitude, text.longitude, fictitiousExtent);
  const detail = `${where}: latitude "${text.latitude}", longitude "${text.longitude}"`;
  if (reading.kind !== "read") {
    issues.count(`structure.coordinate.${reading.kind}`, "error", detail);
    return null;
  }
  if (reading.swapped) issues.count("structure.coordinate.swapped", "warning", detail);
  if (reading.decimalComma) issues.count("structure.coordinate.decimal_comma", "info", detail);
  return { lon: reading.lon, lat: reading.lat };
}

function toPlace(
  { text, where }: StructureRecord,
  { communes, issues }: StructureOptions,
): Pick<Structure, "communeCode" | "communeName" | "departementCode"> {
  const code = padCode(text.communeCode, COMMUNE_CODE_LENGTH);
  const commune = communes.get(code);
  if (commune === undefined) {
    issues.count(
      "structure.commune.unknown",
      "warning",
      `${where}: "${text.communeCode}" (${text.communeName})`,
    );
    const departementCode = padCode(text.departement, 2) || departementOfCommune(code);
    return { communeCode: code, communeName: oneLine(text.communeName), departementCode };
  }
  if (commune.code !== code) {
    issues.count(
      "structure.commune.moved",
      "info",
      `${where}: ${code} (${text.communeName}), now ${commune.code}`,
    );
  }
  return { communeCode: commune.code, communeName: commune.name, departementCode: commune.departementCode };
}

function toType({ text, where }: StructureRecord, issues: DataIssues): Pick<Structure, "type" | "format"> {
  const { type, format, unknown, assumed } = readType(text);
  for (const word of unknown) issues.count("structure.type.unknown", "warning", `${where}: "${word}"`);
  for (const part of assumed) issues.count(`structure.${part}.assumed`, "warning", where);
  return { type, format };
}

function toLabelDate({ text, where }: StructureRecord, issues: DataIssues): string | null {
  const date = readLabelDate(text.label);
  if (date === null && text.label === "") issues.count("structure.label_date.missing", "warning", where);
  else if (date === null)
    issues.count("structure.label_date.unreadable", "warning", `${where}: "${text.label}"`);
  return date;
}

function toOpeningHours(
  { text, where }: StructureRecord,
  issues: DataIssues,
): { openingHours: (readonly OpeningInterval[] | null)[]; byAppointment: boolean } {
  const cells = [text.monday, text.tuesday, text.wednesday, text.thursday, text.friday, text.saturday];
  const days = cells.map((cell) => readOpeningHours(cell));
  for (const kind of ["unknown", "unreadable"] as const) {
    const texts = cells.filter((_, index) => days[index].kind === kind);
    const severity = kind === "unknown" ? "info" : "warning";
    const detail = `${where}: ${[...new Set(texts)].map((cell) => `"${cell}"`).join(", ")}`;
    if (texts.length > 0) issues.count(`structure.hours.${kind}`, severity, detail, texts.length);
  }
  const byAppointment = days.some((day) => day.kind === "read" && day.byAppointment);
  const openingHours = days.map((day) => (day.kind === "read" ? day.intervals : null));
  if (openingHours.every((intervals) => intervals?.length === 0)) {
    // No labelled structure is closed all week: its hours are not in the list.
    issues.count("structure.hours.missing", "info", where);
    return { openingHours: openingHours.map(() => null), byAppointment };
  }
  return { openingHours, byAppointment };
}

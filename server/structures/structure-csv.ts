import { csvLine } from "../../data/export/csv-text.ts";
import type { OpeningInterval } from "../../isochrones/model/structure.ts";
import type { StructureRecord } from "../schemas/answers.ts";

const DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"] as const;

/** First line of a list of structures as CSV. */
export const STRUCTURE_CSV_HEADER = csvLine([
  "id",
  "nom",
  "adresse",
  "code_postal",
  "code_commune",
  "commune",
  "code_departement",
  "type",
  "format",
  "labellisee_le",
  ...DAYS.map((day) => `horaires_${day}`),
  "sur_rendez_vous",
  "telephone",
  "remarque",
  "groupe",
  "lon",
  "lat",
  "taux_realisation",
  "part_sans_reorientation",
  "satisfaction",
]);

/** A structure as a line of CSV. Hours are `09:00-12:00 14:00-17:00`, `fermé`, or empty where they could not be read. */
export function structureCsvLine(structure: StructureRecord): string {
  return csvLine([
    structure.id,
    structure.name,
    structure.address,
    structure.postcode,
    structure.communeCode,
    structure.communeName,
    structure.departementCode,
    structure.type,
    structure.format,
    structure.labelledOn,
    ...DAYS.map((_, day) => hoursText(structure.openingHours[day] ?? null)),
    structure.byAppointment ? 1 : 0,
    structure.phone,
    structure.comment,
    structure.group,
    structure.lon,
    structure.lat,
    structure.indicators?.realisationRate ?? null,
    structure.indicators?.noRedirectionShare ?? null,
    structure.indicators?.satisfaction ?? null,
  ]);
}

function hoursText(intervals: readonly OpeningInterval[] | null): string | null {
  if (intervals === null) return null;
  if (intervals.length === 0) return "fermé";
  return intervals.map(({ start, end }) => `${clockTime(start)}-${clockTime(end)}`).join(" ");
}

function clockTime(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0"));
  return `${hours}:${rest}`;
}

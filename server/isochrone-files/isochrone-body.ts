import type { PackFormat } from "../../data/export/isochrones/pack-isochrones.ts";
import type { Study } from "../../isochrones/study.ts";
import { BodyFields } from "../body-fields.ts";
import type { IsochroneFileQuestionEcho } from "../schemas/isochrone-job-answers.ts";
import { IsochroneBodySchema, PACK_FORMATS } from "../schemas/isochrone-job-schemas.ts";
import { MINUTES_LIST_MAX, MINUTES_MAX } from "../schemas/parameters.ts";
import { echoOfSelection } from "../selection-echo.ts";
import { invalidParameter } from "../validation.ts";
import type { IsochroneFileQuestion } from "./isochrone-file-job.ts";

const FIELDS: readonly string[] = Object.keys(IsochroneBodySchema.properties);
const DEFAULT_MINUTES = [10, 20, 30];
const MINUTES_EXPECTED = `une liste de 1 à ${MINUTES_LIST_MAX} nombres entiers de minutes, de 1 à ${MINUTES_MAX}`;
const FORMAT_EXPECTED = `l’un des mots ${PACK_FORMATS.join(", ")}`;

/** Reads the body of a question. Throws `RequestError` that names the field at fault. */
export function readIsochroneBody(
  study: Study,
  body: Readonly<Record<string, unknown>>,
): IsochroneFileQuestion {
  const fields = new BodyFields(body, FIELDS);
  const territory = fields.text("territoire", "la référence d’un territoire") ?? "france";
  const minutes = readMinutes(fields.value("minutes"));
  const format = readFormat(fields.text("format", FORMAT_EXPECTED) ?? "geojson");
  const selection = fields.selection();
  study.territory(territory);
  return { territory, minutes, format, selection };
}

/** A question in the words in which it can be asked. */
export function isochroneFileEcho({
  territory,
  minutes,
  format,
  selection,
}: IsochroneFileQuestion): IsochroneFileQuestionEcho {
  return { territoire: territory, minutes, format, ...echoOfSelection(selection) };
}

function readMinutes(value: unknown): readonly number[] {
  if (value === undefined) return DEFAULT_MINUTES;
  const isFine = (minutes: unknown): minutes is number =>
    typeof minutes === "number" && Number.isInteger(minutes) && minutes >= 1 && minutes <= MINUTES_MAX;
  if (!Array.isArray(value) || value.length > MINUTES_LIST_MAX || !value.every(isFine) || value.length === 0)
    throw invalidParameter("minutes", value, MINUTES_EXPECTED);
  return [...new Set(value)].sort((a, b) => a - b);
}

function readFormat(text: string): PackFormat {
  const format = PACK_FORMATS.find((known) => known === text);
  if (format === undefined) throw invalidParameter("format", text, FORMAT_EXPECTED);
  return format;
}

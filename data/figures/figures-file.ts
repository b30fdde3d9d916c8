import { readFileSync } from "node:fs";
import { basename } from "node:path";

import { Value } from "typebox/value";

import { writeDurably } from "../durable.ts";
import { InputError } from "../input-error.ts";
import { type DatasetFigures, DatasetFiguresSchema, FIGURES_FORMAT } from "./dataset-figures.ts";

/** Throws `InputError` for a file that cannot be read or holds something else than figures. */
export function readFigures(file: string): DatasetFigures {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw new InputError("figures.absent", basename(file), "cannot be read, expected figures of a dataset", {
      cause,
    });
  }
  return parseFigures(text, basename(file));
}

/**
 * Figures from the text of their file.
 *
 * @param where names the text in what is thrown: `InputError` for no JSON, another form, or a later version
 */
export function parseFigures(text: string, where: string): DatasetFigures {
  const figures = parseJson(text, where);
  const version = versionOf(figures);
  if (version !== null && version > FIGURES_FORMAT) {
    throw new InputError(
      "figures.version",
      where,
      `got figures of format ${version}, expected ${FIGURES_FORMAT}: update Trente`,
    );
  }
  if (!Value.Check(DatasetFiguresSchema, figures)) {
    const [error] = Value.Errors(DatasetFiguresSchema, figures);
    const place = error === undefined ? "" : ` (${error.instancePath || "/"} ${error.message})`;
    throw new InputError("figures.form", where, `not the figures of a dataset${place}`);
  }
  const { minutes, territories } = figures;
  const odd = territories.find(({ covered }) => covered.length !== minutes.length);
  if (odd === undefined) return figures;
  throw new InputError(
    "figures.form",
    where,
    `got ${odd.covered.length} figures of ${odd.reference}, expected one for each of ${minutes.length} times`,
  );
}

/** Writes a file of figures whole or not at all. Throws what the file system throws. */
export function writeFigures(file: string, figures: DatasetFigures): void {
  writeDurably(file, `${JSON.stringify(figures, null, 1)}\n`);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError("figures.syntax", where, "got no JSON, expected figures of a dataset", { cause });
  }
}

function versionOf(value: unknown): number | null {
  if (typeof value !== "object" || value === null || !("formatVersion" in value)) return null;
  return typeof value.formatVersion === "number" ? value.formatVersion : null;
}

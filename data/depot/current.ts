import { readFileSync } from "node:fs";
import { join } from "node:path";

import { writeJsonDurably } from "../durable.ts";
import { InputError } from "../input-error.ts";
import { CURRENT_FILE, DATASET_ID } from "./depot-layout.ts";

/** Which version is in service, and what was before. */
export interface Current {
  /** Dataset id. */
  readonly id: string;
  /** When it was put in service, ISO 8601. */
  readonly since: string;
  /** Versions to go back to, the latest first. */
  readonly previous: readonly Retired[];
  /** Versions that somebody went back from: they come into service again only when forced. */
  readonly withdrawn: readonly Retired[];
}

/** A version that was in service. */
export interface Retired {
  readonly id: string;
  /** When another took its place, ISO 8601. */
  readonly until: string;
}

/**
 * What a depot has in service, null where it has had nothing yet.
 *
 * @throws InputError `depot.current.form` for a file that says nothing of the kind
 */
export function readCurrent(depot: string): Current | null {
  const file = join(depot, CURRENT_FILE);
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return parseCurrent(text, file);
}

/** @param where the file or address, for the error */
export function parseCurrent(text: string, where: string): Current {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Told below, like JSON of another form.
  }
  if (isRecord(value) && isId(value["id"]) && typeof value["since"] === "string") {
    const { id, since, previous, withdrawn } = value;
    return { id, since, previous: retiredOf(previous), withdrawn: retiredOf(withdrawn) };
  }
  throw new InputError(
    "depot.current.form",
    where,
    'does not name the dataset in service, expected {"id": "16 hexadecimal digits", "since": "a date"}',
  );
}

/** The one moment at which the version in service changes. */
export function writeCurrent(depot: string, current: Current): void {
  writeJsonDurably(join(depot, CURRENT_FILE), current);
}

function retiredOf(value: unknown): Retired[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown) =>
    isRecord(entry) && isId(entry["id"]) && typeof entry["until"] === "string"
      ? [{ id: entry["id"], until: entry["until"] }]
      : [],
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function isId(value: unknown): value is string {
  return typeof value === "string" && DATASET_ID.test(value);
}

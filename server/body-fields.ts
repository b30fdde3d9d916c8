import { RequestError } from "../isochrones/errors.ts";
import { OPENING_WINDOW_EXPECTED } from "../isochrones/opening-hours/opening-window.ts";
import type { StructureSelection } from "../isochrones/model/structure.ts";
import { AS_OF_EXPECTED, EXCLUDE_EXPECTED, MINUTES_MAX, PERCENTAGE_EXPECTED } from "./schemas/parameters.ts";
import type { SelectionParameters } from "./schemas/parameters.ts";
import { readSelection } from "./selection.ts";
import { invalidParameter } from "./validation.ts";

/** The fields of an object that was sent as JSON, each read by its name. What is not as expected is a `RequestError` that names it. */
export class BodyFields {
  readonly #fields: Readonly<Record<string, unknown>>;

  /** Throws `RequestError` (`parameter.unknown`) for a field that is none of those known. */
  constructor(fields: Readonly<Record<string, unknown>>, known: readonly string[]) {
    const unknown = Object.keys(fields).find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const name = unknown.slice(0, MOST_NAME_CHARS);
      const detail = `Le champ « ${name} » n’existe pas ici. Champs acceptés : ${known.join(", ")}.`;
      throw new RequestError("parameter.unknown", name, detail);
    }
    this.#fields = fields;
  }

  value(name: string): unknown {
    return this.#fields[name];
  }

  /** @param expected as a French noun phrase */
  text(name: string, expected: string): string | undefined {
    const value = this.#fields[name];
    if (value === undefined || typeof value === "string") return value;
    throw invalidParameter(name, value, expected);
  }

  flag(name: string): boolean | undefined {
    const value = this.#fields[name];
    if (value === undefined || typeof value === "boolean") return value;
    throw invalidParameter(name, value, "true ou false");
  }

  /** A number from one bound to the other, both included. */
  number(name: string, [least, most]: readonly [number, number], expected: string): number | undefined {
    const value = this.#fields[name];
    if (value === undefined) return undefined;
    if (typeof value === "number" && value >= least && value <= most) return value;
    throw invalidParameter(name, value, expected);
  }

  /** The same of a number without decimals. */
  wholeNumber(name: string, bounds: readonly [number, number], expected: string): number | undefined {
    const value = this.number(name, bounds, expected);
    if (value === undefined || Number.isInteger(value)) return value;
    throw invalidParameter(name, value, expected);
  }

  /** `minutes`. */
  minutes(): number | undefined {
    return this.wholeNumber(
      "minutes",
      [1, MINUTES_MAX],
      `un nombre entier de minutes, de 1 à ${MINUTES_MAX}`,
    );
  }

  /** The structures that count: the fields `exclure`, `au`, `ouvert_le`, `realisation_min` and `sans_reorientation_min`. */
  selection(): StructureSelection {
    return readSelection(this.selectionWords());
  }

  /** The same as they are written. */
  selectionWords(): SelectionParameters {
    const exclure = this.text("exclure", EXCLUDE_EXPECTED);
    const au = this.text("au", AS_OF_EXPECTED);
    if (au !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(au)) throw invalidParameter("au", au, AS_OF_EXPECTED);
    const opening = this.text("ouvert_le", OPENING_WINDOW_EXPECTED);
    const rate = this.number("realisation_min", [0, 100], PERCENTAGE_EXPECTED);
    const share = this.number("sans_reorientation_min", [0, 100], PERCENTAGE_EXPECTED);
    return {
      ...(exclure !== undefined && { exclure }),
      ...(au !== undefined && { au }),
      ...(opening !== undefined && { ouvert_le: opening }),
      ...(rate !== undefined && { realisation_min: rate }),
      ...(share !== undefined && { sans_reorientation_min: share }),
    };
  }
}

const MOST_NAME_CHARS = 60;

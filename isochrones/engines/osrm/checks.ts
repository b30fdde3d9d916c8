import { EngineError } from "../engine-error.ts";

/** Letters of an unexpected value that an error shows. */
const SHOWN_LETTERS = 60;

/**
 * A value inside a server's answer, with its way there, so that what makes no sense can be named:
 * `durations[3][4]: got "12", expected a number`.
 */
export class Answered {
  readonly value: unknown;
  readonly #where: string;
  readonly #path: string;

  constructor(value: unknown, where: string, path = "") {
    this.value = value;
    this.#where = where;
    this.#path = path;
  }

  /** @throws EngineError always */
  refuse(expected: string): never {
    const text = this.value === undefined ? "nothing" : (JSON.stringify(this.value) ?? typeof this.value);
    const shown = text.length > SHOWN_LETTERS ? `${text.slice(0, SHOWN_LETTERS)}…` : text;
    const place = this.#path === "" ? "" : `${this.#path}: `;
    throw new EngineError(
      "engine.answer.malformed",
      this.#where,
      `${place}got ${shown}, expected ${expected}`,
    );
  }

  field(name: string): Answered {
    const { value } = this;
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.refuse("an object");
    const path = this.#path === "" ? name : `${this.#path}.${name}`;
    return new Answered((value as Record<string, unknown>)[name], this.#where, path);
  }

  /** @param length how many items there must be; any number where it is not given */
  items(length?: number): Answered[] {
    const { value } = this;
    if (!Array.isArray(value)) this.refuse("a list");
    if (length !== undefined && value.length !== length) {
      const counted = new Answered(value.length, this.#where, `${this.#path}.length`);
      counted.refuse(String(length));
    }
    return value.map((item: unknown, index) => new Answered(item, this.#where, `${this.#path}[${index}]`));
  }

  get isAbsent(): boolean {
    return this.value === undefined || this.value === null;
  }

  text(): string {
    return typeof this.value === "string" ? this.value : this.refuse("a text");
  }

  /** A finite number, 0 or more. */
  amount(): number {
    const { value } = this;
    return typeof value === "number" && Number.isFinite(value) && value >= 0
      ? value
      : this.refuse("a number, 0 or more");
  }

  /** `[lon, lat]` in degrees. */
  position(): [number, number] {
    const { value } = this;
    if (Array.isArray(value) && value.length === 2) {
      const [lon, lat] = value as unknown[];
      const isPlace = typeof lon === "number" && typeof lat === "number";
      if (isPlace && Math.abs(lon) <= 180 && Math.abs(lat) <= 90) return [lon, lat];
    }
    return this.refuse("[lon, lat] in degrees");
  }
}

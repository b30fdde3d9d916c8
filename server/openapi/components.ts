/** A JSON value being written. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Moves schemas that have a `$id` to `#/components/schemas`, where each is written once, and leaves references. Two different
 * schemas of one name are a mistake of ours: throws.
 */
export class Components {
  readonly #schemas = new Map<string, JsonObject>();
  readonly #texts = new Map<string, string>();

  /** The schema as the document writes it. */
  place(schema: object): JsonObject {
    // Schemas carry marks of their own library besides, which no JSON shows.
    return this.#placeIn(JSON.parse(JSON.stringify(schema)) as JsonObject) as JsonObject;
  }

  /** All that have been placed, by name. */
  get schemas(): Record<string, JsonObject> {
    return Object.fromEntries([...this.#schemas].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  #placeIn(value: unknown): unknown {
    if (Array.isArray(value)) return value.map((item) => this.#placeIn(item));
    if (typeof value !== "object" || value === null) return value;
    const { $id, ...rest } = value as JsonObject;
    if (typeof $id !== "string") return this.#placeMembers(rest);
    const text = JSON.stringify(rest);
    const known = this.#texts.get($id);
    if (known !== undefined && known !== text) throw new Error(`two schemas are named ${$id}`);
    if (known === undefined) {
      this.#texts.set($id, text);
      this.#schemas.set($id, this.#placeMembers(rest));
    }
    return { $ref: `#/components/schemas/${$id}` };
  }

  #placeMembers(object: JsonObject): JsonObject {
    return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, this.#placeIn(value)]));
  }
}

import type { TSchema } from "typebox";

/** A member of an answer, for people. */
export interface Field {
  /** Such as `features[].properties.minutes`. */
  readonly path: string;
  readonly type: string;
  readonly description: string;
}

/** The members of schemas that typebox has made, as far as they are looked at here. */
interface SchemaNode {
  readonly $id?: string;
  readonly type?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly required?: readonly string[];
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: "texte",
  integer: "entier",
  number: "nombre",
  boolean: "vrai ou faux",
  object: "objet",
  array: "liste",
  null: "null",
};

/** GeoJSON's own, which readers know or find in RFC 7946. */
const GEOMETRIES = new Set(["Point", "LineString", "MultiPolygon"]);

/** All members of the answers of a schema, each before what it holds. */
export function fieldsOf(schema: TSchema): Field[] {
  return membersOf(schema, "");
}

/** A schema's type in French. */
export function typeText(schema: object): string {
  const { $id, type, const: only, enum: words, anyOf } = schema as SchemaNode;
  if ($id !== undefined && GEOMETRIES.has($id)) return $id;
  if (only !== undefined) return quoted(only);
  if (words !== undefined) return words.map(quoted).join(", ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeText))].join(" ou ");
  return TYPE_NAMES[type ?? ""] ?? "toute valeur";
}

/** Between French quotation marks, which no line break parts from it. */
function quoted(word: unknown): string {
  return `«\u00a0${String(word)}\u00a0»`;
}

function membersOf(node: SchemaNode, path: string): Field[] {
  if (node.$id !== undefined && GEOMETRIES.has(node.$id)) return [];
  if (node.items !== undefined) return membersOf(node.items, `${path}[]`);
  if (node.anyOf !== undefined) return node.anyOf.flatMap((choice) => membersOf(choice, path));
  const required = node.required ?? [];
  return Object.entries(node.properties ?? {}).flatMap(([name, member]) => {
    const here = path === "" ? name : `${path}.${name}`;
    const type = required.includes(name) ? typeText(member) : `${typeText(member)}, facultatif`;
    return [{ path: here, type, description: member.description ?? "" }, ...membersOf(member, here)];
  });
}

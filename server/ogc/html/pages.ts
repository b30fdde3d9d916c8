import type {
  CollectionDocument,
  CollectionsDocument,
  ConformanceDocument,
  FeatureDocument,
  FeaturesDocument,
  LandingDocument,
} from "../documents.ts";
import { COLLECTIONS_PATH, collectionPath, itemPath, itemsPath } from "../links.ts";
import type { Addresses, Link } from "../links.ts";
import type { Crs } from "../crs.ts";
import type { CollectionDescription, SourceFeature, SourceGeometry } from "../source.ts";
import { html } from "../../html/markup.ts";
import type { Content, Markup } from "../../html/markup.ts";
import { factsTable, table } from "../../html/table.ts";
import type { Page } from "./page.ts";

const FRENCH_NUMBER = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 3 });
const ABOVE_COLLECTION = [{ path: COLLECTIONS_PATH, title: "Collections" }];

export function landingPage({ title, description, attribution, links }: LandingDocument): Page {
  const body = html`<p>${description}</p>
    <p>${attribution}</p>`;
  return { title, body, links, above: [] };
}

export function conformancePage({ conformsTo, links }: ConformanceDocument): Page {
  const body = html`<p>Ce service suit les classes de conformité suivantes.</p>
    <ul>
      ${conformsTo.map((uri) => html`<li><a href="${uri}">${uri}</a></li> `)}
    </ul>`;
  return { title: "Conformité", body, links, above: [] };
}

export function collectionsPage(
  { collections, crs, links }: CollectionsDocument,
  addresses: Addresses,
): Page {
  const rows = collections.map(({ id, title, description }) => [
    html`<a href="${addresses.in("html", collectionPath(id))}">${title}</a>`,
    description,
    html`<a href="${addresses.in("html", itemsPath(id))}">Objets de « ${id} »</a>`,
  ]);
  const body = html`${table("Collections", ["Collection", "Description", "Objets"], rows)}
    <p>Systèmes de coordonnées : ${crs.join(", ")}.</p>`;
  const all = [...links, ...collections.flatMap((collection) => collection.links)];
  return { title: "Collections", body, links: all, above: [] };
}

export function collectionPage(document: CollectionDocument, source: CollectionDescription): Page {
  const { id, title, description, attribution, extent, itemType, crs, storageCrs, links } = document;
  const facts: [Content, Content][] = [
    ["Identifiant", id],
    ["Nature", itemType],
    ["Producteurs", attribution],
    ["Emprise", extent?.spatial === undefined ? "inconnue" : extent.spatial.bbox[0].join(", ")],
    ["Système de l’emprise", extent?.spatial?.crs ?? "aucun"],
    ["Période", extent?.temporal?.interval[0].join(" – ") ?? "aucune"],
    ["Calendrier", extent?.temporal?.trs ?? "aucun"],
    ["Systèmes de coordonnées", crs.join(", ")],
    ["Système d’origine", storageCrs],
  ];
  const body = html`<p>${description}</p>
    ${factsTable("La collection", facts)} ${propertiesTable(source)}`;
  return { title, body, links, above: ABOVE_COLLECTION };
}

/** The schema of a collection's features, for people. */
export function schemaPage(source: CollectionDescription, links: readonly Link[]): Page {
  const { id, title } = source;
  const above = [...ABOVE_COLLECTION, { path: collectionPath(id), title }];
  const body = html`<p>
      Géométrie : ${source.geometryType}. Une propriété sans valeur est absente de l’objet.
    </p>
    ${propertiesTable(source)}`;
  return { title: "Schéma des objets", body, links, above };
}

function propertiesTable({ properties, filters }: CollectionDescription): Markup {
  const rows = Object.entries(properties).map(([name, schema]) => [
    name,
    wordOf(schema, "type"),
    wordOf(schema, "description"),
    filters.includes(name) ? "oui" : "non",
  ]);
  return table("Propriétés des objets", ["Propriété", "Type", "Description", "Sert de filtre"], rows);
}

export function featuresPage(
  document: FeaturesDocument,
  source: CollectionDescription,
  addresses: Addresses,
  crs: Crs,
): Page {
  const { features, numberMatched, numberReturned, timeStamp, links } = document;
  const names = Object.keys(source.properties);
  const heads = ["Objet", ...names.map((name) => wordOf(source.properties[name], "title")), "Géométrie"];
  const rows = features.map((feature) => [
    html`<a href="${addresses.in("html", itemPath(source.id, feature.id))}">${feature.id}</a>`,
    ...names.map((name) => valueText(feature.properties[name])),
    geometryText(feature.geometry),
  ]);
  const turns = links.filter(({ rel }) => rel === "prev" || rel === "next");
  const body = html`<p>${source.description}</p>
    <p>
      ${countText(numberReturned, numberMatched)} Coordonnées : ${crs.name} (${crs.uri}). Réponse du
      ${timeStamp}.
    </p>
    ${features.length === 0 ? null : table(source.title, heads, rows)}
    ${turns.length === 0 ? null : html`<p>${turns.map(({ href, rel, title }) => html`<a href="${href}" rel="${rel}">${title}</a> `)}</p>`}`;
  return { title: source.title, body, links, above: aboveItems(source).slice(0, -1) };
}

export function featurePage(document: FeatureDocument, source: CollectionDescription, crs: Crs): Page {
  const { id, geometry, properties, links } = document;
  const facts = Object.keys(source.properties).map((name): [Content, Content] => [
    wordOf(source.properties[name], "title"),
    valueText(properties[name]),
  ]);
  const body = html`${factsTable(`Objet ${id}`, facts)}
    <details>
      <summary>Géométrie : ${geometryText(geometry)}</summary>
      <p>Coordonnées : ${crs.name} (${crs.uri}).</p>
      <pre>${JSON.stringify(geometry)}</pre>
    </details>`;
  return { title: titleOf(document), body, links, above: aboveItems(source) };
}

function aboveItems({ id, title }: CollectionDescription): Page["above"] {
  const items = { path: itemsPath(id), title: "Objets" };
  return [...ABOVE_COLLECTION, { path: collectionPath(id), title }, items];
}

/** A feature's name where it has one. */
function titleOf({ id, properties }: SourceFeature): string {
  const { name } = properties;
  return typeof name === "string" && name !== "" ? name : id;
}

function countText(returned: number, matched: number | undefined): string {
  if (matched === undefined) return `Objets de cette page : ${returned}.`;
  return `Objets de cette page : ${returned}, sur ${matched} qui correspondent.`;
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return "–";
  if (typeof value === "boolean") return value ? "oui" : "non";
  if (typeof value === "number") return FRENCH_NUMBER.format(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function geometryText(geometry: SourceGeometry | null): string {
  if (geometry === null) return "inconnue";
  if (geometry.type === "Point") return `Point (${geometry.coordinates.join(" ; ")})`;
  const positions = geometry.coordinates.flat(2).length;
  return `MultiPolygon (polygones : ${geometry.coordinates.length}, positions : ${positions})`;
}

function wordOf(schema: object, keyword: "title" | "description" | "type"): string {
  const word: unknown = Reflect.get(schema, keyword);
  return typeof word === "string" ? word : "";
}

import { html } from "../html/markup.ts";
import type { Content, Markup } from "../html/markup.ts";
import { prose } from "../html/prose.ts";
import { table } from "../html/table.ts";
import { mediaType } from "../openapi/description.ts";
import type { Example } from "../openapi/description.ts";
import type { ExamplePlaces } from "../openapi/example-places.ts";
import { IF_NONE_MATCH, routeParameters } from "../openapi/parameter-objects.ts";
import type { ParameterObject } from "../openapi/parameter-objects.ts";
import { refusalsOf } from "../openapi/refusals.ts";
import { exampleAddress } from "../openapi/route-book.ts";
import type { DescribedRoute } from "../openapi/route-book.ts";
import { problemType } from "../problems.ts";
import { hasExcerpt } from "./excerpts.ts";
import { fieldsOf, typeText } from "./fields.ts";

const PLACES: Readonly<Record<ParameterObject["in"], string>> = {
  path: "chemin",
  query: "requête",
  header: "en-tête",
};

/** The address whose answer is shown in part; null where none can be. */
export function shownAddress(route: DescribedRoute, places: ExamplePlaces): string | null {
  const example = route.description.examples(places).at(0);
  if (example === undefined || route.method !== "GET") return null;
  const [first] = Object.keys(route.description.answers[200]?.content ?? {});
  const type = example.type ?? first;
  return type !== undefined && hasExcerpt(type) ? exampleAddress(route, example) : null;
}

/** One operation: what it is for, what it takes, examples of this dataset, what it answers. */
export function operationSection(
  route: DescribedRoute,
  places: ExamplePlaces,
  excerpts: ReadonlyMap<string, string>,
): Markup {
  const { operationId, summary, description, examples } = route.description;
  const shown = examples(places);
  const address = shownAddress(route, places);
  const excerpt = address === null ? undefined : excerpts.get(address);
  return html`<section aria-labelledby="${operationId}">
    <h3 id="${operationId}">${summary}</h3>
    <p class="address"><code>${route.method} ${route.path}</code></p>
    <p>${prose(description)}</p>
    ${parametersTable(route, shown.at(0))} ${bodyNote(route)}
    ${shown.length === 0 ? null : exampleList(route, shown)}
    ${
      address === null || excerpt === undefined
        ? null
        : html`<h4>Extrait de la réponse</h4>
            <p>De <code>${address}</code>, abrégée (…) :</p>
            <pre><code>${excerpt}</code></pre>`
    }
    ${answersTable(route)} ${fieldsTables(route)}
  </section> `;
}

/** Two operations may have one address. */
function nameOf({ method, path }: DescribedRoute): string {
  return `${method} ${path}`;
}

function parametersTable(route: DescribedRoute, example: Example | undefined): Markup {
  const own = routeParameters(route, example);
  const all = route.isRevalidated ? [...own, IF_NONE_MATCH] : own;
  if (all.length === 0) return html`<p>Sans paramètre.</p>`;
  const rows = all.map(({ name, in: place, schema, required, description }): Content[] => [
    html`<code>${name}</code>`,
    description,
    typeText(schema),
    schema["default"] === undefined ? "–" : html`<code>${defaultText(schema["default"])}</code>`,
    required ? "oui" : "non",
    PLACES[place],
  ]);
  const heads = ["Nom", "Description", "Type", "Par défaut", "Nécessaire", "Place"];
  return table(`Paramètres de ${nameOf(route)}`, heads, rows);
}

function bodyNote({ description: { body } }: DescribedRoute): Markup | null {
  if (body === undefined) return null;
  const items = Object.entries(body).map(
    ([type, schema]) =>
      html`<li><code>${mediaType(type)}</code>${schema === null ? null : bodyText(schema)}</li> `,
  );
  return html`<h4>Corps de la demande</h4>
    <ul>
      ${items}
    </ul>`;
}

function bodyText(schema: object): string {
  const { description } = schema as { description?: string };
  return description === undefined ? "" : ` : ${description}`;
}

function defaultText(value: unknown): string {
  return value === "" ? "(vide)" : String(value);
}

function exampleList(route: DescribedRoute, examples: readonly Example[]): Markup {
  const items = examples.map((example) => {
    const address = exampleAddress(route, example);
    if (route.method !== "GET") {
      const body = typeof example.body === "string" ? example.body : JSON.stringify(example.body);
      const line = `${route.method} ${address}`;
      return html`<li>${example.summary} : <code>${line}</code>, avec <code>${body}</code></li> `;
    }
    return html`<li>
      ${example.summary} : <a href=".${address}"><code>${address}</code></a>
    </li> `;
  });
  return html`<h4>Exemples</h4>
    <ul class="examples">
      ${items}
    </ul>`;
}

function answersTable(route: DescribedRoute): Markup {
  const good = Object.entries(route.description.answers).map(([status, answer]): Content[] => [
    status,
    prose(answer.description),
    Object.keys(answer.content ?? {})
      .map(mediaType)
      .join(", ") || "sans corps",
  ]);
  const unchanged: Content[] = ["304", "La réponse que tient le client est encore bonne.", "sans corps"];
  const bad = [...refusalsOf(route)].map(([status, kinds]): Content[] => [
    String(status),
    kinds.map((kind, i) => [
      i === 0 ? "" : ", ",
      html`<a href=".${problemType(kind)}">${kind.title.toLowerCase()}</a>`,
    ]),
    "application/problem+json",
  ]);
  const rows = [...good, ...(route.isRevalidated ? [unchanged] : []), ...bad];
  return table(`Réponses de ${nameOf(route)}`, ["Code", "Sens", "Type de contenu"], rows);
}

/** One for each of the content types whose members are known. */
function fieldsTables(route: DescribedRoute): Content {
  const good = Object.entries(route.description.answers).filter(([status]) => status.startsWith("2"));
  const contents = good.flatMap(([, { content = {} }]) => Object.entries(content));
  return contents.map(([type, schema]) => {
    const fields = schema === null ? [] : fieldsOf(schema);
    if (fields.length === 0) return null;
    const rows = fields.map((field): Content[] => [
      html`<code>${field.path}</code>`,
      field.type,
      prose(field.description),
    ]);
    const name = `Champs de la réponse de ${nameOf(route)} en ${mediaType(type)}`;
    return html`<details>
      <summary>Champs de la réponse (${mediaType(type)})</summary>
      ${table(name, ["Champ", "Type", "Description"], rows)}
    </details> `;
  });
}

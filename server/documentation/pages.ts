import type { Dataset } from "../../isochrones/model/dataset.ts";
import { html } from "../html/markup.ts";
import type { Content, Markup } from "../html/markup.ts";
import { prose } from "../html/prose.ts";
import type { ExamplePlaces } from "../openapi/example-places.ts";
import { refusalsOf } from "../openapi/refusals.ts";
import type { DescribedRoute } from "../openapi/route-book.ts";
import { TAGS } from "../openapi/tags.ts";
import { problemType } from "../problems.ts";
import type { ProblemKind } from "../problems.ts";
import { conventions, otherProtocols } from "./conventions.ts";
import { operationSection } from "./operation.ts";

export const TITLE = "L’interface de programmation de Trente";

export interface DocumentationParts {
  readonly dataset: Dataset;
  readonly routes: readonly DescribedRoute[];
  readonly places: ExamplePlaces;
  /** By address. */
  readonly excerpts: ReadonlyMap<string, string>;
}

/** The interface for people: a French HTML 5 page that loads nothing but its stylesheet. Links are relative to `/`. */
export function documentationPage({ dataset, routes, places, excerpts }: DocumentationParts): string {
  const groups = Object.entries(TAGS)
    .map(([name, about]) => ({
      name,
      about,
      id: idOf(name),
      routes: routes.filter(({ description }) => description.tag === name),
    }))
    .filter((group) => group.routes.length > 0);
  const body = html`<p>
      Qui, en France, est à moins de trente minutes d’une structure France Services, qui ne l’est pas, et où
      ouvrir la prochaine ? Ces adresses répondent sur le jeu de données « ${dataset.name} »
      (<code>${dataset.id}</code>) ; les exemples et leurs réponses en viennent.
      ${dataset.fictitious ? html`<strong>Ses données sont fictives.</strong>` : null}
    </p>
    <p>Pour les programmes : <a href="./openapi.json">la définition OpenAPI 3.1</a>.</p>
    <nav aria-label="Sommaire">
      <ul>
        <li><a href="#conventions">Conventions</a></li>
        ${groups.map(groupLinks)}
        <li><a href="#autres">Autres protocoles</a></li>
      </ul>
    </nav>
    ${conventions(dataset)}
    ${groups.map(
      ({ id, name, about, routes: inside }) =>
        html`<h2 id="${id}">${name}</h2>
          <p>${prose(about)}</p>
          ${inside.map((route) => operationSection(route, places, excerpts))} `,
    )}
    ${otherProtocols(places)}`;
  return layOut(TITLE, body, ".");
}

/** A kind of problem for people: the address that problem documents give as their `type`. */
export function problemPage(kind: ProblemKind, routes: readonly DescribedRoute[]): string {
  const { title, status } = kind;
  const answering = routes.filter((route) =>
    [...refusalsOf(route).values()].flat().some(({ slug }) => slug === kind.slug),
  );
  const list = answering.map(
    ({ path, description: { operationId, summary } }) =>
      html`<li><a href="../documentation#${operationId}">${summary}</a> (<code>${path}</code>)</li> `,
  );
  const body = html`<p>
      <code>${problemType(kind)}</code> est le type d’une réponse ${String(status)}. Son
      <code>detail</code> dit ce qui a été reçu et ce qui était attendu.
    </p>
    ${
      list.length === 0
        ? null
        : html`<h2>Adresses qui peuvent répondre ainsi</h2>
            <ul>
              ${list}
            </ul>`
    }
    <p><a href="../documentation#erreurs">Toutes les erreurs</a></p>`;
  return layOut(title, body, "..");
}

function groupLinks({
  id,
  name,
  routes,
}: {
  id: string;
  name: string;
  routes: readonly DescribedRoute[];
}): Markup {
  const items = routes.map(
    ({ description: { operationId, summary } }) => html`<li><a href="#${operationId}">${summary}</a></li> `,
  );
  return html`<li>
    <a href="#${id}">${name}</a>
    <ul>
      ${items}
    </ul>
  </li> `;
}

/** Unlike those of operations, which are French verbs in camel case. */
function idOf(tag: string): string {
  return `groupe-${tag
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, "-")}`;
}

/** @param root the root of the service, as seen from the page */
function layOut(title: string, body: Content, root: string): string {
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === TITLE ? title : `${title} – ${TITLE}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${root}/documentation.css" />
        <link rel="service-desc" type="application/json" href="${root}/openapi.json" />
      </head>
      <body>
        <a class="skip" href="#contenu">Aller au contenu</a>
        <header>
          <nav aria-label="Fil d’Ariane">
            <ol>
              <li><a href="${root}/">Trente</a></li>
              <li><a href="${root}/documentation">Documentation</a></li>
            </ol>
          </nav>
        </header>
        <main id="contenu" tabindex="-1">
          <h1>${title}</h1>
          ${body}
        </main>
      </body>
    </html> `.text;
}

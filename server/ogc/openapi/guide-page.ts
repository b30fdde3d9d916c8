import { html } from "../../html/markup.ts";
import { table } from "../../html/table.ts";
import type { Page } from "../html/page.ts";
import type { Link } from "../links.ts";
import type { OpenApiDocument, Operation } from "./definition.ts";
import { SHARED_PARAMETERS } from "./parameters.ts";
import type { ParameterObject } from "./parameters.ts";

/** The definition for people: each address, what it answers and what it takes. */
export function guidePage({ info, servers, paths }: OpenApiDocument, links: readonly Link[]): Page {
  const base = servers[0].url;
  const body = html`<p>${info.description}</p>
    <p>
      Adresse du service : <a href="${base}">${base}</a>. Version de l’interface : ${info.version}. Chaque
      adresse répond en JSON et en HTML, selon le paramètre <code>f</code> ou l’en-tête <code>Accept</code>.
      Un paramètre inconnu est refusé.
    </p>
    ${Object.entries(paths).map(([path, { get }]) => section(path, get))}`;
  return { title: "Mode d’emploi", body, links, above: [] };
}

function section(path: string, { summary, parameters, responses }: Operation): ReturnType<typeof html> {
  const rows = parameters
    .map(resolve)
    .map(({ name, description, schema }) => [
      html`<code>${String(name)}</code>`,
      String(description),
      JSON.stringify(schema),
    ]);
  return html`<h2>${summary}</h2>
    <p><code>GET ${path}</code> – réponses ${Object.keys(responses).join(", ")}</p>
    ${table(`Paramètres de ${path}`, ["Paramètre", "Sens", "Valeurs"], rows)} `;
}

function resolve(parameter: ParameterObject): ParameterObject {
  const { $ref } = parameter;
  if (typeof $ref !== "string") return parameter;
  return SHARED_PARAMETERS[$ref.slice($ref.lastIndexOf("/") + 1)];
}

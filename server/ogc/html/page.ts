import { API_PATH, COLLECTIONS_PATH, LANDING_PATH, STYLE_PATH } from "../links.ts";
import type { Addresses, Link } from "../links.ts";
import { html } from "../../html/markup.ts";
import type { Content, Markup } from "../../html/markup.ts";

/** A page of which `layOut` makes a document. */
export interface Page {
  readonly title: string;
  readonly body: Content;
  /** The document's links: all of them are shown. */
  readonly links: readonly Link[];
  /** Pages above it, from the landing page down, without that one and itself. */
  readonly above: readonly { readonly path: string; readonly title: string }[];
}

/** A whole HTML 5 document, in French, that loads nothing but its stylesheet. */
export function layOut(
  { title, body, links, above }: Page,
  serviceTitle: string,
  addresses: Addresses,
): string {
  const steps = [{ path: LANDING_PATH, title: serviceTitle }, ...above];
  const alternates = links.filter(({ rel }) => rel === "alternate" || rel === "next" || rel === "prev");
  return html`<!doctype html>
    <html lang="fr">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title === serviceTitle ? title : `${title} – ${serviceTitle}`}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${addresses.of(STYLE_PATH)}" />
        ${alternates.map(({ rel, type, href }) => html`<link rel="${rel}" type="${type}" href="${href}" /> `)}
      </head>
      <body>
        <a class="skip" href="#contenu">Aller au contenu</a>
        <header>
          <nav aria-label="Fil d’Ariane">
            <ol>
              ${steps.map(({ path, title: name }) => html`<li><a href="${addresses.in("html", path)}">${name}</a></li> `)}
            </ol>
          </nav>
        </header>
        <main id="contenu">
          <h1>${title}</h1>
          ${body}
          <h2>Liens</h2>
          <ul>
            ${links.map(linkItem)}
          </ul>
        </main>
        <footer>
          <p>
            <a href="${addresses.in("html", COLLECTIONS_PATH)}">Collections</a> ·
            <a href="${addresses.in("html", API_PATH)}">Mode d’emploi</a>
          </p>
        </footer>
      </body>
    </html> `.text;
}

function linkItem({ href, rel, type, title }: Link): Markup {
  return html`<li><a href="${href}" rel="${rel}" type="${type}">${title}</a> (${rel}, ${type})</li> `;
}

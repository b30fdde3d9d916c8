import { html } from "./markup.ts";
import type { Content, Markup } from "./markup.ts";

/** A table that scrolls on its own, by keyboard too, where it is wider than the page. */
export function table(
  caption: string,
  heads: readonly string[],
  rows: readonly (readonly Content[])[],
): Markup {
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(row)}
      </tbody>
    </table>
  </div>`;
}

function row([first, ...others]: readonly Content[]): Markup {
  const cells = others.map((cell) => html`<td>${cell}</td>`);
  return html`<tr>
    <th scope="row">${first}</th>
    ${cells}
  </tr> `;
}

/** A table of names and values. */
export function factsTable(caption: string, facts: readonly (readonly [Content, Content])[]): Markup {
  return table(caption, ["Champ", "Valeur"], facts);
}

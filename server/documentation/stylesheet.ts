import { STYLESHEET } from "../html/stylesheet.ts";

/** The stylesheet of the documentation: that of all pages, and what a long one needs, on paper too. */
export const DOCUMENTATION_STYLESHEET = `${STYLESHEET}
main > p, section > p { max-width: 48rem; }
main:focus { outline: none; }
h2 { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid var(--line); }
h3 { margin-top: 2.5rem; }
nav[aria-label="Sommaire"] { columns: 22rem; padding: .5rem 1rem; background: var(--soft); }
nav[aria-label="Sommaire"] > ul > li { break-inside: avoid; }
nav ul { margin: 0; padding-left: 1.2rem; }
.address { font-size: 1.1rem; font-weight: 600; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
summary { padding: .5rem 0; cursor: pointer; }
.wide { margin-bottom: 1rem; }
td:nth-of-type(1) { min-width: 14rem; }
@media print {
  :root { color-scheme: light; --text: #000000; --back: #ffffff; --line: #777777; --link: #000000; --soft: #ffffff; }
  body { max-width: none; font-size: 10pt; }
  .skip, header { display: none; }
  .wide { overflow: visible; overflow-wrap: anywhere; }
  h2, h3, h4, caption { break-after: avoid; }
  tr, pre { break-inside: avoid; }
  pre { border: 1px solid var(--line); }
  details:not([open])::details-content { content-visibility: visible; block-size: auto; }
}
`;

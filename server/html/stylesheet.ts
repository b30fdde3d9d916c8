/** The stylesheet of the pages that the server writes itself: no font, image or script beside it. */
export const STYLESHEET = `
:root { color-scheme: light dark; --text: #1b1b1f; --back: #ffffff; --line: #6b7280; --link: #0b4fb3; --soft: #f1f3f7; }
@media (prefers-color-scheme: dark) {
  :root { --text: #ececf1; --back: #17181c; --line: #9aa2b1; --link: #9cc2ff; --soft: #24262d; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; color: var(--text); background: var(--back);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .wide:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { position: static; }
nav ol { display: flex; flex-wrap: wrap; gap: 0 .5rem; margin: 0; padding: 0; list-style: none; }
nav ol li + li::before { content: "›"; margin-right: .5rem; }
h1 { line-height: 1.2; }
.wide { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; }
caption { padding: .5rem 0; text-align: left; font-weight: 600; }
th, td { padding: .35rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--soft); }
pre { white-space: pre-wrap; overflow-wrap: anywhere; background: var(--soft); padding: .75rem; }
`.trimStart();

import { h } from "../dom/dom.ts";

/** The annex as one file that needs nothing else: its styles and pictures are in it. */
export function annexHtml(article: HTMLElement, title: string): string {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  // Fonts stay behind: the reader's own will do.
  const styles = rules.filter((rule) => !(rule instanceof CSSFontFaceRule)).map(({ cssText }) => cssText);
  const { lang } = document.documentElement;
  // Written, not made: another document would have this one's policy on styles.
  return `<!doctype html>
<html lang="${lang}">
<head><meta charset="utf-8">${h("title", {}, title).outerHTML}<style>${styles.join("\n")}</style></head>
<body class="annex-file">${article.outerHTML}</body>
</html>
`;
}

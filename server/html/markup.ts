/** Text that is markup already, made by `html` alone. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** What a template may hold: texts are escaped, markup is not, lists follow each other, null leaves nothing. */
export type Content = Markup | string | number | null | readonly Content[];

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A template whose values cannot become markup, in elements and in quoted attributes. */
export function html(literals: TemplateStringsArray, ...values: readonly Content[]): Markup {
  return new Markup(literals.map((literal, i) => (i === 0 ? "" : render(values[i - 1])) + literal).join(""));
}

function render(content: Content): string {
  if (content === null) return "";
  if (content instanceof Markup) return content.text;
  if (typeof content === "number") return String(content);
  if (typeof content === "string") return content.replaceAll(/[&<>"']/g, (sign) => ESCAPES[sign]);
  return content.map(render).join("");
}

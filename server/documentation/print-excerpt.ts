const MOST_LINES = 40;
const MOST_CHARACTERS = 100;
const INDENT = "  ";
const REST = "…";

/**
 * JSON for the eye: of each list the first item alone, long texts cut, at most 40 lines; an ellipsis stands for what is left
 * out. Takes time in the length of what it prints.
 */
export function printExcerpt(value: unknown): string {
  const lines = print(value, "").split("\n");
  if (lines.length <= MOST_LINES) return lines.join("\n");
  return [...lines.slice(0, MOST_LINES), REST].join("\n");
}

function print(value: unknown, indent: string): string {
  if (typeof value === "string") return JSON.stringify(cut(value));
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return printList(value, indent);
  const members = Object.entries(value).map(
    ([name, member]) => `${JSON.stringify(name)}: ${print(member, indent + INDENT)}`,
  );
  return printBlock("{", members, "}", indent);
}

function printList(items: readonly unknown[], indent: string): string {
  const [first, ...others] = items;
  if (items.length === 0) return "[]";
  // A position or a rectangle says nothing by halves.
  if (items.length <= 4 && items.every((item) => typeof item === "number")) return `[${items.join(", ")}]`;
  if (Array.isArray(first)) return `[${print(first, indent)}${others.length === 0 ? "" : `, ${REST}`}]`;
  const shown = [print(first, indent + INDENT), ...(others.length === 0 ? [] : [REST])];
  return printBlock("[", shown, "]", indent);
}

function printBlock(open: string, members: readonly string[], close: string, indent: string): string {
  if (members.length === 0) return open + close;
  const inner = indent + INDENT;
  return `${open}\n${members.map((member) => inner + member).join(",\n")}\n${indent}${close}`;
}

function cut(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, MOST_CHARACTERS)}${REST}`;
}

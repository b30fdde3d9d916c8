/** Where the scan stands: in code, in a template, or in the code of a `${}` with so many braces open. */
type Region = { readonly kind: "code" | "template" } | { readonly kind: "hole"; braces: number };

/** After these a slash begins a regular expression, after anything else it divides. */
const BEFORE_REGEX =
  /^$|[(,=:[!&|?{};+\-*%<>~^]$|(?:^|[^\w$.])(?:return|typeof|case|in|of|do|else|void|await|yield|throw)$/u;

/**
 * The same text with comments and the insides of strings, templates and regular expressions blanked out, so
 * that a pattern can look for statements. Quotes, offsets and line ends stay: what a string held is read from
 * the original at the same place. Takes JavaScript and TypeScript without JSX. Not a full lexer: a slash after
 * `)` divides and one after `}` or `++` begins a regular expression; a wrong guess ends with its line.
 */
export function maskSource(source: string): string {
  const masked = source.split("");
  const regions: Region[] = [{ kind: "code" }];
  let at = 0;
  while (at < source.length) {
    at =
      regions.at(-1)?.kind === "template"
        ? stepInTemplate(masked, regions, at)
        : stepInCode(masked, regions, at);
  }
  return masked.join("");
}

/** One token or one character of code; returns where the next one begins. */
function stepInCode(masked: string[], regions: Region[], at: number): number {
  const char = masked[at] ?? "";
  const next = masked[at + 1];
  if (char === "/" && next === "/") return blank(masked, at, endOfLine(masked, at));
  if (char === "/" && next === "*") return blank(masked, at, endOfBlockComment(masked, at));
  if (char === "/" && regexMayStart(masked, at)) return blankInside(masked, at, endOfRegex(masked, at));
  if (char === '"' || char === "'") return blankInside(masked, at, endOfString(masked, at, char));
  if (char === "`") {
    regions.push({ kind: "template" });
    return at + 1;
  }
  const region = regions.at(-1);
  if (region?.kind !== "hole") return at + 1;
  if (char === "{") region.braces += 1;
  if (char === "}") region.braces -= 1;
  if (region.braces === 0) regions.pop();
  return at + 1;
}

function stepInTemplate(masked: string[], regions: Region[], at: number): number {
  if (masked[at] === "`") {
    regions.pop();
    return at + 1;
  }
  if (masked[at] === "$" && masked[at + 1] === "{") {
    regions.push({ kind: "hole", braces: 1 });
    return at + 2;
  }
  return blank(masked, at, masked[at] === "\\" ? at + 2 : at + 1);
}

function blank(masked: string[], from: number, to: number): number {
  const end = Math.min(to, masked.length);
  for (let at = from; at < end; at++) if (masked[at] !== "\n") masked[at] = " ";
  return end;
}

/** Keeps the delimiter at each end. */
function blankInside(masked: string[], from: number, to: number): number {
  blank(masked, from + 1, to - 1);
  return to;
}

function regexMayStart(masked: readonly string[], at: number): boolean {
  let end = at;
  while (end > 0 && /\s/u.test(masked[end - 1] ?? "")) end--;
  return BEFORE_REGEX.test(masked.slice(Math.max(0, end - 12), end).join(""));
}

function endOfLine(masked: readonly string[], from: number): number {
  const end = masked.indexOf("\n", from);
  return end === -1 ? masked.length : end;
}

function endOfBlockComment(masked: readonly string[], from: number): number {
  let at = from + 2;
  while (at < masked.length && !(masked[at] === "*" && masked[at + 1] === "/")) at++;
  return Math.min(at + 2, masked.length);
}

function endOfString(masked: readonly string[], from: number, quote: string): number {
  let at = from + 1;
  while (at < masked.length && masked[at] !== quote && masked[at] !== "\n") at += masked[at] === "\\" ? 2 : 1;
  return Math.min(at + 1, masked.length);
}

function endOfRegex(masked: readonly string[], from: number): number {
  let inClass = false;
  let at = from + 1;
  while (at < masked.length && masked[at] !== "\n" && (inClass || masked[at] !== "/")) {
    if (masked[at] === "[") inClass = true;
    if (masked[at] === "]") inClass = false;
    at += masked[at] === "\\" ? 2 : 1;
  }
  return Math.min(at + 1, masked.length);
}

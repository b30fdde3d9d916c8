import { parseArgs, type ParseArgsConfig } from "node:util";

import { UsageError } from "./command.ts";
import { nearestWord, suggestion } from "./nearest-word.ts";

export type Options = NonNullable<ParseArgsConfig["options"]>;
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * Reads options strictly: an unknown one, one given twice that is not repeatable, one without its value, or an
 * argument that nobody asked for is a `UsageError`. A value may begin with a minus sign (`--point -1.5,48`).
 */
export function readOptions(args: readonly string[], options: Options): Values {
  const { values, words } = readOptionsAndWords(args, options);
  if (words.length > 0) throw new UsageError(`unexpected argument "${words[0]}"`);
  return values;
}

/** The same for a command that takes words beside its options (`fetch 2A 2B --out DIR`). */
export function readOptionsAndWords(
  args: readonly string[],
  options: Options,
): { readonly values: Values; readonly words: readonly string[] } {
  const joined = joinNegativeValues(args, options);
  const { values, tokens } = parseArgs({
    args: joined,
    options,
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const seen = new Set<string>();
  const words: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") {
      words.push(token.value);
      continue;
    }
    if (token.kind !== "option") throw new UsageError('unexpected argument "--"');
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (option === undefined) throw unknownOption(token.rawName, Object.keys(options));
    // Another option where the value should be: negative numbers were joined before.
    const isOption = token.inlineValue === false && token.value.startsWith("-");
    if (option.type === "string" && (token.value === undefined || token.value === "" || isOption)) {
      throw new UsageError(`option --${token.name}: its value is missing`);
    }
    if (seen.has(token.name) && option.multiple !== true) {
      throw new UsageError(`option --${token.name}: given twice, expected once`);
    }
    seen.add(token.name);
  }
  return { values, words };
}

/** `--point -1.5,48` as `--point=-1.5,48`: what follows an option and is a negative number is its value. */
function joinNegativeValues(args: readonly string[], options: Options): string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const name = joined.at(-1)?.replace(/^--/u, "") ?? "";
    const takesValue = joined.at(-1)?.startsWith("--") === true && Object.hasOwn(options, name);
    if (takesValue && /^-[\d.]/u.test(arg)) joined.push(`${joined.pop()}=${arg}`);
    else joined.push(arg);
  }
  return joined;
}

function unknownOption(rawName: string, known: readonly string[]): UsageError {
  const meant = nearestWord(rawName.replace(/^-+/u, ""), known);
  return new UsageError(`unknown option "${rawName}"${meant === null ? "" : `, did you mean "--${meant}"?`}`);
}

export function textOption(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

export function requiredOption(values: Values, name: string): string {
  const value = textOption(values, name);
  if (value === undefined) throw new UsageError(`option --${name} is missing`);
  return value;
}

/** An option without a value. @throws UsageError for `--name=value` */
export function flagOption(values: Values, name: string): boolean {
  const value = values[name];
  if (typeof value === "string") throw new UsageError(`option --${name}: got "${value}", expected no value`);
  return value === true;
}

/** A repeatable option. */
export function listOption(values: Values, name: string): readonly string[] {
  const value = values[name];
  return Array.isArray(value) ? (value as readonly string[]) : [];
}

/** One of a few words; the first where the option is not given. */
export function choiceOption<Word extends string>(
  values: Values,
  name: string,
  words: readonly [Word, ...Word[]],
): Word {
  const text = textOption(values, name);
  return text === undefined ? words[0] : readChoice(name, text, words);
}

/** @throws UsageError for a word that is not one of them */
export function readChoice<Word extends string>(name: string, text: string, words: readonly Word[]): Word {
  const known = words.find((word) => word === text);
  if (known !== undefined) return known;
  const expected = suggestion(text, words) || `, expected ${words.join(", ")}`;
  throw new UsageError(`option --${name}: got "${text}"${expected}`);
}

export function numberOption<Fallback>(values: Values, name: string, fallback: Fallback): number | Fallback {
  const text = textOption(values, name);
  return text === undefined ? fallback : readNumber(name, text);
}

/** A whole number within bounds, both included. */
export function wholeNumberOption<Fallback>(
  values: Values,
  name: string,
  fallback: Fallback,
  [least, most]: readonly [number, number] = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
): number | Fallback {
  const text = textOption(values, name);
  if (text === undefined) return fallback;
  const value = readNumber(name, text);
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  const range =
    most === Number.MAX_SAFE_INTEGER ? (least === 0 ? ", 0 or more" : "") : ` from ${least} to ${most}`;
  throw new UsageError(`option --${name}: got ${text}, expected a whole number${range}`);
}

/** `10,20,30`. */
export function numbersOption(values: Values, name: string, fallback: readonly number[]): readonly number[] {
  const text = textOption(values, name);
  return text === undefined ? fallback : text.split(",").map((part) => readNumber(name, part));
}

/** A decimal number with a point. @throws UsageError for anything else */
export function readNumber(name: string, text: string): number {
  if (/^\s*[+-]?(\d+\.?\d*|\.\d+)\s*$/u.test(text)) return Number(text);
  throw new UsageError(`option --${name}: got "${text}", expected a number such as 30 or 12.5`);
}

import { plainName } from "../names/plain-name.ts";

/** What of an address says where its commune is. */
export interface AddressQuery {
  /** Plain words in order, without the codes; a comma between two stays as a word, for no name goes across it. */
  readonly words: readonly string[];
  /** What may be postcodes or INSEE codes, in order, capitals. */
  readonly codes: readonly string[];
}

/** Letters and words read of a text: longer ones are no address. */
const MOST_LETTERS = 200;
const MOST_WORDS = 30;

const COMMA = ",";
const SPACED_CODE = /\b(\d{2}|2[ab]) (\d{3})\b/gu;
const CODE = /^(?:\d{5}|2[ab]\d{3})$/u;

/** Articles and prepositions between a word and the name that it belongs to. */
const ARTICLES: ReadonlySet<string> = new Set("a au aux d de des du en et l la le les".split(" "));

/** What is said of a commune beside its name. */
const OFFICES: ReadonlySet<string> = new Set(
  "commune f fr france hotel mairie service services ville village".split(" "),
);

/** What a street's name begins with, as written in full and on envelopes. */
const STREETS: ReadonlySet<string> = new Set([
  ..."allee allees all av ave avenue bd bld blvd boulevard chem chemin cite cours esplanade faubourg fbg".split(
    " ",
  ),
  ..."fg hameau imp impasse lotissement montee passage pl place placette promenade quai".split(" "),
  ..."quartier residence route rte rue ruelle sentier sq square traverse venelle voie zac za zi".split(" "),
]);

/**
 * Reads an address as people type it: accents, capitals, hyphens and apostrophes do not count, `St` is `Saint`, `s/` is
 * `sur`, and `Cedex` with its number is left out. `20 000` is
 * a code as well.
 */
export function readAddressQuery(text: string): AddressQuery {
  const words: string[] = [];
  const codes: string[] = [];
  for (const part of text.slice(0, MOST_LETTERS).split(/[,;\n]/u)) {
    if (words.length > 0 && words.at(-1) !== COMMA) words.push(COMMA);
    const all = plainName(part.replaceAll(/\bs\//giu, "sur ")).replaceAll(SPACED_CODE, "$1$2").split(" ");
    for (const [i, word] of all.entries()) {
      const isCedexNumber = all[i - 1] === "cedex" && /^\d{1,2}$/u.test(word);
      if (word === "" || word === "cedex" || isCedexNumber || words.length === MOST_WORDS) continue;
      if (CODE.test(word)) codes.push(word.toUpperCase());
      else words.push(word);
    }
  }
  if (words.at(-1) === COMMA) words.pop();
  return { words, codes };
}

/** A word that may stand beside a commune's name without saying anything: `mairie de`. */
export function isFiller(word: string): boolean {
  return word === COMMA || ARTICLES.has(word) || OFFICES.has(word);
}

/** Does a name that begins at a place begin as streets do? Few communes are called so, as `Chemin-d'Aisey` is. */
export function beginsAsStreet(words: readonly string[], place: number): boolean {
  let first = place;
  while (first < words.length && ARTICLES.has(words[first])) first++;
  return STREETS.has(words[first]);
}

/**
 * Does a name that begins at a place follow what streets begin with, as in `rue de Corte`? A `grande rue` is a whole
 * street: what follows it does not name it.
 */
export function followsStreet(words: readonly string[], place: number): boolean {
  let before = place - 1;
  while (before >= 0 && ARTICLES.has(words[before])) before--;
  if (before === place - 1 && /^grande?$/u.test(words[before - 1] ?? "")) return false;
  return before >= 0 && STREETS.has(words[before]);
}

/** Without articles: `saint remy provence`, as many type it. */
export function withoutArticles(name: string): string {
  return name
    .split(" ")
    .filter((word) => !ARTICLES.has(word))
    .join(" ");
}

/** Is a postcode or INSEE code one of a département? Postcodes of Corsica do not tell which of the two. */
export function isCodeOf(code: string, departementCode: string): boolean {
  if (code.startsWith("20")) return departementCode === "2A" || departementCode === "2B";
  const isOverseas = code.startsWith("97") || code.startsWith("98");
  return code.slice(0, isOverseas ? 3 : 2) === departementCode;
}

import { beginsAsStreet, followsStreet, isFiller, withoutArticles } from "./address-query.ts";
import type { CommuneTable } from "./commune-table.ts";
import type { NameEvidence } from "./score.ts";

/** Whole names of communes in the words of an address. */
export interface ReadNames {
  /** Places with a name anywhere in the words, be it that of a street: worth something where the code is theirs. */
  readonly mentioned: ReadonlySet<number>;
  /** Places of the name that ends last and is no street's: where a commune stands in an address. */
  readonly last: ReadonlyMap<number, NameEvidence>;
  /** Nothing beside that last name: other words only lead to it. */
  readonly isAlone: boolean;
}

/**
 * @param filled how many words count; those after, the number of a département, are beside the name
 * @param coded places that a code of the text is of
 */
export function readNames(
  table: CommuneTable,
  words: readonly string[],
  filled: number,
  coded: ReadonlyMap<number, unknown>,
): ReadNames {
  const mentioned = new Set<number>();
  let last: ReadonlyMap<number, NameEvidence> | null = null;
  let isAlone = false;
  // Where the part of the words ends in which a last name may still be found.
  let open = words.length;
  for (const run of runsOf(table, words)) {
    const { start, end, named } = run;
    for (const place of named.keys()) mentioned.add(place);
    if (last !== null || end > open) continue;
    const beside = words.filter((_, i) => i < start || (i >= end && i < filled));
    const isAll = beside.every(isFiller);
    if (isAll || isCommuneName(table, words, run, coded)) {
      last = named;
      isAlone = isAll;
    }
    // A street named after a commune says nothing, nor do the words of its name.
    open = start;
  }
  return { mentioned, last: last ?? new Map(), isAlone };
}

/** Words from one place up to another, without it, that are a name. */
interface Run {
  readonly start: number;
  readonly end: number;
  readonly named: ReadonlyMap<number, NameEvidence>;
}

/** Those that end last first, of them the longest first. */
function runsOf(table: CommuneTable, words: readonly string[]): Run[] {
  const runs: Run[] = [];
  for (let end = words.length; end > 0; end--) {
    for (let start = Math.max(0, end - table.mostWords); start < end; start++) {
      const named = placesNamed(table, words.slice(start, end).join(" "));
      if (named.size > 0) runs.push({ start, end, named });
    }
  }
  return runs;
}

function placesNamed(table: CommuneTable, phrase: string): Map<number, NameEvidence> {
  const named = new Map<number, NameEvidence>();
  for (const place of table.withName(phrase)) {
    named.set(place, table.names[place][0] === phrase ? "exact" : "variant");
  }
  return named;
}

/** Is it likely that words amid others are the name of a commune? */
function isCommuneName(
  table: CommuneTable,
  words: readonly string[],
  { start, end, named }: Run,
  coded: ReadonlyMap<number, unknown>,
): boolean {
  if (followsStreet(words, start)) return false;
  if (beginsAsStreet(words, start)) return [...named.keys()].some((place) => coded.has(place));
  if (end - start > 1) return true;
  if (isFiller(words[start])) return false;
  // A single word that is a name only without its article is mostly a part of a street's: `rue Louis Blanc`.
  return [...named.keys()].some((place) => {
    const [own] = table.names[place];
    return own === words[start] || withoutArticles(own) !== words[start];
  });
}

/** What the last words say for one place, where they are not its name: as far as they have been typed. */
export function unfinishedName(table: CommuneTable, place: number, words: readonly string[]): NameEvidence {
  let best: NameEvidence = "none";
  for (let start = Math.max(0, words.length - table.mostWords); start < words.length; start++) {
    if (isFiller(words[start])) continue;
    const phrase = words.slice(start).join(" ");
    for (const name of table.names[place]) {
      if (name.startsWith(phrase)) return "beginning";
      if (name.includes(` ${phrase}`)) best = "word";
    }
  }
  return best;
}

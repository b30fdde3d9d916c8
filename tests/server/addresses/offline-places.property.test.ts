import { expect, test } from "vitest";

import type { Commune } from "../../../isochrones/model/territory.ts";
import {
  beginsAsStreet,
  followsStreet,
  isCodeOf,
  isFiller,
  readAddressQuery,
  withoutArticles,
} from "../../../server/addresses/address-query.ts";
import { namesOf } from "../../../server/addresses/commune-names.ts";
import { plainName } from "../../../server/names/plain-name.ts";
import { type CodeEvidence, type NameEvidence, scoreOf } from "../../../server/addresses/score.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";
import { type Random, seededRandom } from "../../helpers/seeded-random.ts";
import { placesOf } from "./all-communes.ts";

const WORDS = ["saint", "aix", "aixe", "rue", "la", "le", "de", "mairie", "denis", "2A", "12"];

function randomWorld(random: Random): { communes: Commune[]; postcode: () => string; name: () => string } {
  const postcode = (): string => random.pick(["20000", "20001", "12000", "12001"]);
  const name = (): string => Array.from({ length: random.int(1, 3) }, () => random.pick(WORDS)).join(" ");
  const communes = Array.from({ length: random.int(1, 30) }, (_, i) => {
    const departementCode = random.pick(["2A", "2B", "12"]);
    return miniCommune(`${departementCode}${String(i).padStart(3, "0")}`, {
      name: name(),
      departementCode,
      legalPopulation: 1 + random.int(0, 5),
      postcodes: Array.from({ length: random.int(0, 2) }, postcode),
    });
  });
  return { communes, postcode, name };
}

interface Run {
  readonly start: number;
  readonly end: number;
}

/** Every commune looked at by itself, every run of words compared with every name. */
class SlowPlaces {
  readonly #communes: readonly Commune[];

  constructor(communes: readonly Commune[]) {
    this.#communes = communes;
  }

  find(text: string): { code: string; score: number }[] {
    const { words, codes } = readAddressQuery(text);
    const number = words.length > 1 ? words.at(-1)!.toUpperCase() : "";
    const departement = this.#communes.some(({ departementCode }) => departementCode === number)
      ? number
      : null;
    const filled = words.length - (departement === null ? 0 : 1);
    const agreeing = this.#communes.filter((commune) => codes.some((code) => isOf(code, commune)));
    const last = this.#lastRun(words, filled, agreeing);
    const phrase = this.#unfinishedPhrase(words.slice(0, filled));
    return this.#communes
      .map((commune) => {
        const isPostcode = (one: string): boolean =>
          this.#communes.some(({ postcodes }) => postcodes.includes(one));
        const code = codeEvidence(commune, codes, agreeing.length === 1 && last === null, isPostcode);
        const scores = [0];
        const add = (name: NameEvidence, isAlone: boolean): void => {
          if (codes.length > 0) return void scores.push(scoreOf(name, code));
          const score = scoreOf(name, isAlone ? "alone" : "amid");
          scores.push(score > 0 && commune.departementCode === departement ? score + 0.05 : score);
        };
        if (agreeing.includes(commune)) for (const name of nameEvidence(commune, words)) add(name, false);
        if (last !== null) {
          const run = words.slice(last.start, last.end).join(" ");
          if (namesOf(commune.name).includes(run)) {
            add(run === namesOf(commune.name)[0] ? "exact" : "variant", standsAlone(words, last, filled));
          }
        }
        if (phrase !== null) add(unfinished(commune, phrase), true);
        return { commune, code: commune.code, score: Math.max(...scores) };
      })
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || b.commune.legalPopulation - a.commune.legalPopulation)
      .map(({ code, score }) => ({ code, score }));
  }

  #isNamed(phrase: string): boolean {
    return this.#communes.some(({ name }) => namesOf(name).includes(phrase));
  }

  #lastRun(words: readonly string[], filled: number, agreeing: readonly Commune[]): Run | null {
    let open = words.length;
    while (open > 0) {
      const run = runsEndingBy(words, open).find(({ start, end }) =>
        this.#isNamed(words.slice(start, end).join(" ")),
      );
      if (run === undefined) return null;
      if (standsAlone(words, run, filled) || this.#isLikely(words, run, agreeing)) return run;
      open = run.start;
    }
    return null;
  }

  #isLikely(words: readonly string[], { start, end }: Run, agreeing: readonly Commune[]): boolean {
    const phrase = words.slice(start, end).join(" ");
    const called = this.#communes.filter(({ name }) => namesOf(name).includes(phrase));
    if (followsStreet(words, start)) return false;
    if (beginsAsStreet(words, start)) return called.some((commune) => agreeing.includes(commune));
    if (end - start > 1) return true;
    return !isFiller(phrase) && called.some(({ name }) => isOwnWord(plainName(name), phrase));
  }

  #unfinishedPhrase(words: readonly string[]): string | null {
    for (let start = 0; start < words.length; start++) {
      const phrase = words.slice(start).join(" ");
      if (this.#communes.some((commune) => unfinished(commune, phrase) !== "none")) return phrase;
      if (!isFiller(words[start])) return null;
    }
    return null;
  }
}

/** Is a word what a commune is called for another reason than that its article is missing? */
function isOwnWord(name: string, word: string): boolean {
  return name === word || withoutArticles(name) !== word;
}

/** Those that end last first, of them the longest first. */
function runsEndingBy(words: readonly string[], open: number): Run[] {
  const runs: Run[] = [];
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= open; end++) runs.push({ start, end });
  }
  return runs.sort((a, b) => b.end - a.end || a.start - b.start);
}

function standsAlone(words: readonly string[], { start, end }: Run, filled: number): boolean {
  return words.every((word, i) => (i >= start && i < end) || i >= filled || isFiller(word));
}

function isOf(code: string, commune: Commune): boolean {
  return commune.code === code || commune.postcodes.includes(code);
}

function codeEvidence(
  commune: Commune,
  codes: readonly string[],
  isOnly: boolean,
  isPostcode: (code: string) => boolean,
): CodeEvidence {
  if (codes.some((code) => isOf(code, commune))) {
    if (isOnly) return "only";
    const isOwn = (code: string): boolean =>
      commune.postcodes.includes(code) || (commune.code === code && !isPostcode(code));
    return codes.some(isOwn) ? "own" : "doubtful";
  }
  return codes.some((code) => isCodeOf(code, commune.departementCode)) ? "departement" : "elsewhere";
}

function unfinished({ name }: Commune, phrase: string): NameEvidence {
  if (namesOf(name).some((one) => one.startsWith(phrase))) return "beginning";
  return namesOf(name).some((one) => one.includes(` ${phrase}`)) ? "word" : "none";
}

/** All that its code makes worth something: its name anywhere, as much of it as the text ends with. */
function nameEvidence({ name, ...commune }: Commune, words: readonly string[]): NameEvidence[] {
  const runs = runsEndingBy(words, words.length).map(({ start, end }) => words.slice(start, end).join(" "));
  const isMentioned = namesOf(name).some((one) => runs.includes(one));
  const ends = words.map((word, i) => (isFiller(word) ? "" : words.slice(i).join(" ")));
  const evidence = ends.filter((end) => end !== "").map((end) => unfinished({ name, ...commune }, end));
  return isMentioned ? ["none", "mentioned", ...evidence] : ["none", ...evidence];
}

test.each(Array.from({ length: 60 }, (_, seed) => seed))("agrees with a slow reading, seed %i", (seed) => {
  const random = seededRandom(seed);
  const { communes, postcode, name } = randomWorld(random);
  const places = placesOf(communes);
  const slow = new SlowPlaces(communes);
  for (let i = 0; i < 60; i++) {
    const words = Array.from({ length: random.int(0, 6) }, () => {
      if (random.chance(0.1)) return ",";
      if (random.chance(0.15)) return postcode();
      if (random.chance(0.1)) return random.pick(communes).code;
      return random.chance(0.5) ? random.pick(communes).name : name();
    });
    const text = words.join(" ").slice(0, random.chance(0.3) ? -1 : undefined);
    const expected = slow.find(text);
    const limit = random.int(1, 6);
    const found = places.find(text, limit).map(({ communeCode, score }) => ({ code: communeCode, score }));
    const about = `« ${text} » in ${communes.map(({ code, name: own }) => `${code} ${own}`).join(", ")}`;
    expect(found, about).toEqual(expected.slice(0, limit));
  }
});

import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { AddressMatch } from "../schemas/answers.ts";
import { isCodeOf, isFiller, readAddressQuery } from "./address-query.ts";
import type { AddressQuery } from "./address-query.ts";
import { CommuneTable } from "./commune-table.ts";
import { readNames, unfinishedName } from "./read-names.ts";
import type { ReadNames } from "./read-names.ts";
import { scoreOf } from "./score.ts";
import type { CodeEvidence, NameEvidence } from "./score.ts";

/** What a département's number after a name adds: `Saint-Denis 93`. */
const DEPARTEMENT_BONUS = 0.05;

/** An address, read with the communes in view. */
interface Reading extends AddressQuery {
  readonly names: ReadNames;
  /** Places that one of the codes is of. */
  readonly coded: ReadonlyMap<number, CodeEvidence>;
  /** The département whose number is the last word, null where it is none. */
  readonly departement: string | null;
}

/**
 * Finds the commune of an address in the communes of a dataset, without the network. Built once a dataset; a question
 * costs what matches it, well under a millisecond for most.
 */
export class OfflinePlaces {
  readonly #table: CommuneTable;

  constructor(dataset: Pick<Dataset, "cells" | "communes" | "communeShapes" | "communeOutlines">) {
    this.#table = new CommuneTable(dataset);
  }

  /** A commune by its INSEE code of today; null where the dataset does not have it, or no point of it. */
  byInseeCode(code: string): AddressMatch | null {
    const place = this.#table.withInseeCode(code.trim().toUpperCase());
    return place === undefined ? null : this.#match(place, 1);
  }

  /** Is a text nothing but postcodes and INSEE codes of these communes? */
  isKnownCode(text: string): boolean {
    const { words, codes } = readAddressQuery(text);
    const isKnown = (code: string): boolean =>
      this.#table.withInseeCode(code) !== undefined || this.#table.withPostcode(code).length > 0;
    return words.length === 0 && codes.length > 0 && codes.every(isKnown);
  }

  /**
   * Communes that a text may mean, by score (`scoreOf`), then people. Streets and numbers are passed over: the answer
   * says that it is as precise as a commune. A street alone finds nothing.
   *
   * @param limit at most so many, 1 or more
   */
  find(text: string, limit: number): AddressMatch[] {
    const reading = this.#read(readAddressQuery(text));
    const scores = new Map<number, number>();
    const consider = (place: number, name: NameEvidence, isAlone: boolean): void => {
      const score = this.#score(place, name, isAlone, reading);
      if (score > (scores.get(place) ?? 0)) scores.set(place, score);
    };
    for (const place of reading.coded.keys()) {
      consider(place, unfinishedName(this.#table, place, reading.words), false);
      if (reading.names.mentioned.has(place)) consider(place, "mentioned", false);
    }
    for (const [place, name] of reading.names.last) consider(place, name, reading.names.isAlone);
    this.#considerUnfinished(reading, limit, consider);
    return [...scores]
      .sort(([a, scoreA], [b, scoreB]) => scoreB - scoreA || a - b)
      .slice(0, limit)
      .map(([place, score]) => this.#match(place, score));
  }

  #read({ words, codes }: AddressQuery): Reading {
    const number = words.length > 1 ? words[words.length - 1].toUpperCase() : "";
    const departement = this.#table.departements.has(number) ? number : null;
    const coded = this.#placesWith(codes);
    const names = readNames(this.#table, words, words.length - (departement === null ? 0 : 1), coded);
    // Where a commune is named, the code may be a mistake.
    if (coded.size === 1 && names.last.size === 0) {
      for (const place of coded.keys()) coded.set(place, "only");
    }
    return { words, codes, names, departement, coded };
  }

  #placesWith(codes: readonly string[]): Map<number, CodeEvidence> {
    const coded = new Map<number, CodeEvidence>();
    for (const code of codes) {
      const postcodePlaces = this.#table.withPostcode(code);
      const inseePlace = this.#table.withInseeCode(code);
      if (inseePlace !== undefined && coded.get(inseePlace) !== "own") {
        coded.set(inseePlace, postcodePlaces.length > 0 ? "doubtful" : "own");
      }
      for (const place of postcodePlaces) coded.set(place, "own");
    }
    return coded;
  }

  #score(place: number, name: NameEvidence, isAlone: boolean, reading: Reading): number {
    const { departementCode } = this.#table.places[place].commune;
    const { codes, coded, departement } = reading;
    if (codes.length === 0) {
      const score = scoreOf(name, isAlone ? "alone" : "amid");
      return score > 0 && departement === departementCode ? score + DEPARTEMENT_BONUS : score;
    }
    const isNear = codes.some((code) => isCodeOf(code, departementCode));
    return scoreOf(name, coded.get(place) ?? (isNear ? "departement" : "elsewhere"));
  }

  /** Names of which the text may be the beginning, where it is nothing else. */
  #considerUnfinished(
    { words, departement, codes }: Reading,
    limit: number,
    consider: (place: number, name: NameEvidence, isAlone: boolean) => void,
  ): void {
    const end = words.length - (departement === null ? 0 : 1);
    for (let start = 0; start < end; start++) {
      const { beginning, word } = this.#table.startedBy(words.slice(start, end).join(" "));
      // Without a code all of a list are worth the same, and its first are the best.
      const enough = departement === null && codes.length === 0 ? limit : Infinity;
      for (const place of firstDistinct(beginning, enough)) consider(place, "beginning", true);
      for (const place of firstDistinct(word, enough)) consider(place, "word", true);
      if (beginning.length + word.length > 0 || !isFiller(words[start])) return;
    }
  }

  #match(place: number, score: number): AddressMatch {
    const { commune, lon, lat } = this.#table.places[place];
    return {
      label: `${commune.name} (${commune.departementCode})`,
      score,
      precision: "commune",
      source: "communes",
      communeCode: commune.code,
      lon,
      lat,
    };
  }
}

/** The first different numbers of a list, at most so many. */
function firstDistinct(list: readonly number[], count: number): Set<number> {
  const distinct = new Set<number>();
  for (const value of list) {
    if (distinct.size >= count) break;
    distinct.add(value);
  }
  return distinct;
}

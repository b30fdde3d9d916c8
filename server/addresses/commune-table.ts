import type { Dataset } from "../../isochrones/model/dataset.ts";
import { communePlaces } from "../../isochrones/accessibility/commune-places.ts";
import type { CommunePlace } from "../../isochrones/accessibility/commune-places.ts";
import { NameIndex } from "../names/name-index.ts";
import { namesOf } from "./commune-names.ts";

/** The communes of a dataset that have a point, by all that an address may call them. */
export class CommuneTable {
  /** Most people first, which is the order of equally good answers; known by their index. */
  readonly places: readonly CommunePlace[];
  /** Plain names of each place, its own first. */
  readonly names: readonly (readonly string[])[];
  readonly departements: ReadonlySet<string>;
  /** Words of the longest name. */
  readonly mostWords: number;
  readonly #nameIndex: NameIndex;
  /** The place of each name of the index. */
  readonly #namedPlaces: Uint32Array;
  readonly #byName = new Map<string, number[]>();
  readonly #byInseeCode = new Map<string, number>();
  readonly #byPostcode = new Map<string, number[]>();

  /** O(cells + words of names × log words). */
  constructor(dataset: Pick<Dataset, "cells" | "communes" | "communeShapes" | "communeOutlines">) {
    this.places = communePlaces(dataset);
    this.names = this.places.map(({ commune }) => namesOf(commune.name));
    this.departements = new Set(this.places.map(({ commune }) => commune.departementCode));
    const names = this.names.flat();
    this.mostWords = names.reduce((most, name) => Math.max(most, name.split(" ").length), 0);
    this.#nameIndex = new NameIndex(names);
    this.#namedPlaces = Uint32Array.from(this.names.flatMap((own, place) => own.map(() => place)));
    for (const [place, { commune }] of this.places.entries()) {
      this.#byInseeCode.set(commune.code, place);
      for (const postcode of new Set(commune.postcodes)) addTo(this.#byPostcode, postcode, place);
      for (const name of this.names[place]) addTo(this.#byName, name, place);
    }
  }

  withName(name: string): readonly number[] {
    return this.#byName.get(name) ?? [];
  }

  withPostcode(postcode: string): readonly number[] {
    return this.#byPostcode.get(postcode) ?? [];
  }

  withInseeCode(code: string): number | undefined {
    return this.#byInseeCode.get(code);
  }

  /**
   * Places with a name that a phrase begins, then those with a later word that it does; each list most people first, a
   * place as often as it has such names.
   */
  startedBy(phrase: string): { readonly beginning: number[]; readonly word: number[] } {
    const { exact, beginning, word } = this.#nameIndex.find(phrase);
    const placesOf = (names: Uint32Array): number[] => Array.from(names, (name) => this.#namedPlaces[name]);
    return {
      beginning: placesOf(Uint32Array.from([...exact, ...beginning]).sort()),
      word: placesOf(word),
    };
  }
}

function addTo(lists: Map<string, number[]>, key: string, place: number): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [place]);
  else list.push(place);
}

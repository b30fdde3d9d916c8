import { expect, test } from "vitest";

import { NameIndex } from "../../../server/names/name-index.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";

function matchesOf(index: NameIndex, phrase: string): Record<string, number[]> {
  const { exact, beginning, word } = index.find(phrase);
  return {
    exact: [...exact],
    beginning: [...beginning],
    word: [...word],
    inside: index.findInside(phrase),
  };
}

test("finds a name by itself, its beginning, a word, and a part of one", () => {
  const index = new NameIndex(["corte", "la corte", "cortevieille", "ucorte", "corte a corte"]);
  expect(matchesOf(index, "corte")).toEqual({ exact: [0], beginning: [2, 4], word: [1], inside: [3] });
});

test("finds nothing among no names", () => {
  expect(matchesOf(new NameIndex([]), "a")).toEqual({ exact: [], beginning: [], word: [], inside: [] });
});

/** By the words of `find` and `findInside`, name by name. */
function scan(names: readonly string[], phrase: string): Record<string, number[]> {
  const lists: Record<string, number[]> = { exact: [], beginning: [], word: [], inside: [] };
  for (const [i, name] of names.entries()) {
    if (name === phrase) lists["exact"].push(i);
    else if (name.startsWith(phrase)) lists["beginning"].push(i);
    else if (name.includes(` ${phrase}`)) lists["word"].push(i);
    else if (name.includes(phrase)) lists["inside"].push(i);
  }
  return lists;
}

test.each(Array.from({ length: 40 }, (_, seed) => seed))(
  "agrees with a scan of all names, seed %i",
  (seed) => {
    const random = seededRandom(seed);
    // Few letters make many names that begin alike, repeat, and hold each other.
    const word = (): string =>
      Array.from({ length: random.int(1, 3) }, () => random.pick(["a", "b", "e"])).join("");
    const name = (): string => Array.from({ length: random.int(1, 4) }, word).join(" ");
    const names = Array.from({ length: random.int(1, 60) }, name);
    const index = new NameIndex(names);
    for (let i = 0; i < 60; i++) {
      const phrase = random.chance(0.5) ? name() : random.pick(names).slice(random.int(0, 1));
      if (phrase.trim() !== phrase || phrase === "") continue;
      expect(matchesOf(index, phrase), `« ${phrase} » in ${names.join(", ")}`).toEqual(scan(names, phrase));
    }
  },
);

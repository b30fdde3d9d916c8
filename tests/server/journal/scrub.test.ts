import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { scrubbed } from "../../../server/journal/scrub.ts";

describe("a text for the log", () => {
  test.each([
    [
      "a password of an address",
      "connect postgres://trente:p@ss/w?rd@db.test/x failed",
      "connect postgres://…@db.test/x failed",
    ],
    ["a query", "GET https://geo.test/search?q=rue&lat=1 is 500", "GET https://geo.test/search?… is 500"],
    ["the query of a path", "no /proche?lat=1&lon=2", "no /proche?…"],
    ["a token", "authorization: Bearer abc.def", "authorization: Bearer …"],
    ["credentials", "Basic dXNlcjpw failed", "Basic … failed"],
    ["an e-mail address", "to a.b+c@mairie.exemple.fr now", "to …@… now"],
    ["coordinates", "from 2.352222,48.856613 to -1.5536", "from #,# to #"],
  ])("is without %s", (_, text, expected) => {
    expect(scrubbed(text)).toBe(expected);
  });

  test.each([
    ["Pays d’essai : http://127.0.0.1:8030"],
    ["the dataset in service stays: /donnees/jeu/manifest.json: got version 3, expected 2"],
    ["done in 12.5 s, is it?"],
  ])("stays as it is: %s", (text) => {
    expect(scrubbed(text)).toBe(text);
  });

  test("is without any value of the request, wherever it stands", () => {
    const word = fc.string({ minLength: 3, maxLength: 20 }).filter((text) => !text.includes("…"));
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 4 }),
        word,
        fc.string(),
        fc.string(),
        (others, value, before, after) => {
          const text = scrubbed(`${before}${value}${after}`, [value, ...others]);
          expect(text.includes(value)).toBe(false);
        },
      ),
      { seed: 8030 },
    );
  });
});

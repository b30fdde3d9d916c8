import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { folded, LINE_LETTERS, shortened, table } from "../../../scripts/cli/layout.ts";

describe("a table", () => {
  test("puts text to the left and numbers to the right", () => {
    const rows = [
      ["nom", "nombre", "lieu"],
      ["é", "1", "ici"],
      ["abcd", "12 345 678", "là"],
    ];
    expect(table(rows, [0, 2]).split("\n")).toEqual([
      "nom       nombre  lieu",
      "é              1  ici",
      "abcd  12 345 678  là",
    ]);
  });

  test("shortens the widest texts until a line fits, and no number", () => {
    const row = ["a".repeat(90), "1234567890", "b".repeat(60)];
    const [line] = table([row], [0, 2]).split("\n");
    const [first, number, last] = line.split(/ {2,}/u);
    expect(line).toHaveLength(LINE_LETTERS);
    expect(number).toBe("1234567890");
    // 100 less ten digits and two gutters of two leave 43 letters to each.
    expect([first, last]).toEqual([`${"a".repeat(42)}…`, `${"b".repeat(42)}…`]);
  });

  test("counts an accent that is a character of its own with its letter", () => {
    const decomposed = "Évisa".normalize("NFD");
    expect(
      table([
        [decomposed, "1"],
        ["Évisa", "2"],
      ]),
    ).toBe(`${decomposed}  1\nÉvisa  2`);
  });
});

describe("shortened", () => {
  test("keeps what fits and marks what goes on, within the letters given", () => {
    expect(shortened("abc", 3)).toBe("abc");
    expect(shortened("abcd", 3)).toBe("ab…");
    expect(shortened("ab cd", 4)).toBe("ab…");
  });
});

describe("folded", () => {
  test("keeps all words in order, in lines that fit, with the indent", () => {
    const words = fc.array(fc.stringMatching(/^[a-zé]{1,20}$/u), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(words, (all) => {
        const lines = folded(`  ${all.join(" ")}`, "    ").split("\n");
        expect(lines.every((line) => line.length <= LINE_LETTERS)).toBe(true);
        expect(lines[0].startsWith("  ")).toBe(true);
        expect(lines.slice(1).every((line) => /^ {4}\S/u.test(line))).toBe(true);
        expect(lines.join(" ").trim().split(/ +/u)).toEqual(all);
      }),
    );
  });
});

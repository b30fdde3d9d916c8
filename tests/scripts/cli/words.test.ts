import { describe, expect, test } from "vitest";

import { inOneLine, systemErrorText } from "../../../scripts/cli/error-text.ts";
import { count, countOf, megabytes, minutes, percent } from "../../../scripts/cli/french.ts";
import { nearestWord } from "../../../scripts/cli/nearest-word.ts";

describe("the word that was meant", () => {
  const known = ["demo", "build", "coverage", "gaps"];

  test.each([
    ["covrage", "coverage"],
    ["coverages", "coverage"],
    ["GAPS", "gaps"],
    ["gpas", "gaps"],
    ["biuld", "build"],
    ["dem", "demo"],
  ])("%s is %s", (typed, meant) => {
    expect(nearestWord(typed, known)).toBe(meant);
  });

  test.each(["", "zz", "couverture", "demonstrate"])("%s is none of them", (typed) => {
    expect(nearestWord(typed, known)).toBeNull();
  });
});

describe("numbers in French", () => {
  test("have a comma, plain spaces and a unit", () => {
    expect(count(1_234_567.4)).toBe("1 234 567");
    expect(minutes(12.34)).toBe("12,3 min");
    expect(minutes(null)).toBe("–");
    expect(percent(0.98225)).toBe("98,225 %");
    expect(megabytes(1_538_235)).toBe("1,5 Mo");
  });

  test("count zero as one", () => {
    expect([0, 1, 2].map((value) => countOf(value, "zone", "zones"))).toEqual([
      "0 zone",
      "1 zone",
      "2 zones",
    ]);
  });
});

describe("the text of an error", () => {
  test("is one line, whatever the names in it hold", () => {
    expect(inOneLine("a.csv:1:\r\n  got \u001b[31mred\u2028\tend\n")).toBe("a.csv:1: got [31mred end");
  });

  test("of the system names the place, the reason and the call", () => {
    const error = Object.assign(new Error("ENOSPC: no space left"), {
      code: "ENOSPC",
      syscall: "write",
      path: "/d/f",
    });
    expect(systemErrorText(error)).toBe("/d/f: the disk is full (ENOSPC, write)");
    const rare = Object.assign(new Error("EXYZ: odd"), { code: "EXYZ", syscall: "read" });
    expect(systemErrorText(rare)).toBe("output: EXYZ: odd");
  });

  test("of a programmer is left to its trace", () => {
    expect(systemErrorText(new TypeError("x is not a function"))).toBeNull();
  });
});

import { expect, test } from "vitest";

import { findCycles } from "../../../scripts/imports/find-cycles.ts";

/** `a>b` for each import. */
function cyclesOf(...links: string[]): string[] {
  const imports = new Map<string, string[]>();
  for (const link of links) {
    const [from = "", to = ""] = link.split(">");
    imports.set(from, [...(imports.get(from) ?? []), to]);
  }
  return findCycles(imports).map((cycle) => cycle.join(">"));
}

test("a file imported twice from one side is no circle", () => {
  expect(cyclesOf("a>b", "a>c", "b>d", "c>d")).toEqual([]);
});

test("a circle shows as a path that ends where it began, without the way that led to it", () => {
  expect(cyclesOf("a>b", "b>c", "c>b")).toEqual(["b>c>b"]);
});

test("a file that imports itself is a circle", () => {
  expect(cyclesOf("a>a")).toEqual(["a>a"]);
});

test("two separate circles show as two", () => {
  expect(cyclesOf("a>b", "b>a", "c>d", "d>c")).toEqual(["a>b>a", "c>d>c"]);
});

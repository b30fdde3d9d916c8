import { describe, expect, test } from "vitest";

import { bearOneName, isNews } from "../../../../isochrones/graph/intersections/road-names.ts";
import type { RoadName } from "../../../../isochrones/model/network.ts";

/** `Rue des Lilas (D 4)`: a name, a number in brackets, either, or nothing. */
function parse(text: string): RoadName {
  const found = /^([^(]*?) ?(?:\((.*)\))?$/.exec(text);
  return { name: found?.[1] ?? "", ref: found?.[2] ?? "" };
}

const news = (from: string, to: string): boolean => isNews(parse(from), parse(to));
const one = (a: string, b: string): boolean => bearOneName(parse(a), parse(b));

describe("the name of a road is no news", () => {
  test.each([
    ["the same", "Rue Haute (D 4)", "Rue Haute (D 4)"],
    ["none after none", "", ""],
    ["one that goes on longer", "Rue Haute", "Rue Haute Prolongée"],
    ["one that is the beginning of the other", "Rue Haute Prolongée", "Rue Haute"],
    ["the same with a number more", "Rue Haute", "Rue Haute (D 4)"],
    ["the same with a number less", "Rue Haute (D 4)", "Rue Haute"],
    ["the same with another number", "Rue Haute (D 4)", "Rue Haute (D 5)"],
    ["a longer one without the number", "Rue Haute (D 4)", "Rue Haute Prolongée"],
    ["the number alone, the name lost", "Rue Haute (D 4)", "(D 4)"],
    ["the number alone, a name found", "(D 4)", "Rue Haute (D 4)"],
    ["a number that holds the other", "(D 4)", "(D 4;D 5)"],
    ["a number held by the other", "(D 4;D 5)", "(D 5)"],
    ["none after a name", "Rue Haute", ""],
  ])("%s: %s, %s", (_, from, to) => {
    expect(news(from, to)).toBe(false);
  });

  test.each([
    ["at the end", "Main Street N", "Main Street SW"],
    ["at the beginning", "North Main Street", "South Main Street"],
    ["at both ends", "West Main Street East", "South Main Street North"],
    ["at one end of one of them", "Main Street", "E Main Street"],
    ["in any letters", "Main Street WEST", "Main Street e"],
    ["whatever the numbers", "Main Street N (D 4)", "Main Street S (D 5)"],
  ])("that differs by points of the compass %s: %s, %s", (_, from, to) => {
    expect([news(from, to), news(to, from)]).toEqual([false, false]);
  });
});

test("there are sixteen words for points of the compass", () => {
  const words = "n ne e se s sw w nw north south west east nor sou we ea".split(" ");
  expect(words.filter((word) => news(`${word} Main Street`, "Main Street"))).toEqual([]);
});

describe("the name of a road is news", () => {
  test.each([
    ["any after none", "", "Rue Haute"],
    ["another one", "Rue Haute", "Rue Basse"],
    ["another one on the same number", "Rue Haute (D 4)", "Rue Basse (D 4)"],
    ["a longer one on another number", "Rue Haute (D 4)", "Rue Haute Prolongée (D 5)"],
    ["another number without names", "(D 4)", "(D 5)"],
    ["a name in place of a number", "(D 4)", "Rue Haute"],
    ["a number in place of a name", "Rue Haute", "(D 4)"],
    ["neither name nor number kept", "Rue Haute (D 4)", "(D 5)"],
    ["the word for a point of the compass in a longer word", "Main Street N", "Main Street Soho"],
    ["a word in front that is no point of the compass", "Old Main Street", "Main Street"],
    ["a point of the compass and a word more", "Main Street N", "Main Street S End"],
  ])("%s: %s, %s", (_, from, to) => {
    expect(news(from, to)).toBe(true);
  });
});

describe("two roads bear one name", () => {
  test("where neither is news after the other", () => {
    expect(one("Rue Haute", "Rue Haute Prolongée")).toBe(true);
    expect(one("Rue Haute (D 4)", "(D 4)")).toBe(true);
    expect(one("Rue Haute", "Rue Basse")).toBe(false);
  });

  test("not where one of them has none: leaving a name is no news, coming to one is", () => {
    expect([one("Rue Haute", ""), one("", "Rue Haute")]).toEqual([false, false]);
    expect([news("Rue Haute", ""), news("", "Rue Haute")]).toEqual([false, true]);
  });

  test("not where both have none, though that is no news", () => {
    expect(one("", "")).toBe(false);
  });

  test("by their numbers alone", () => {
    expect([one("(D 4)", "(D 4)"), one("(D 4)", "(D 5)")]).toEqual([true, false]);
  });
});

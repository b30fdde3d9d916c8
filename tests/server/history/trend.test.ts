import { describe, expect, test } from "vitest";

import type { DatasetFigures } from "../../../data/figures/dataset-figures.ts";
import { historyCsv } from "../../../server/history/history-csv.ts";
import { trendOf } from "../../../server/history/trend.ts";
import { makeFigures, makeTerritoryFigures } from "../../helpers/make-figures.ts";

const BASE = makeFigures();

/** The same dataset a month later, but for one thing. */
function after(fields: Partial<DatasetFigures>): DatasetFigures {
  return { ...BASE, madeAt: "2026-04-01T00:00:00.000Z", ...fields };
}

function withSource(role: "roads" | "structures" | "population" | "communes" | "codes"): DatasetFigures {
  const others = BASE.sources.filter((source) => source.role !== role);
  return after({ sources: [...others, { role, name: "Autre", vintage: "2027", sha256: "ff" }] });
}

function withDataset(fields: Partial<DatasetFigures["dataset"]>): DatasetFigures {
  return after({ dataset: { ...BASE.dataset, ...fields } });
}

describe("the trend of a territory", () => {
  test("has people, structures and shares by date, and says which dataset is in service", () => {
    const other = withDataset({ id: "b" });
    const entries = trendOf([BASE, other], "dep:2A", [20, 30], "b");
    expect(entries).toMatchObject([
      { since: BASE.madeAt, isCurrent: false, people: 40, structures: 3 },
      { since: "2026-04-01T00:00:00.000Z", isCurrent: true, dataset: { id: "b" } },
    ]);
    expect(entries[0].covered).toEqual([
      { minutes: 20, people: 20, share: 0.5 },
      { minutes: 30, people: 30, share: 0.75 },
    ]);
    expect(entries[0].sources).toEqual([
      { role: "roads", name: "OpenStreetMap", vintage: "2026-02-27" },
      { role: "structures", name: "Liste", vintage: "labels jusqu’au 2026-02-01" },
      { role: "population", name: "Grille", vintage: "2021" },
    ]);
  });

  test.each([
    ["structures", withSource("structures"), true],
    ["roads", withSource("roads"), true],
    ["population", withSource("population"), false],
    ["communes", withSource("communes"), false],
    ["communes", withSource("codes"), false],
    ["profile", withDataset({ profile: "bike" }), false],
    ["fictitious", withDataset({ fictitious: true }), false],
  ])("marks a change of %s", (change, changed, isComparable) => {
    const [first, second, third] = trendOf([BASE, changed, changed], "dep:2A", [30], "");
    expect([first.changed, first.isComparable]).toEqual([[], true]);
    expect([second.changed, second.isComparable]).toEqual([[change], isComparable]);
    expect([third.changed, third.isComparable]).toEqual([[], true]);
  });

  test("of France marks another perimeter, that of a département does not", () => {
    const more = after({
      territories: [...BASE.territories, makeTerritoryFigures({ reference: "dep:2B" })],
    });
    expect(trendOf([BASE, more], "france", [30], "")[1]).toMatchObject({
      changed: ["perimeter"],
      isComparable: false,
    });
    expect(trendOf([BASE, more], "dep:2A", [30], "")[1].changed).toEqual([]);
  });

  test("leaves out datasets without the territory or the time, and compares over them", () => {
    const [france] = BASE.territories;
    const elsewhere = after({ territories: [france], sources: [] });
    const otherTimes = after({ minutes: [15], sources: [] });
    const entries = trendOf([BASE, elsewhere, otherTimes, BASE], "dep:2A", [30], "");
    expect(entries.map(({ changed }) => changed)).toEqual([[], []]);
    expect(trendOf([BASE], "dep:99", [30], "")).toEqual([]);
  });

  test("where nobody lives has a share of nothing", () => {
    const empty = makeTerritoryFigures({ reference: "dep:2A", people: 0, covered: [0, 0] });
    expect(trendOf([after({ territories: [empty] })], "dep:2A", [20], "")[0].covered).toEqual([
      { minutes: 20, people: 0, share: 0 },
    ]);
  });

  test("as CSV has a line for each dataset and time", () => {
    const entries = trendOf([BASE, withSource("population")], "dep:2A", [20, 30], BASE.dataset.id);
    const lines = historyCsv("dep:2A", entries).split("\r\n");
    expect(lines).toHaveLength(1 + 4 + 1);
    expect(lines[0].startsWith("\uFEFFterritoire,depuis,jeu,")).toBe(true);
    expect(lines[1]).toBe(
      "dep:2A,2026-03-01T04:05:06.000Z,0123456789abcdef,Corse,non,oui,20,40,20,0.5,3,2,1,2,0,1,0,Liste (labels jusqu’au 2026-02-01),OpenStreetMap (2026-02-27),Grille (2021),,oui",
    );
    expect(lines[4]).toMatch(/,30,40,30,0\.75,.*,Autre \(2027\),population,non$/);
    const columns = lines.slice(0, 5).map((line) => line.split(",").length);
    expect(new Set(columns)).toEqual(new Set([22]));
  });
});

import { describe, expect, test } from "vitest";

import { planSiting } from "../../../data/siting/plan-siting.ts";
import type { SitingQuery } from "../../../data/siting/siting-query.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import { NO_EDGE } from "../../../isochrones/model/network.ts";
import type { Candidate, SitingReport } from "../../../isochrones/model/siting.ts";
import { gridTown } from "../../helpers/grid-town.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { servedTown } from "../../helpers/served-town.ts";

const MINUTES = 0.5;
const LIMIT = MINUTES * 600;
const PLACES = 12;

const study = createStudy(servedTown());
const random = seededRandom(11);
/** Half of them in either commune, and the last far from any road. */
const candidates: Candidate[] = Array.from({ length: PLACES }, (_, at) => ({
  id: `lieu-${at}`,
  name: `Lieu ${at}`,
  lon: 9 + random.next() * 0.09,
  lat: 42 + random.next() * 0.09,
  communeCode: at % 2 === 0 ? "2A001" : "2B002",
}));
const atSea: Candidate = { id: "mer", name: "En mer", lon: 8, lat: 41, communeCode: null };

async function plan(query: Partial<SitingQuery> = {}, threads = 0): Promise<SitingReport> {
  const common = {
    aim: { kind: "most", count: 2 },
    minutes: MINUTES,
    candidatesNote: "douze lieux",
  } as const;
  return planSiting(study, { ...common, candidates: [...candidates, atSea], ...query }, { threads });
}

function coveredWith(opened: readonly Candidate[], members = study.cellsOf("france")): number {
  const { deciseconds } = study.cellTimesAfter({ opened });
  const { people } = study.dataset.cells ?? { people: [] };
  return members.reduce((sum, cell) => sum + (deciseconds[cell] <= LIMIT ? people[cell] : 0), 0);
}

const idsOf = ({ sites }: SitingReport): string[] => sites.map(({ id }) => id);
const lastOf = ({ sites, coveredBefore }: SitingReport): number => sites.at(-1)?.covered ?? coveredBefore;

describe("a plan", () => {
  test("tells what each site brings, and no other two bring more than its bound", async () => {
    const report = await plan();
    expect(report.sites).toHaveLength(2);
    const opened: Candidate[] = [];
    let before = coveredWith([]);
    expect(report.coveredBefore).toBe(before);
    for (const site of report.sites) {
      opened.push(site);
      expect(site.covered).toBe(coveredWith(opened));
      expect(site.gain).toBe(site.covered - before);
      expect(site.share).toBe(site.covered / report.population);
      before = site.covered;
    }
    let best = 0;
    for (const a of candidates) for (const b of candidates) best = Math.max(best, coveredWith([a, b]));
    expect(report.bound).toBeGreaterThanOrEqual(best);
    expect(lastOf(await plan({ exactSeconds: 20 }))).toBe(best);
    expect(report.candidates).toMatchObject({ given: PLACES + 1, withoutRoad: 1 });
    expect(report.assumptions.join(" ")).toContain("douze lieux");
    expect(report.provenance.parameters).toMatchObject({ count: 2, minutes: MINUTES, weight: "people" });
  });

  test("is the same on threads", async () => {
    expect(await plan({ exactSeconds: 20 }, 2)).toEqual(await plan({ exactSeconds: 20 }));
  });

  test("on top of a scenario counts what is moved and opened there, not where it was", async () => {
    const { structures } = study.dataset;
    const [place, to] = candidates;
    const edits = [
      { kind: "open", lon: place.lon, lat: place.lat, name: null },
      { kind: "close", id: structures[1].id },
      { kind: "move", id: structures[2].id, lon: to.lon, lat: to.lat },
    ] as const;
    const selection = { edits };
    const coveredBeside = (opened: readonly Candidate[]): number => {
      const { deciseconds } = study.cellTimesAfter({ opened }, selection);
      const { people } = study.dataset.cells ?? { people: [] };
      return study
        .cellsOf("france")
        .reduce((sum, cell) => sum + (deciseconds[cell] <= LIMIT ? people[cell] : 0), 0);
    };
    const report = await plan({ selection, exactSeconds: 20 });
    expect(report.coveredBefore).toBe(coveredBeside([]));
    let best = 0;
    for (const a of candidates) for (const b of candidates) best = Math.max(best, coveredBeside([a, b]));
    expect(lastOf(report)).toBe(best);
    expect(report).toMatchObject({ isProven: true, bound: best });
    expect(idsOf(report)).not.toContain(place.id);
    expect(report.candidates.leftOut).toEqual([{ id: "mer", name: "En mer" }]);
  });

  test("of sites of limited capacity says whom each serves, and no choice serves more than its bound", async () => {
    const free = await plan();
    const brought = lastOf(free) - free.coveredBefore;
    const capacity = brought / 4;
    const [greedy, exact] = [await plan({ capacity }), await plan({ capacity, exactSeconds: 20 })];
    const servedOf = ({ sites }: SitingReport): number =>
      sites.reduce((sum, { served }) => sum + (served ?? 0), 0);
    for (const report of [greedy, exact]) {
      expect(report).toMatchObject({ capacity });
      for (const { served } of report.sites) expect(served).toBeLessThanOrEqual(capacity * (1 + 1e-9));
      // Coverage is that of all times anew, with or without a capacity.
      expect(lastOf(report)).toBe(coveredWith(report.sites));
      expect(servedOf(report)).toBeLessThanOrEqual((report.bound ?? 0) - report.coveredBefore + 1e-6);
      expect(report.assumptions.join(" ")).toContain("Chaque nouveau site sert");
    }
    // Two sites that can be filled are filled.
    expect(servedOf(exact)).toBeCloseTo(2 * capacity, 6);
    expect(exact).toMatchObject({ isProven: true, gap: 0 });
    const wide = await plan({ capacity: 1e9, exactSeconds: 20 });
    const best = await plan({ exactSeconds: 20 });
    expect(lastOf(wide)).toBe(lastOf(best));
    expect(servedOf(wide)).toBeCloseTo(lastOf(best) - best.coveredBefore, 6);
    expect(best.sites.every(({ served }) => served === null)).toBe(true);
  });

  test("of part of the dataset counts its people", async () => {
    const report = await plan({ territory: "dep:2A" });
    expect(report.coveredBefore).toBe(coveredWith([], study.cellsOf("dep:2A")));
    expect(lastOf(report)).toBe(coveredWith(report.sites, study.cellsOf("dep:2A")));
  });

  test("counts what it is told to count", async () => {
    const { dataset } = study;
    const { cells } = dataset;
    if (cells === null) throw new Error("got a town without people");
    const elders = Float32Array.from(cells.people, (people, cell) => (cell % 3 === 0 ? people / 2 : 0));
    const town = createStudy({ ...dataset, cells: { ...cells, weights: { age65plus: elders } } });
    const query = {
      aim: { kind: "most", count: 2 },
      minutes: MINUTES,
      candidates,
      candidatesNote: "",
    } as const;
    const report = await planSiting(town, { ...query, weight: "age65plus" }, { threads: 0 });
    const { deciseconds } = town.cellTimesAfter({ opened: report.sites });
    const all = elders.reduce((sum, elder) => sum + elder, 0);
    expect(report.population).toBeCloseTo(all, 6);
    expect(lastOf(report)).toBeCloseTo(
      elders.reduce((sum, elder, cell) => sum + (deciseconds[cell] <= LIMIT ? elder : 0), 0),
      6,
    );
    expect(report.provenance.parameters).toMatchObject({ weight: "age65plus" });
  });

  test("opens what is imposed, and leaves what is forbidden", async () => {
    const free = await plan();
    const [first] = idsOf(free);
    const without = await plan({ forbidden: [first] });
    expect(idsOf(without)).not.toContain(first);
    const useless = candidates.map(({ id }) => id).find((id) => !idsOf(free).includes(id)) ?? "";
    const imposed = await plan({ forced: [useless] });
    expect(imposed.sites[0]).toMatchObject({ id: useless, isForced: true, rank: 1 });
    expect(imposed.sites[1]?.isForced).toBe(false);
  });

  test("has so many sites in each territory with a floor", async () => {
    const floors = [{ territory: "dep:2B", least: 2 }];
    const report = await plan({ floors });
    expect(report.sites.map(({ communeCode }) => communeCode)).toEqual(["2B002", "2B002"]);
    expect(report.bound).toBeGreaterThanOrEqual(lastOf(report));
  });

  test("of the fewest sites covers the share that was asked for", async () => {
    const all = await plan({ aim: { kind: "most", count: PLACES } });
    const most = lastOf(all) / all.population;
    const half = (all.coveredBefore / all.population + most) / 2;
    for (const exactSeconds of [null, 20]) {
      const report = await plan({ aim: { kind: "fewest", share: half }, exactSeconds });
      expect(lastOf(report) / report.population).toBeGreaterThanOrEqual(half);
      expect(report.target).toMatchObject({ share: half, isReached: true });
      expect(report.target?.leastCount).toBeLessThanOrEqual(report.sites.length);
    }
    expect((await plan({ aim: { kind: "fewest", share: 1 } })).target?.isReached).toBe(false);
    const nothing = await plan({ aim: { kind: "fewest", share: all.coveredBefore / all.population / 2 } });
    expect(nothing.sites).toEqual([]);
  });

  test("for the least mean time shortens it as no other two places do, within its bound", async () => {
    const report = await plan({ aim: { kind: "mean", count: 2 } });
    const meanWith = (opened: readonly Candidate[]): number => {
      const { deciseconds } = study.cellTimesAfter({ opened });
      const { cells, cellSnaps } = study.dataset;
      let [people, time] = [0, 0];
      for (const cell of study.cellsOf("france")) {
        if (cellSnaps?.edges[cell] === NO_EDGE) continue;
        people += cells?.people[cell] ?? 0;
        time += (cells?.people[cell] ?? 0) * Math.min(deciseconds[cell], 60 * 600);
      }
      return time / people / 600;
    };
    expect(report.meanMinutesBefore).toBeCloseTo(meanWith([]), 9);
    expect(report.sites.at(-1)?.meanMinutes).toBeCloseTo(meanWith(report.sites), 9);
    let least = Infinity;
    for (const a of candidates) for (const b of candidates) least = Math.min(least, meanWith([a, b]));
    expect(report.leastMeanMinutes).toBeLessThanOrEqual(least + 1e-9);
    expect(report.sites.at(-1)?.meanMinutes).toBeCloseTo(least, 9);
    expect(report.bound).toBeNull();
  });

  test("for the worst off shortens the longest trip that can be, first", async () => {
    const { sites, longestMinutesBefore, gap } = await plan({ aim: { kind: "worst", count: 1 } });
    const longestWith = (opened: readonly Candidate[]): number => {
      const { deciseconds } = study.cellTimesAfter({ opened });
      const linked = study
        .cellsOf("france")
        .filter((cell) => study.dataset.cellSnaps?.edges[cell] !== NO_EDGE);
      return Math.max(...Array.from(linked, (cell) => Math.min(deciseconds[cell], 60 * 600))) / 600;
    };
    expect(longestMinutesBefore).toBe(longestWith([]));
    expect(sites[0].longestMinutes).toBe(longestWith(sites));
    expect(gap).toBeNull();
  });

  test("of more sites than bring anything says so", async () => {
    const report = await plan({ aim: { kind: "most", count: 1000 } });
    expect(report.sites.length).toBeLessThanOrEqual(PLACES);
    expect(report.sites.every(({ gain }) => gain > 0)).toBe(true);
    expect(report.assumptions.join(" ")).toContain("Plus aucun candidat n’apporte rien");
    expect(report).toMatchObject({ isProven: true, gap: 0 });
  });

  test("without candidates is empty", async () => {
    expect(await plan({ candidates: [] })).toMatchObject({ sites: [], gap: 0, isProven: true });
  });
});

describe("a plan that cannot be made is refused", () => {
  const refused: [string, Partial<SitingQuery>, string][] = [
    ["an unknown candidate", { forced: ["ailleurs"] }, "candidate.unknown"],
    ["one without a road", { forced: ["mer"] }, "candidate.unknown"],
    ["one imposed and forbidden", { forced: ["lieu-1"], forbidden: ["lieu-1"] }, "siting.impossible"],
    ["more imposed than asked for", { forced: ["lieu-1", "lieu-2", "lieu-3"] }, "siting.impossible"],
    ["a floor above the number", { floors: [{ territory: "dep:2A", least: 3 }] }, "siting.impossible"],
    ["an unknown territory", { floors: [{ territory: "dep:75", least: 1 }] }, "territory.unknown"],
    [
      "floors that overlap",
      {
        floors: [
          { territory: "dep:2A", least: 1 },
          { territory: "reg:94", least: 1 },
        ],
      },
      "territory.overlap",
    ],
    ["a capacity for a share", { aim: { kind: "fewest", share: 0.5 }, capacity: 10 }, "siting.impossible"],
    ["a capacity for a mean", { aim: { kind: "mean", count: 1 }, capacity: 10 }, "siting.impossible"],
    ["no capacity at all", { capacity: 0 }, "siting.impossible"],
    ["an unknown weight", { weight: "chats" }, "weight.unknown"],
  ];
  test.each(refused)("%s", async (_, query, code) => {
    const error: unknown = await plan(query).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ code });
  });

  test("roads without people", async () => {
    const roads = createStudy(gridTown(seededRandom(1), 4));
    const query = {
      aim: { kind: "most", count: 1 },
      minutes: 20,
      candidates: [],
      candidatesNote: "",
    } as const;
    await expect(planSiting(roads, query)).rejects.toMatchObject({ code: "population.absent" });
  });

  test("work that is cancelled", async () => {
    const query = {
      aim: { kind: "most", count: 1 },
      minutes: MINUTES,
      candidates,
      candidatesNote: "",
    } as const;
    const signal = AbortSignal.abort(new Error("assez"));
    await expect(planSiting(study, query, { threads: 0, signal })).rejects.toThrow("assez");
  });
});

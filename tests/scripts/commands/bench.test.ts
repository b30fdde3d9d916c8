import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, test, vi } from "vitest";

import { useCompiled } from "../../helpers/compiled.ts";
import { startFakeOsrm } from "../../helpers/fake-osrm.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { useSharedDataset } from "./shared-dataset.ts";

useCompiled();
const shared = useSharedDataset();

const OURS_ALONE = ["--sans", "valhalla", "--sans", "pgrouting", "--sans", "osrm"];

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("bad usage of the bench is told in one line", () => {
  test.each([
    [["bench", "--suite", "corsica"], 'option --suite: got "corsica"'],
    [["bench", "--case", "isochron"], 'did you mean "isochrone"?'],
    [["bench", "--rounds", "0"], "expected a whole number from 1"],
    [["bench", "--sans", "graphhopper"], "expected valhalla, osrm, pgrouting"],
    [["bench", "--osrm", "localhost"], "expected embedded, osrm:URL"],
    [["bench", "--dataset", "d", "--suite", "corse", "--suite", "small"], "expected one"],
    [["bench", "--write", "--case", "load"], "expected without --case and --log"],
    [["bench", "compare"], "the other checkout is missing"],
    [["bench", "compare", "--suite", "small"], "the other checkout is missing"],
    [["bench", "compare", "HEAD", "--rounds", "5"], "expected a whole number from 6"],
    [["bench", "compare", "HEAD", "--tolerance=-1"], "expected 0 or more per cent"],
  ])("%j", async (args, text) => {
    const { code, out, complaints } = await trente(args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(complaints).toHaveLength(1);
    expect(complaints[0]).toContain(text);
  });
});

describe("the bench", () => {
  test("measures the small demonstration from its making to its log, and leaves nothing else", async () => {
    const folder = tempFolder();
    vi.stubEnv("TMPDIR", folder);
    const log = join(folder, "log");
    const cases = ["coverage-command", "coverage"].flatMap((id) => ["--case", id]);
    const ran = await trenteOk([
      "bench",
      "--suite",
      "small",
      "--rounds",
      "1",
      ...cases,
      ...OURS_ALONE,
      "--log",
      log,
    ]);
    expect(readdirSync(folder)).toEqual(["log"]);
    expect(ran.out).toMatch(/^small: the small fictitious territory/u);
    expect(ran.out).toContain("osrm: absent: left out (--sans)");
    const [name] = readdirSync(log);
    const text = readFileSync(join(log, name), "utf8");
    const lines = text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines[0]).toMatchObject({
      kind: "run",
      rounds: 1,
      command: `npm run bench -- --suite small ${cases.join(" ")} --rounds 1 --sans valhalla --sans pgrouting --sans osrm`,
    });
    expect(lines.filter(({ kind }) => kind === "input")).toHaveLength(4);
    // A warm-up and a round of each case.
    expect(lines.filter(({ kind }) => kind === "measurement")).toHaveLength(4);
    const results = lines.filter(({ kind }) => kind === "measured");
    expect(results.map((line) => line["case"])).toEqual(["coverage-command", "coverage"]);
    // The command and the library give one figure.
    expect(results[0]["answer"]).toMatch(/^\d+\.\d{3} % within 30 minutes$/u);
    expect(results[1]["answer"]).toBe(results[0]["answer"]);
    expect(text).not.toContain(folder);
  }, 180_000);

  test("asks an OSRM the same, over a dataset that is given, and finds the same figure", async () => {
    const server = await startFakeOsrm(readBundle(shared.dataset));
    const log = tempFolder();
    try {
      const args = ["bench", "--suite", "small", "--dataset", shared.dataset, "--rounds", "1", "--log", log];
      const cases = ["build", "coverage", "route"].flatMap((id) => ["--case", id]);
      const peers = ["--osrm", server.url, "--sans", "valhalla", "--sans", "pgrouting"];
      const { out } = await trenteOk([...args, ...cases, ...peers]);
      expect(out).toContain("trente: absent: the dataset was given without its files");
      const figures = [...out.matchAll(/([\d.]+ %) within 30 minutes/gu)].map(([, figure]) => figure);
      expect(figures).toHaveLength(2);
      expect(figures[1]).toBe(figures[0]);
      const asked = new Set(server.requests.map((request) => request.split("/")[1]));
      expect([...asked].sort()).toEqual(["nearest", "route", "table"]);
      const text = readFileSync(join(log, readdirSync(log)[0]), "utf8");
      expect(text).not.toContain(server.url);
      expect(text).toContain("--osrm URL");
    } finally {
      await server.close();
    }
  }, 180_000);

  test("skips a suite whose data is absent, and says so", async () => {
    const folder = tempFolder();
    vi.stubEnv("TRENTE_SHARED_DATA", folder);
    const log = join(folder, "log");
    const { out } = await trenteOk(["bench", "--suite", "corse", ...OURS_ALONE, "--log", log]);
    expect(out).toMatch(/^corse: skipped, corse\/corse-routes\.osm\.pbf is absent/u);
    expect(existsSync(log)).toBe(false);
  });
});

import { execFileSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeDemo } from "../../../data/demo/write-demo.ts";
import { DataIssues } from "../../../data/issues.ts";
import { SILENT } from "../../../data/progress.ts";
import { joinIndicators } from "../../../data/structures/indicators.ts";
import { miniStructure } from "../../helpers/mini-dataset.ts";
import { testCommunes } from "./commune-checks.ts";
import { hashesOf, readCommunes, writtenDemo } from "./demo-fixtures.ts";

describe("the small demonstration's files", async () => {
  const small = await writtenDemo("small");

  test("the same seed gives the same bytes, another seed another territory", async () => {
    const [first, again, other] = await Promise.all([
      hashesOf(small),
      writtenDemo("small").then(hashesOf),
      writtenDemo("small", { seed: 31 }).then(hashesOf),
    ]);
    expect(again).toEqual(first);
    for (const [index, hash] of other.entries()) expect(hash).not.toBe(first[index]);
  });

  test("every file says that it is fictitious", async () => {
    const [readme, structures, communes] = await Promise.all(
      [small.readme, small.structures, small.communes].map((path) => readFile(path, "utf8")),
    );
    expect(readme).toMatch(/^DONNÉES FICTIVES\n/);
    expect(communes).toContain("Données fictives");
    const names = structures.match(/^"\d+","99","[^"]*"/gm) ?? [];
    expect(names).toHaveLength(small.counts.structures);
    for (const name of names) expect(name).toContain("(fictive)");
  });

  test("indicators are joined to its structures, but for the few faults that are put there to be told", async () => {
    expect(basename(small.indicators)).toContain("fictifs");
    expect(await readFile(small.readme, "utf8")).toContain("indicateurs_fictifs.csv");
    const rows = (await readFile(small.indicators, "utf8")).trimEnd().split("\n").slice(1);
    const structures = await readFile(small.structures, "utf8");
    const ids = [...structures.matchAll(/^"(\d+)","99"/gm)].map(([, id]) => id);
    const issues = new DataIssues();
    const listed = [...new Set(ids)].map((id) => miniStructure({ id }));
    const joined = await joinIndicators([small.indicators], listed, { issues });
    const counts = new Map(issues.list().map(({ code, count }) => [code, count]));
    expect(counts.get("indicator.structure.unknown")).toBe(1);
    const absent = counts.get("indicator.structure.absent") ?? 0;
    expect(rows).toHaveLength(listed.length - absent + 1);
    expect([...counts.keys()].filter((code) => !code.startsWith("indicator.structure."))).toEqual([]);
    for (const { indicators } of joined) {
      if (indicators === undefined) continue;
      const { realisationRate, noRedirectionShare } = indicators;
      expect(realisationRate).toBeGreaterThan(50);
      expect(noRedirectionShare).toBeLessThanOrEqual(realisationRate ?? 0);
    }
  });

  test.skipIf(!hasOsmium())("osmium (skipped without it) counts the same objects", () => {
    const info = JSON.parse(
      execFileSync("osmium", ["fileinfo", "-e", "-j", small.roads], { encoding: "utf8" }),
    ) as {
      data: { count: { nodes: number; ways: number; relations: number } };
      header: { option: { generator: string } };
    };
    const { nodes, ways, relations } = small.counts;
    expect(info.data.count).toMatchObject({ nodes, ways, relations });
    expect(info.header.option.generator).toContain("données fictives");
  });

  test("an aborted run stops and writes no roads", async () => {
    const folder = join(tmpdir(), "trente-demo-never-written");
    const signal = AbortSignal.abort(new Error("stopped by the test"));
    await expect(writeDemo(folder, { size: "small", progress: SILENT, signal })).rejects.toThrow(
      "stopped by the test",
    );
    await expect(stat(join(folder, "routes.osm.pbf"))).rejects.toThrow("ENOENT");
  });
});

describe("communes of the small demonstration", async () => {
  const { communes } = await writtenDemo("small");
  // Ten communes round a coast: a third of the border is shared.
  testCommunes(await readCommunes(communes), 0.3);
});

function hasOsmium(): boolean {
  try {
    execFileSync("osmium", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

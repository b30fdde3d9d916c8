import { execFileSync } from "node:child_process";
import { readFile, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeDemo } from "../../../data/demo/write-demo.ts";
import { SILENT } from "../../../data/progress.ts";
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

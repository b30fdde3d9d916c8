import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

import { BareProject, ended } from "./bare-project.ts";

let project: BareProject;

beforeEach(() => {
  project = new BareProject();
});

afterEach(() => {
  project.remove();
});

describe("npm start", () => {
  test("compiles, makes the demonstration with trente's own commands and serves it; again, it only serves", async () => {
    const first = await project.run("start.mjs", "--port", "8031");
    const sources = project.path("jeux/.demo-sources");
    const demo = project.path("jeux/demo");
    expect(first).toMatchObject({ code: 0, stderr: "" });
    expect(first.stdout).toContain(`[demo --size departement --out ${sources}]`);
    expect(first.stdout).toContain(
      `[build --osm ${sources}/routes.osm.pbf --structures ${sources}/structures.csv ` +
        `--population ${sources}/carreaux_200m.csv --communes ${sources}/communes.geojson ` +
        `--indicateurs ${sources}/indicateurs_fictifs.csv --out ${demo}]`,
    );
    expect(first.stdout.trimEnd().split("\n").at(-1)).toBe(`[serve --dataset ${demo} --port 8031]`);

    const second = await project.run("start.mjs");
    expect(second.stdout).toBe(`[serve --dataset ${demo}]\n`);
  });

  test("stopped while the demonstration is being built, leaves none and makes it the next time", async () => {
    const child = project.start("start.mjs");
    const end = ended(child);
    child.stdout?.on("data", (chunk: Buffer) => {
      if (chunk.includes("[build")) child.kill("SIGINT");
    });
    expect((await end).code).toBe(130);
    expect(existsSync(project.path("jeux/demo/manifest.json"))).toBe(false);

    const again = await project.run("start.mjs");
    expect(again.code).toBe(0);
    expect(existsSync(project.path("jeux/demo/manifest.json"))).toBe(true);
  });

  test("a demonstration that another version made is made anew", async () => {
    project.write("jeux/demo/manifest.json", "format 1");
    expect((await project.run("start.mjs")).stdout).toContain("[build ");
    expect((await project.run("start.mjs")).stdout).not.toContain("[build ");
  });

  test("a dataset that is not there is refused before anything is done", async () => {
    const { code, stderr } = await project.run("start.mjs", "--dataset", "jeux/corse");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^jeux\/corse: no such dataset; .*trente build.*\n$/u);
    expect(existsSync(project.path("dist"))).toBe(false);
  });

  test.each([
    [["--prot", "8031"], "--prot: unknown option"],
    [["--port"], "--port: a value is expected"],
  ])("%j is bad usage", async (args, message) => {
    const { code, stderr } = await project.run("start.mjs", ...args);
    expect(code).toBe(2);
    expect(stderr.split("\n")[0]).toBe(message);
  });
});

describe("npx trente", () => {
  test("keeps stdout for the command, passes its arguments and its exit code", async () => {
    const { code, stdout, stderr } = await project.run("trente.mjs", "fail", "--minutes", "30");
    expect(stdout).toBe("[fail --minutes 30]\n");
    expect(stderr).toContain("Compiled TypeScript");
    expect(code).toBe(3);
  });

  test("compiles the map only for the command that serves it", async () => {
    await project.run("trente.mjs", "coverage");
    expect(existsSync(project.path("dist/web"))).toBe(false);
    await project.run("trente.mjs", "serve");
    expect(existsSync(project.path("dist/web/index.html"))).toBe(true);
  });
});

describe("compiling", () => {
  test("a source that does not compile shows its error and leaves what was compiled before", async () => {
    await project.run("build.mjs");
    const before = readFileSync(project.path("dist/scripts/trente.js"), "utf8");
    project.write("scripts/trente.ts", 'export const minutes: number = "trente";\n');
    const { code, stderr } = await project.run("build.mjs");
    expect(code).toBe(1);
    expect(stderr).toContain("scripts/trente.ts(1,14)");
    expect(readFileSync(project.path("dist/scripts/trente.js"), "utf8")).toBe(before);
  });

  test("a file that was removed goes from dist too", async () => {
    project.write("scripts/old.ts", "export const old = 1;\n");
    await project.run("build.mjs");
    expect(existsSync(project.path("dist/scripts/old.js"))).toBe(true);
    rmSync(project.path("scripts/old.ts"));
    await project.run("build.mjs");
    expect(existsSync(project.path("dist/scripts/old.js"))).toBe(false);
  });

  test("several at once compile once and leave nothing behind", async () => {
    const ends = await Promise.all([1, 2, 3].map(() => project.run("build.mjs")));
    expect(ends.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(ends.filter(({ stdout }) => stdout.includes("Compiled TypeScript"))).toHaveLength(1);
    expect(readdirSync(project.path("dist")).sort()).toEqual([
      ".stamp-code",
      ".stamp-database",
      ".stamp-web",
      "data",
      "empty-database",
      "scripts",
      "web",
    ]);
  });
});

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

import { callOf, expectKnown, readDockerfile, readText, ROOT } from "./deploy-files.ts";

const dockerfile = readDockerfile();
const image = dockerfile.stages.at(-1)!;
const PINNED = /^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/;

interface Service {
  readonly build?: string;
  readonly image: string;
  readonly user?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>;
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly profiles?: readonly string[];
  readonly healthcheck?: unknown;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const compose = parse(readText("compose.yaml"), { merge: true, strict: true, uniqueKeys: true }) as Compose;
const services = Object.entries(compose.services);

describe("the image", () => {
  test("is made of pinned images by an interpreter that the project supports", () => {
    for (const { image: base } of dockerfile.stages) expect(base).toMatch(PINNED);
    const oldest = /(\d+)\.(\d+)/.exec(
      (JSON.parse(readText("package.json")) as { engines: { node: string } }).engines.node,
    )!;
    for (const { image: base } of dockerfile.stages) {
      const [, major, minor] = /^node:(\d+)\.(\d+)/.exec(base)!;
      expect(major).toBe(oldest[1]);
      expect(Number(minor)).toBeGreaterThanOrEqual(Number(oldest[2]));
    }
  });

  test("copies only what there is", () => {
    const names = dockerfile.stages.map(({ name }) => name);
    const copies = dockerfile.stages.flatMap((stage) => stage.copies);
    const own = copies.filter(({ from }) => from === null).flatMap(({ sources }) => sources);
    for (const source of own) expect(existsSync(join(ROOT, source)), source).toBe(true);
    const stages = copies.filter(({ from }) => from !== null).map(({ from }) => from);
    expect(names).toEqual(expect.arrayContaining(stages));
  });

  test("is sent no more than that, and nothing that it copies is kept from it", () => {
    const lines = readText(".dockerignore")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"));
    expect(lines[0]).toBe("*");
    const sent = lines.slice(1).map((line) => line.replace(/^!/, ""));
    expect(lines.slice(1).every((line) => line.startsWith("!"))).toBe(true);
    const copied = dockerfile.stages
      .flatMap(({ copies }) => copies)
      .filter(({ from }) => from === null)
      .flatMap(({ sources }) => sources.map((source) => source.replace(/\/.*/, "")));
    expect([...sent].sort()).toEqual([...new Set(copied)].sort());
  });

  test("runs as nobody who matters, without scripts of packages, and can be stopped and looked after", () => {
    const keywords = image.steps.map(({ keyword }) => keyword);
    const user = image.steps.findLast(({ keyword }) => keyword === "USER");
    expect(user?.text).toBe("node");
    expect(keywords.lastIndexOf("USER")).toBeGreaterThan(keywords.lastIndexOf("RUN"));
    expect(keywords).toContain("STOPSIGNAL");
    const all = dockerfile.stages.flatMap(({ steps }) => steps);
    expect(all.map(({ keyword }) => keyword)).not.toContain("ADD");
    const installs = all.filter(({ keyword, text }) => keyword === "RUN" && text.includes("npm ci"));
    for (const { text } of installs) expect(text).toContain("--ignore-scripts");
    expect(
      image.steps.find(({ keyword, text }) => keyword === "RUN" && text.includes("npm ci"))?.text,
    ).toContain("--omit=dev");
    expect(dockerfile.words("HEALTHCHECK")).toEqual(["node", "bin/health.mjs", "8030"]);
  });

  test("begins a command that there is, with options that it knows", async () => {
    expect(dockerfile.words("ENTRYPOINT")).toEqual(["node", "dist/scripts/trente.js"]);
    await expectKnown(callOf(dockerfile.words("CMD")));
    const volumes = image.steps.find(({ keyword }) => keyword === "VOLUME")!.text;
    const values = dockerfile.words("CMD");
    for (const option of ["--dataset", "--etat"])
      expect(volumes).toContain(values[values.indexOf(option) + 1]);
  });
});

describe("compose.yaml", () => {
  test.each(services)("%s: is pinned, unprivileged, and asks only for what there is", (_, service) => {
    expect(service.image).toMatch(PINNED);
    expect(service.cap_drop).toEqual(["ALL"]);
    expect(service.security_opt).toEqual(["no-new-privileges:true"]);
    for (const name of service.networks ?? []) expect(Object.keys(compose.networks)).toContain(name);
    for (const name of service.secrets ?? []) expect(Object.keys(compose.secrets)).toContain(name);
    const needed = Array.isArray(service.depends_on)
      ? service.depends_on
      : Object.keys(service.depends_on ?? {});
    for (const name of needed as string[]) expect(Object.keys(compose.services)).toContain(name);
    for (const volume of service.volumes ?? []) {
      const source = volume.split(":")[0];
      const isThere = source.startsWith("./deploy/")
        ? existsSync(join(ROOT, source))
        : source.startsWith("./");
      expect(isThere || Object.keys(compose.volumes).includes(source), source).toBe(true);
    }
    for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  });

  test("what is ours has a root that cannot be written to, and no root user", () => {
    const ours = services.filter(([, { build }]) => build !== undefined);
    expect(ours.map(([name]) => name)).toEqual(["trente", "outils", "trente-1", "trente-2"]);
    for (const [, { user, read_only: isReadOnly }] of ours)
      expect([user, isReadOnly]).toEqual(["1000:1000", true]);
  });

  test("the image has the version of the program", () => {
    const { version } = JSON.parse(readText("package.json")) as { version: string };
    const ours = services.filter(([, { build }]) => build !== undefined);
    for (const [, { image: name }] of ours) expect(name).toBe(`trente:${version}`);
  });

  test("replicas begin a command that there is, and no secret stands in the file", async () => {
    const replicas = services.filter(([name]) => /^trente-\d$/.test(name));
    expect(replicas).toHaveLength(2);
    for (const [, { entrypoint }] of replicas) {
      const words = entrypoint!.at(-1)!.split(/\s+/);
      await expectKnown(callOf(words.slice(words.indexOf("dist/scripts/trente.js") + 1)));
    }
    const text = readText("compose.yaml");
    expect(text).not.toMatch(/postgres:\/\/|password: |jeton: /i);
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    expect(readText(".gitignore").split("\n")).toContain("/secrets/");
  });

  test("PostgreSQL is no neighbour of nginx, nor of the world", () => {
    const { postgres, nginx } = compose.services;
    expect(compose.networks["interne"]).toMatchObject({ internal: true });
    expect(postgres.networks).toEqual(["interne"]);
    expect(nginx.networks).toEqual(["public"]);
    expect(postgres.ports).toBeUndefined();
  });

  test("one server stands without a profile, so that `up` alone is enough", () => {
    expect(services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name)).toEqual([
      "trente",
    ]);
  });
});

test("documents name files that there are", () => {
  const readme = readFileSync(join(ROOT, "deploy/README.md"), "utf8");
  for (const [, name] of readme.matchAll(/`(\.\.\/[\w.-]+|[\w-]+\.(?:conf|service|timer))`/g)) {
    expect(existsSync(join(ROOT, "deploy", name)), name).toBe(true);
  }
});

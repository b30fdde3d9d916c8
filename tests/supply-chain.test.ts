import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "..");

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides: Readonly<Record<string, string>>;
}

interface Locked {
  readonly version?: string;
  readonly integrity?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  readonly devOptional?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
  readonly link?: boolean;
}

const readJson = (name: string): unknown => JSON.parse(readFileSync(resolve(ROOT, name), "utf8"));
const manifest = readJson("package.json") as Manifest;
const lock = readJson("package-lock.json") as { lockfileVersion: number; packages: Record<string, Locked> };
const packages = Object.entries(lock.packages).filter(([place]) => place !== "");

/** Packages whose install scripts may run: none. */
const MAY_RUN_SCRIPTS: readonly string[] = [];
/** What runs, with all that it needs in its turn; more is a reason to look for less. */
const MOST_RUNNING = 130;

describe("what comes from the registry", () => {
  test("is named by exact versions", () => {
    const { dependencies, devDependencies, overrides } = manifest;
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies, ...overrides })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
    }
  });

  test("is known by its hash, but for programs of systems that the lock was not made on", () => {
    expect(lock.lockfileVersion).toBe(3);
    const unknown = packages.filter(
      ([, { integrity, optional, os }]) =>
        integrity === undefined && !(optional === true && os !== undefined),
    );
    expect(unknown.map(([place]) => place)).toEqual([]);
    for (const [place, { integrity = "sha512-" }] of packages) expect(integrity, place).toMatch(/^sha512-/);
  });

  test("comes from the registry, and from nowhere else", () => {
    // Our lock names no registry: an address is that of some other place.
    for (const [place, { resolved, link }] of packages) {
      expect({ resolved, link }, place).toEqual({ resolved: undefined, link: undefined });
    }
  });

  test("runs no script while it is installed", () => {
    const scripts = packages.filter(([, { hasInstallScript }]) => hasInstallScript === true);
    expect(scripts.map(([place]) => place.replace(/.*node_modules\//, ""))).toEqual(MAY_RUN_SCRIPTS);
  });

  test("is little where it runs", () => {
    const running = packages.filter(([, { dev, devOptional }]) => dev !== true && devOptional !== true);
    expect(running.length).toBeLessThan(MOST_RUNNING);
  });

  test("has its reason in CONTRIBUTING.md", () => {
    const reasons = readFileSync(resolve(ROOT, "CONTRIBUTING.md"), "utf8");
    for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(reasons, name).toContain(`\`${name}\``);
    }
  });
});

test("each row of the threat model names tests that there are", () => {
  const text = readFileSync(resolve(ROOT, "SECURITY.md"), "utf8");
  const rows = text.split("\n").filter((line) => line.startsWith("| **"));
  expect(rows.length).toBeGreaterThan(15);
  for (const row of rows) {
    const named = [...row.matchAll(/`(tests\/[\w./-]+\.test\.ts)`/g)].map(([, name]) => name);
    expect(named.length, row).toBeGreaterThan(0);
    for (const name of named) expect(existsSync(resolve(ROOT, name)), name).toBe(true);
  }
});

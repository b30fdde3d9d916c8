import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";

import { sampleDataset } from "../data/bundle/sample-dataset.ts";
import { writeBundle } from "../../data/bundle/write-bundle.ts";
import { useCompiled } from "../helpers/compiled.ts";
import { readDockerfile, ROOT } from "./deploy-files.ts";

useCompiled();

const dockerfile = readDockerfile();
const image = dockerfile.stages.at(-1)!;
const isRoot = process.getuid?.() === 0;
/** Nobody, who owns nothing. */
const OTHER = 65_534;

const dataset = sampleDataset({ name: "Monde en boîte" });
const { structures } = dataset;

let world: string;
let app: string;

/** The tree of the image as the Dockerfile makes it, with the packages that `npm ci --omit=dev` would install. */
function makeImage(): void {
  for (const { from, sources, target } of image.copies) {
    for (const source of sources) {
      const path = from === null ? source : source.replace(/^\/app\//, "");
      const isFolder = target.endsWith("/") && sources.length > 0;
      const into = join(app, isFolder ? join(target, path) : target);
      mkdirSync(dirname(into), { recursive: true });
      cpSync(join(ROOT, path), into, { recursive: true });
    }
  }
  const lock = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
    packages: Record<string, { dev?: boolean; devOptional?: boolean; optional?: boolean }>;
  };
  for (const [place, { dev, devOptional, optional }] of Object.entries(lock.packages)) {
    if (place === "" || dev === true || devOptional === true) continue;
    if (optional === true && !existsSync(join(ROOT, place))) continue;
    cpSync(join(ROOT, place), join(app, place), {
      recursive: true,
      // What lies deeper has its own place in the list.
      filter: (path) => !path.slice(join(ROOT, place).length).includes("node_modules"),
    });
  }
}

function forbidWriting(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink())
      chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o555 : 0o444);
  }
  chmodSync(folder, 0o555);
}

beforeAll(() => {
  world = mkdtempSync(join(tmpdir(), "trente-image-"));
  chmodSync(world, 0o755);
  app = join(world, "app");
  makeImage();
  writeBundle(join(world, "donnees"), dataset);
  for (const name of ["etat", "tmp"]) mkdirSync(join(world, name));
  for (const name of ["etat", "tmp"]) if (isRoot) chownSync(join(world, name), OTHER, OTHER);
  for (const name of ["app", "donnees"]) forbidWriting(join(world, name));
});

afterAll(() => {
  if (!isRoot) spawnSync("chmod", ["-R", "u+w", world]);
  rmSync(world, { recursive: true, force: true });
});

/** A command of the Dockerfile, with its folders in the place of those of the image and another port. */
function start(words: readonly string[], port: number): ChildProcess {
  const [program, ...args] = words.map((word) =>
    word.replace(/^\/(donnees|etat|tmp)(?=\/|$)/, `${world}/$1`).replace(/^8030$/, String(port)),
  );
  const env = Object.fromEntries(
    image.steps
      .filter(({ keyword }) => keyword === "ENV")
      .flatMap(({ text }) => text.split(" ").map((pair) => pair.split("=") as [string, string])),
  );
  return spawn(program === "node" ? process.execPath : program, args, {
    cwd: app,
    // No HOME, as there is none for a user by number.
    env: { ...env, TMPDIR: join(world, "tmp"), PATH: process.env["PATH"] },
    stdio: ["ignore", "pipe", "pipe"],
    ...(isRoot ? { uid: OTHER, gid: OTHER } : {}),
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function codeOf(child: ChildProcess): Promise<number | null> {
  const [code] = (await once(child, "exit")) as [number | null];
  return code;
}

describe.skipIf(process.platform === "win32")("what the image runs", () => {
  test("serves from a tree that it cannot write to, passes its health check, and ends well", async () => {
    const port = await freePort();
    const health = async (): Promise<number | null> => codeOf(start(dockerfile.words("HEALTHCHECK"), port));
    expect(await health()).toBe(1);
    const child = start([...dockerfile.words("ENTRYPOINT"), ...dockerfile.words("CMD")], port);
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (said += String(chunk)));
    while (!said.includes('"event":"serving"')) {
      if (child.exitCode !== null) throw new Error(said);
      await wait(50);
    }
    expect(await health()).toBe(0);
    // The state is made when something is saved.
    const saved = await fetch(`http://127.0.0.1:${port}/api/v1/scenarios/enregistres`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ nom: "Essai", modifications: [{ fermer: structures[0].id }] }),
    });
    expect([saved.status, await saved.text()]).toEqual([201, expect.stringContaining("id")]);
    child.kill("SIGTERM");
    expect(await codeOf(child), said).toBe(0);
    expect(said).not.toContain('"level":"error"');
  });

  test.skipIf(!isRoot)("could not have written to it (as another user than the one who made it)", () => {
    const code = `require("fs").writeFileSync(${JSON.stringify(join(app, "trace"))}, "")`;
    const { status, stderr } = spawnSync(process.execPath, ["-e", code], {
      uid: OTHER,
      gid: OTHER,
      encoding: "utf8",
    });
    expect([status, stderr]).toEqual([1, expect.stringContaining("EACCES")]);
    writeFileSync(join(world, "etat", "trace"), "");
  });
});

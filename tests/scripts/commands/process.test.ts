import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

import { describe, expect, test } from "vitest";

import { useCompiled } from "../../helpers/compiled.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";
import { useSharedDataset } from "./shared-dataset.ts";
import { buildArgs } from "./small-world.ts";

const TRENTE = resolve(import.meta.dirname, "../../../bin/trente.mjs");
const ROOT_USER = 0;
const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;
const isRoot = process.getuid?.() === ROOT_USER;

const shared = useSharedDataset();

useCompiled();

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a shell would, before it another program if one is given. */
async function run(
  args: readonly string[],
  { before = [], onStart }: { before?: readonly string[]; onStart?: (child: ChildProcess) => void } = {},
): Promise<Ended> {
  const [program, ...rest] = [...before, process.execPath, TRENTE, ...args];
  const child = spawn(program, rest, { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  onStart?.(child);
  return new Promise((settle, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => settle({ code, signal, out, err }));
  });
}

/** Sends a signal when stderr first shows a text. */
function signalAt(text: string, signal: NodeJS.Signals): (child: ChildProcess) => void {
  return (child) => {
    let seen = "";
    let sent = false;
    child.stderr?.on("data", (chunk: Buffer) => {
      seen += chunk.toString();
      if (sent || !seen.includes(text)) return;
      sent = true;
      child.kill(signal);
    });
  };
}

describe("the process", () => {
  test("ends with the exit code, results on stdout, errors on stderr", async () => {
    const good = await run(["coverage", "--dataset", shared.dataset, "--format", "json"]);
    expect({ code: good.code, err: good.err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(good.out)).toHaveProperty("share");
    const input = await run(["coverage", "--dataset", "/nowhere"]);
    expect(input).toMatchObject({ code: 1, out: "" });
    expect(input.err).toMatch(/^trente coverage: \/nowhere: no dataset here.*\n$/u);
    const usage = await run(["coverage", "--minuts", "3"]);
    expect(usage).toMatchObject({ code: 2, out: "" });
    expect(usage.err).toMatch(/^trente coverage: unknown option.*\n$/u);
  });

  test("shows progress as plain lines where stderr is no terminal", async () => {
    const { code, err } = await run(buildArgs(shared.files, join(tempFolder(), "jeu")));
    expect(code).toBe(0);
    const lines = err.trim().split("\n");
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^[A-ZÀ-Ý]\P{Cc}+ : \d+,\d s( \(.+\))?$/u);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "stopped by %s in the middle of build leaves nothing",
    async (signal) => {
      const out = join(tempFolder(), "jeu");
      const ended = await run(buildArgs(shared.files, out), {
        onStart: signalAt("Lecture des routes :", signal),
      });
      expect(ended).toMatchObject({ code: 130, out: "" });
      expect(ended.err.trim().split("\n").at(-1)).toBe("trente build: interrupted, nothing was changed");
      expect(existsSync(out)).toBe(false);
    },
  );

  test("stopped in the middle of demo leaves nothing", async () => {
    const out = join(tempFolder(), "demo");
    const ended = await run(["demo", "--size", "departement", "--out", out], {
      onStart: signalAt("Relief :", "SIGINT"),
    });
    expect(ended).toMatchObject({ code: 130, out: "" });
    expect(existsSync(out)).toBe(false);
  });

  test("serves until Ctrl-C, and ends well", async () => {
    const ended = await run(["serve", "--dataset", shared.dataset, "--port", "0"], {
      onStart: signalAt("http://", "SIGINT"),
    });
    expect(ended.code, ended.err).toBe(0);
  }, 60_000);

  test("says nothing when the reader of stdout has gone", async () => {
    const ended = await run(["coverage", "--dataset", shared.dataset, "--format", "geojson"], {
      onStart: (child) => child.stdout?.destroy(),
    });
    expect(ended).toMatchObject({ code: 0, signal: null, err: "" });
  });

  test("goes on when the reader of stderr has gone", async () => {
    const out = join(tempFolder(), "jeu");
    const ended = await run(buildArgs(shared.files, out), { onStart: (child) => child.stderr?.destroy() });
    expect(ended.code).toBe(0);
    expect(ended.out).toContain("Jeu de données");
    expect(existsSync(join(out, "manifest.json"))).toBe(true);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "tells a full disk under stdout (skipped without /dev/full)",
    async () => {
      const script = 'exec "$0" "$@" > /dev/full';
      const before = ["sh", "-c", script];
      const ended = await run(["coverage", "--dataset", shared.dataset, "--format", "json"], { before });
      expect(ended.code).toBe(1);
      expect(ended.err).toBe("trente coverage: output: the disk is full (ENOSPC, write)\n");
    },
  );
});

describe("a disk that takes no more", () => {
  const limited = ["prlimit", "--fsize=2000", "--"];

  test.skipIf(!hasPrlimit)(
    "leaves no dataset, and the old one as it was (skipped without prlimit)",
    async () => {
      const out = join(tempFolder(), "jeu");
      const old = readFileSync(join(shared.dataset, "manifest.json"), "utf8");
      const names = readdirSync(shared.dataset);
      for (const target of [out, shared.dataset]) {
        // Another minimum, another dataset: the same one would find its files in place.
        const args = [...buildArgs(shared.files, target), "--min-component", "2"];
        const ended = await run(args, { before: limited });
        expect(ended).toMatchObject({ code: 1, out: "" });
        expect(ended.err.trim().split("\n").at(-1)).toBe(
          `trente build: ${target}: cannot write the dataset: the file would be larger than allowed; nothing was changed`,
        );
      }
      expect(existsSync(out)).toBe(false);
      expect(readdirSync(shared.dataset)).toEqual(names);
      expect(readFileSync(join(shared.dataset, "manifest.json"), "utf8")).toBe(old);
    },
  );

  test.skipIf(!hasPrlimit)("leaves no demonstration (skipped without prlimit)", async () => {
    const out = join(tempFolder(), "demo");
    const ended = await run(["demo", "--size", "small", "--out", out], { before: limited });
    expect(ended).toMatchObject({ code: 1, out: "" });
    expect(ended.err.trim().split("\n").at(-1)).toMatch(
      /^trente demo: .*the file would be larger than allowed/u,
    );
    expect(existsSync(out)).toBe(false);
  });
});

describe("a file that this user may not read", () => {
  test.skipIf(isRoot)("is an error in one line (skipped for root, who may read all)", async () => {
    const secret = tempFile("secret.csv", "x");
    chmodSync(secret, 0);
    const out = join(tempFolder(), "jeu");
    const ended = await run(buildArgs({ ...shared.files, population: secret }, out));
    expect(ended).toMatchObject({
      code: 1,
      out: "",
      err: `trente build: ${secret}: this user may not read it\n`,
    });
  });
});

import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";

import { EngineError } from "../engine-error.ts";
import { valhallaConfig } from "./config.ts";
import { type FolderLabel, readLabel, TILE_FOLDER, writeLabel } from "./folder.ts";
import type { Valhalla } from "./package.ts";

/** Steps of the tile builder, as it logs them, by the names under which they are told. */
const STEPS: readonly (readonly [RegExp, BuildStep])[] = [
  [/Parsing ways/u, "ways"],
  [/Parsing relations/u, "relations"],
  [/Parsing nodes/u, "nodes"],
  [/Building \d+ tiles/u, "tiles"],
  [/Enhancing/u, "enhance"],
  [/\] HierarchyBuilder$/u, "hierarchy"],
  [/Validating/u, "validate"],
];

/** The builder leaves a list of ways drawn twice in its working folder. */
const DUPLICATES_FILE = "duplicateways.txt";

export type BuildStep = "ways" | "relations" | "nodes" | "tiles" | "enhance" | "hierarchy" | "validate";

export interface BuildOptions {
  /** One PBF file: of several, the builder would take the objects that they share twice. */
  readonly osm: string;
  /** Folder to make; one of an earlier build is replaced at once when the new one is whole. */
  readonly out: string;
  readonly onStep?: (step: BuildStep) => void;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes tiles of PBF files, with the configuration that `openFolder` reads.
 *
 * @throws EngineError where the builder fails, finds no road, or `out` holds something else
 */
export async function buildTiles(valhalla: Valhalla, options: BuildOptions): Promise<FolderLabel> {
  const { osm, signal } = options;
  const out = resolve(options.out);
  await checkReplaceable(options.out);
  const aside = `${out}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    const tiles = join(aside, TILE_FOLDER);
    await mkdir(tiles, { recursive: true });
    const { mjolnir, ...rest } = valhallaConfig(tiles);
    // The builder's log is what its progress is read from.
    const logging = { type: "std_out", color: false };
    const config = join(aside, "build.json");
    await writeFile(config, JSON.stringify({ ...rest, mjolnir: { ...(mjolnir as object), logging } }));
    const args = ["-c", config, "-j", String(availableParallelism()), resolve(osm)];
    await runBuilder(valhalla.tileBuilder, args, { ...options, cwd: aside });
    await rm(config);
    await rm(join(aside, DUPLICATES_FILE), { force: true });
    const label = await writeLabel(aside);
    if (label.tileCount === 0) throw withoutRoad(osm);
    signal?.throwIfAborted();
    await replaceFolder(aside, out);
    return label;
  } finally {
    // A builder that was told to stop may still write for a moment.
    await rm(aside, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Only an empty folder or an earlier build may be written over. @throws EngineError */
export async function checkReplaceable(out: string): Promise<void> {
  if (!existsSync(out) || (await readLabel(out)) !== null) return;
  const isEmpty = await readdir(out).then(
    (names) => names.length === 0,
    () => false,
  );
  if (isEmpty) return;
  throw new EngineError(
    "engine.valhalla.build.occupied",
    out,
    "holds something else, expected a new folder or one of trente valhalla build",
  );
}

async function replaceFolder(made: string, out: string): Promise<void> {
  const old = `${made}.old`;
  const replaces = existsSync(out);
  if (replaces) await rename(out, old);
  try {
    await rename(made, out);
  } catch (error) {
    if (replaces) await rename(old, out);
    throw error;
  }
  await rm(old, { recursive: true, force: true });
}

async function runBuilder(
  program: string,
  args: readonly string[],
  options: BuildOptions & { readonly cwd: string },
): Promise<void> {
  const { osm, cwd, signal, onStep } = options;
  signal?.throwIfAborted();
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], cwd, signal });
  const lastLines: string[] = [];
  let foundNoRoad = false;
  const hear = (line: string): void => {
    const step = STEPS.find(([pattern]) => pattern.test(line))?.[1];
    if (step !== undefined) onStep?.(step);
    foundNoRoad ||= line.includes("Finished with 0 graph edges");
    lastLines.push(line);
    if (lastLines.length > 50) lastLines.shift();
  };
  createInterface({ input: child.stdout }).on("line", hear);
  createInterface({ input: child.stderr }).on("line", hear);
  const ended = await new Promise<string | null>((resolveEnd, reject) => {
    child.on("error", (error) => {
      reject(
        signal?.aborted === true
          ? (signal.reason as Error)
          : new EngineError("engine.valhalla.build.start", "valhalla_build_tiles", error.message),
      );
    });
    child.on("close", (code, killedBy) => resolveEnd(code === 0 ? null : (killedBy ?? `code ${code}`)));
  });
  if (ended === null) return;
  // The builder goes on to a crash.
  if (foundNoRoad) throw withoutRoad(osm);
  throw new EngineError(
    "engine.valhalla.build.failed",
    osm,
    `Valhalla's tile builder failed (${ended}): ${reasonIn(lastLines)}`,
  );
}

function withoutRoad(osm: string): EngineError {
  return new EngineError("engine.valhalla.build.empty", osm, "got no road, expected some");
}

/** The builder dies of an exception and says which; else its last error, else its last line. */
function reasonIn(lines: readonly string[]): string {
  const thrown = lines.findLast((line) => line.includes("what():"))?.replace(/^.*what\(\):\s*/u, "");
  return thrown ?? lines.findLast((line) => line.includes("[ERROR]")) ?? lines.at(-1) ?? "without a reason";
}

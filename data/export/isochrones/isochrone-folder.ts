import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Provenance } from "../../../isochrones/model/provenance.ts";
import { InputError } from "../../input-error.ts";
import type { DrawnPart } from "./isochrone-tasks.ts";

const FORMAT = "trente-isochrones";
const FORMAT_VERSION = 1;
const MANIFEST = "manifest.json";
const ASIDE = "manifest.json.tmp";
export const POLYGONS = "isochrones.geojsonl";
export const TIMES = "temps";

/** What the folder says of itself. */
interface Manifest {
  readonly format: typeof FORMAT;
  readonly formatVersion: number;
  /** Everything that the contents depend on. */
  readonly provenance: Provenance;
  readonly isComplete: boolean;
  /** Of `isochrones.geojsonl`: what comes after is of a part that was not finished. */
  readonly polygonBytes: number;
  readonly parts: readonly PartEntry[];
}

interface PartEntry {
  /** Indices into the dataset's structures. */
  readonly structures: readonly number[];
  /** In `temps`, with its length; null where no cell is reached. */
  readonly times: { readonly file: string; readonly bytes: number } | null;
  readonly cellCount: number;
}

/**
 * A folder of isochrones that is filled part by part. A part belongs to it from the moment at which the manifest that
 * names it is renamed into place: who stops at any other moment leaves bytes that nobody names, and the next one to open
 * the folder takes them away.
 */
export class IsochroneFolder {
  readonly directory: string;
  #manifest: Manifest;

  private constructor(directory: string, manifest: Manifest) {
    this.directory = directory;
    this.#manifest = manifest;
  }

  /**
   * Opens a folder, made where it is missing.
   *
   * Throws `InputError` where it holds other files, isochrones of something else, or damaged ones.
   */
  static async open(directory: string, provenance: Provenance): Promise<IsochroneFolder> {
    await mkdir(directory, { recursive: true });
    const entries = await readdir(directory);
    if (entries.includes(MANIFEST)) {
      const folder = new IsochroneFolder(directory, await readManifest(directory));
      folder.#checkQuestion(provenance);
      await folder.#takeAwayUnfinished();
      return folder;
    }
    if (entries.some((entry) => entry !== ASIDE)) {
      const some = entries.slice(0, 3).join(", ");
      throw new InputError(
        "isochrones.folder.foreign",
        directory,
        `holds other files (${some} …), expected an empty folder or one of isochrones`,
      );
    }
    const folder = new IsochroneFolder(directory, {
      format: FORMAT,
      formatVersion: FORMAT_VERSION,
      provenance,
      isComplete: false,
      polygonBytes: 0,
      parts: [],
    });
    await folder.#save();
    await writeFile(join(directory, POLYGONS), "");
    await mkdir(join(directory, TIMES));
    return folder;
  }

  /** Indices of the structures that are there. */
  get structures(): ReadonlySet<number> {
    return new Set(this.#manifest.parts.flatMap(({ structures }) => structures));
  }

  get cellCount(): number {
    return this.#manifest.parts.reduce((sum, part) => sum + part.cellCount, 0);
  }

  get bytes(): number {
    return this.#manifest.parts.reduce(
      (sum, { times }) => sum + (times?.bytes ?? 0),
      this.#manifest.polygonBytes,
    );
  }

  /** Adds a part; one at a time. */
  async add({ structures, polygons, times, cellCount }: DrawnPart): Promise<void> {
    const { parts, polygonBytes } = this.#manifest;
    const file = await open(join(this.directory, POLYGONS), "r+");
    try {
      await writeFully(file, polygons, polygonBytes);
    } finally {
      await file.close();
    }
    const timesFile = `partie-${String(parts.length + 1).padStart(4, "0")}.parquet`;
    if (times !== null) await writeFile(join(this.directory, TIMES, timesFile), times);
    const entry: PartEntry = {
      structures,
      times: times === null ? null : { file: timesFile, bytes: times.length },
      cellCount,
    };
    this.#manifest = {
      ...this.#manifest,
      polygonBytes: polygonBytes + polygons.length,
      parts: [...parts, entry],
    };
    await this.#save();
  }

  /** Everything that was asked for is there. */
  async complete(): Promise<void> {
    if (this.#manifest.isComplete) return;
    this.#manifest = { ...this.#manifest, isComplete: true };
    await this.#save();
  }

  #checkQuestion(provenance: Provenance): void {
    const [held, asked] = [this.#manifest.provenance, provenance];
    if (JSON.stringify(held) === JSON.stringify(asked)) return;
    throw new InputError(
      "isochrones.folder.other",
      this.directory,
      `holds isochrones of ${describe(held)}, expected ${describe(asked)}: choose another folder or remove it`,
    );
  }

  async #takeAwayUnfinished(): Promise<void> {
    const { polygonBytes, parts } = this.#manifest;
    const polygons = await open(join(this.directory, POLYGONS), "a");
    try {
      const { size } = await polygons.stat();
      if (size < polygonBytes) throw damaged(this.directory, POLYGONS, size, polygonBytes);
      await polygons.truncate(polygonBytes);
    } finally {
      await polygons.close();
    }
    const folder = join(this.directory, TIMES);
    await mkdir(folder, { recursive: true });
    const named = new Map(parts.flatMap(({ times }) => (times === null ? [] : [[times.file, times.bytes]])));
    for (const [file, bytes] of named) {
      const size = await sizeOf(join(folder, file));
      if (size !== bytes) throw damaged(this.directory, join(TIMES, file), size, bytes);
    }
    for (const file of await readdir(folder)) if (!named.has(file)) await rm(join(folder, file));
  }

  async #save(): Promise<void> {
    const aside = join(this.directory, ASIDE);
    await writeFile(aside, `${JSON.stringify(this.#manifest)}\n`);
    await rename(aside, join(this.directory, MANIFEST));
  }
}

async function readManifest(directory: string): Promise<Manifest> {
  const path = join(directory, MANIFEST);
  let manifest: unknown;
  try {
    manifest = JSON.parse(await readFile(path, "utf8"));
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new InputError("isochrones.manifest.syntax", path, "got no JSON, expected a manifest", { cause });
  }
  if (!isManifest(manifest)) {
    throw new InputError("isochrones.manifest.form", path, "not the manifest of a folder of isochrones");
  }
  if (manifest.formatVersion !== FORMAT_VERSION) {
    const got = `got format ${manifest.formatVersion}, expected ${FORMAT_VERSION}`;
    throw new InputError("isochrones.manifest.version", path, `${got}: choose another folder or remove it`);
  }
  return manifest;
}

/** As far as it is read: whether its parts are there is looked at afterwards. */
function isManifest(value: unknown): value is Manifest {
  if (typeof value !== "object" || value === null) return false;
  const { format, formatVersion, provenance, polygonBytes, parts } = value as Partial<Manifest>;
  return (
    format === FORMAT &&
    typeof formatVersion === "number" &&
    typeof provenance === "object" &&
    typeof polygonBytes === "number" &&
    Array.isArray(parts) &&
    (parts as Partial<PartEntry>[]).every(
      ({ structures, times }) => Array.isArray(structures) && typeof times === "object",
    )
  );
}

function describe({ dataset, parameters }: Provenance): string {
  const values = Object.entries(parameters).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  return `dataset ${dataset.id} with ${values.join(", ")}`;
}

function damaged(directory: string, file: string, got: number, expected: number): InputError {
  return new InputError(
    "isochrones.folder.damaged",
    directory,
    `${file}: got ${got} bytes, expected ${expected}: remove the folder and begin anew`,
  );
}

async function sizeOf(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return 0;
    throw error;
  }
}

async function writeFully(
  file: Awaited<ReturnType<typeof open>>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

import { once } from "node:events";
import { createGzip } from "node:zlib";

import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { type DrawingThreads, type DrawOptions, drawParts, type FailedStructure } from "./draw-isochrones.ts";
import type { StructureToDraw } from "./isochrone-tasks.ts";

/** `geojsonl`: one feature a line, as the folder of all isochrones has them; `geojson`: the same in one collection. */
export type PackFormat = "geojsonl" | "geojson";

export interface PackOptions extends Pick<DrawOptions, "minutes" | "signal"> {
  readonly format: PackFormat;
  /** Further members of a collection: what its features are made of. */
  readonly members: object;
  /** The pack may be so long. */
  readonly mostBytes: number;
  /** Hears how many structures are drawn. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface PackedIsochrones {
  /** The file, compressed by gzip. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its length before. */
  readonly plainBytes: number;
  /** Structures in it, and those that could not be drawn. */
  readonly drawn: number;
  readonly failed: readonly FailedStructure[];
}

/** From this share of the structures on it is seen how long the file will be; neighbours are alike, so that it takes a margin. */
const FORESEEN_FROM = 0.1;
const FORESEEN_FACTOR = 1.5;

/** What was packed is longer than it may be, or will be by far. */
export class PackTooLargeError extends Error {
  override readonly name = "PackTooLargeError";

  constructor(mostBytes: number) {
    super(`isochrones: more than ${mostBytes} bytes`);
  }
}

/**
 * Draws structures on the threads of a pool into one compressed file in memory, compressed while the next are drawn.
 *
 * Rejects with `PackTooLargeError` as soon as the file is too long, or once a tenth of it lets one expect half as much again, with the signal's reason when that is aborted.
 */
export async function packIsochrones(
  pool: DrawingThreads,
  dataset: Pick<Dataset, "structureSnaps">,
  structures: readonly StructureToDraw[],
  { format, members, mostBytes, minutes, signal, onProgress }: PackOptions,
): Promise<PackedIsochrones> {
  const failed: FailedStructure[] = [];
  const onFailure = (failure: FailedStructure): void => void failed.push(failure);
  const file = new GzipFile();
  const isCollection = format === "geojson";
  if (isCollection) await file.add(Buffer.from('{"type":"FeatureCollection","features":['));
  let done = 0;
  let separator = "\n";
  try {
    for await (const part of drawParts(pool, dataset, structures, { minutes, signal, onFailure })) {
      done += part.structures.length;
      if (!isCollection) await file.add(part.polygons);
      else if (part.polygons.length > 0) {
        const lines = new TextDecoder().decode(part.polygons).slice(0, -1);
        await file.add(Buffer.from(separator + lines.replaceAll("\n", ",\n")));
        separator = ",\n";
      }
      const foreseen = (file.length * structures.length) / done;
      const isForeseen = done >= structures.length * FORESEEN_FROM && foreseen > FORESEEN_FACTOR * mostBytes;
      if (isForeseen || file.length > mostBytes) throw new PackTooLargeError(mostBytes);
      onProgress?.(done, structures.length);
    }
    if (isCollection) await file.add(Buffer.from(`\n],${JSON.stringify(members).slice(1)}\n`));
    const bytes = await file.end();
    if (bytes.length > mostBytes) throw new PackTooLargeError(mostBytes);
    return { bytes, plainBytes: file.plainLength, drawn: structures.length - failed.length, failed };
  } finally {
    file.close();
  }
}

/** Bytes that are compressed one after the other, the next while the last are at it. */
class GzipFile {
  readonly #gzip = createGzip();
  readonly #chunks: Buffer[] = [];
  #length = 0;
  #plainLength = 0;

  constructor() {
    this.#gzip.on("data", (chunk: Buffer) => {
      this.#chunks.push(chunk);
      this.#length += chunk.length;
    });
  }

  /** Of what is compressed by now. */
  get length(): number {
    return this.#length;
  }

  get plainLength(): number {
    return this.#plainLength;
  }

  async add(bytes: Uint8Array): Promise<void> {
    this.#plainLength += bytes.length;
    if (!this.#gzip.write(bytes)) await once(this.#gzip, "drain");
  }

  async end(): Promise<Uint8Array<ArrayBuffer>> {
    const ended = once(this.#gzip, "end");
    this.#gzip.end();
    await ended;
    const bytes = new Uint8Array(this.#length);
    let at = 0;
    for (const chunk of this.#chunks) {
      bytes.set(chunk, at);
      at += chunk.length;
    }
    return bytes;
  }

  close(): void {
    this.#gzip.destroy();
  }
}

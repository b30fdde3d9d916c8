import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { pipeline } from "node:stream";
import { createGunzip } from "node:zlib";

import { type FileStart, kindName, readFileStart, startOf, unreadable } from "./file-kind.ts";
import { InputError } from "./input-error.ts";
import { stopIfAborted } from "./progress.ts";

/** One feature of a collection, parsed but not yet checked beyond being a JSON object. */
export interface RawFeature {
  /** `communes.geojson feature 12 (byte 4096)`, counted from 1: for messages. */
  readonly where: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Readonly<Record<string, unknown>> | null;
}

/** All that stands outside the features: `type`, `name`, `crs`. Anything longer is another kind of JSON. */
const MAX_SKELETON_BYTES = 1 << 20;
/** The largest commune outlines take about 1 MB; a text of more than 512 MiB does not fit a string. */
const MAX_FEATURE_BYTES = 1 << 28;

/**
 * Streams the features of a GeoJSON FeatureCollection (RFC 7946), in UTF-8, plain or gzipped: memory is one feature,
 * not the file.
 *
 * @throws InputError `geojson.foreign` (empty, or another format), `geojson.truncated`, `geojson.syntax`,
 * `geojson.structure` (not a FeatureCollection, or a member that is not a Feature), `geojson.gzip` (a gzip file
 * that is cut or altered), `file.unreadable`
 */
export async function* readGeojsonFeatures(file: string, signal?: AbortSignal): AsyncGenerator<RawFeature> {
  const start = await readFileStart(file);
  const name = basename(file);
  const isGzip = start.kind === "gzip";
  if (!isGzip) refuseForeign(start, name);
  const splitter = new FeatureSplitter(name);
  let isFirst = isGzip;
  try {
    for await (const chunk of isGzip ? inflated(file) : plain(file)) {
      stopIfAborted(signal);
      if (isFirst) refuseForeign(startOf(chunk.subarray(0, HEAD_BYTES)), name);
      isFirst = false;
      for (const feature of splitter.push(chunk)) yield feature;
    }
  } catch (error) {
    throw isInflation(error) ? brokenGzip(name, error) : unreadable(file, error);
  }
  splitter.finish();
}

const CHUNK_BYTES = 1 << 18;
/** Enough to tell JSON from what else may be in a gzip file. */
const HEAD_BYTES = 65_536;

function plain(file: string): AsyncIterable<Buffer> {
  return createReadStream(file, { highWaterMark: CHUNK_BYTES });
}

function inflated(file: string): AsyncIterable<Buffer> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  // Errors reach the reader through the last stream; the callback is what makes pipeline pass them on.
  pipeline(createReadStream(file, { highWaterMark: CHUNK_BYTES }), gunzip, () => {});
  return gunzip;
}

/** zlib names its errors so: `Z_DATA_ERROR`, `Z_BUF_ERROR` where the file ends too early. */
function isInflation(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function brokenGzip(name: string, cause: unknown): InputError {
  const why = cause instanceof Error ? cause.message : "not readable";
  return new InputError("geojson.gzip", name, `a cut or altered gzip file (${why}), expected a whole one`, {
    cause,
  });
}

function refuseForeign({ kind, encoding }: FileStart, name: string): void {
  if (kind === "json" && encoding === "utf-8") return;
  const got = kind === "json" ? `JSON in ${encoding}` : kindName(kind);
  throw new InputError("geojson.foreign", name, `${got}, expected GeoJSON in UTF-8`);
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const SPACE = 0x20;
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d];
/** Depth of the brackets inside the collection's `features`. */
const FEATURES_DEPTH = 2;
const BYTE_ORDER_MARK = "\u00EF\u00BB\u00BF";

/**
 * Follows brackets and strings through the bytes. What stands inside `features` is cut into features; all the
 * rest is kept as the skeleton, itself JSON, and checked at the end.
 */
class FeatureSplitter {
  readonly #name: string;
  #chunk: Buffer = Buffer.alloc(0);
  /** First byte of the chunk that is not yet in the skeleton or in a feature. */
  #pending = 0;
  /** Bytes of the file before the chunk. */
  #offset = 0;
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Last string directly inside the collection: the key, when a value follows. */
  #key = "";
  /** Where that string began, counted from the start of the skeleton; -1 for strings elsewhere. */
  #keyStart = -1;
  /** Skeleton in latin-1, one sign a byte: only its ASCII words matter. */
  #skeleton = "";
  #inFeatures = false;
  #features: RawFeature[] = [];
  #count = 0;
  #parts: Buffer[] = [];
  #partBytes = 0;
  #featureByte = 0;

  constructor(name: string) {
    this.#name = name;
  }

  /** The features that end in this chunk. */
  push(chunk: Buffer): RawFeature[] {
    this.#chunk = chunk;
    this.#pending = 0;
    this.#features = [];
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i];
      if (this.#inString) this.#continueString(byte, i);
      else if (byte === QUOTE) this.#openString(i);
      else if (byte === OPEN_OBJECT || byte === OPEN_ARRAY) this.#open(byte, i);
      else if (byte === CLOSE_OBJECT || byte === CLOSE_ARRAY) this.#close(i);
      else if (this.#depth === FEATURES_DEPTH && byte > SPACE && byte !== COMMA) this.#refuseBareValue();
    }
    this.#keepRest();
    this.#offset += chunk.length;
    return this.#features;
  }

  /** @throws InputError where the collection is cut, or is none */
  finish(): void {
    if (this.#depth > 0 || this.#inString) {
      const what = "the file ends inside the collection, expected its closing brackets (cut file?)";
      throw new InputError("geojson.truncated", `${this.#name}@${this.#offset}`, what);
    }
    const text = this.#skeleton.startsWith(BYTE_ORDER_MARK) ? this.#skeleton.slice(3) : this.#skeleton;
    const collection = parseJson(text, this.#name);
    if (!isObject(collection) || collection["type"] !== "FeatureCollection") {
      const got = isObject(collection) ? `type ${JSON.stringify(collection["type"])}` : "an array";
      throw new InputError("geojson.structure", this.#name, `${got}, expected a FeatureCollection`);
    }
    if (!Array.isArray(collection["features"])) {
      throw new InputError("geojson.structure", this.#name, "no array of features, expected one");
    }
  }

  #openString(at: number): void {
    this.#inString = true;
    this.#refuseBareValue();
    this.#keyStart = this.#depth === 1 ? this.#skeleton.length + at - this.#pending + 1 : -1;
  }

  #continueString(byte: number, at: number): void {
    if (this.#escaped) {
      this.#escaped = false;
    } else if (byte === BACKSLASH) {
      this.#escaped = true;
    } else if (byte === QUOTE) {
      this.#inString = false;
      if (this.#keyStart < 0) return;
      const inChunk = Math.max(0, this.#keyStart - this.#skeleton.length);
      this.#key =
        this.#skeleton.slice(this.#keyStart) + this.#chunk.toString("latin1", this.#pending + inChunk, at);
    }
  }

  #open(byte: number, at: number): void {
    if (this.#inFeatures && this.#depth === FEATURES_DEPTH) {
      this.#count++;
      this.#featureByte = this.#offset + at;
      this.#pending = at;
    }
    this.#depth++;
    if (byte === OPEN_ARRAY && this.#depth === FEATURES_DEPTH && this.#key === "features") {
      this.#addSkeleton(at + 1);
      this.#inFeatures = true;
    }
  }

  #close(at: number): void {
    this.#depth--;
    if (!this.#inFeatures) return;
    if (this.#depth === FEATURES_DEPTH) {
      this.#features.push(this.#takeFeature(at + 1));
    } else if (this.#depth < FEATURES_DEPTH) {
      this.#inFeatures = false;
      this.#pending = at;
    }
  }

  /** Numbers, words and strings between features belong to none: the collection is not what it says. */
  #refuseBareValue(): void {
    if (!this.#inFeatures || this.#depth !== FEATURES_DEPTH) return;
    const where = `${this.#name} after feature ${this.#count}`;
    throw new InputError("geojson.structure", where, "not a Feature, expected one");
  }

  /** Keeps what the chunk leaves open: part of a feature, or of the skeleton. */
  #keepRest(): void {
    if (!this.#inFeatures) {
      this.#addSkeleton(this.#chunk.length);
    } else if (this.#depth > FEATURES_DEPTH) {
      const rest = this.#chunk.subarray(this.#pending);
      this.#parts.push(rest);
      this.#partBytes += rest.length;
      if (this.#partBytes > MAX_FEATURE_BYTES) {
        const what = `a feature of more than ${MAX_FEATURE_BYTES} bytes, expected a smaller one`;
        throw new InputError("geojson.structure", this.#where(), what);
      }
    }
  }

  #addSkeleton(end: number): void {
    this.#skeleton += this.#chunk.toString("latin1", this.#pending, end);
    this.#pending = end;
    if (this.#skeleton.length > MAX_SKELETON_BYTES) {
      const what = "JSON of another kind, expected a FeatureCollection";
      throw new InputError("geojson.structure", this.#name, what);
    }
  }

  #takeFeature(end: number): RawFeature {
    const where = this.#where();
    const last = this.#chunk.subarray(this.#pending, end);
    const bytes = this.#parts.length === 0 ? last : Buffer.concat([...this.#parts, last]);
    this.#pending = end;
    this.#parts = [];
    this.#partBytes = 0;
    return checkFeature(parseJson(bytes.toString("utf8"), where), where);
  }

  #where(): string {
    return `${this.#name} feature ${this.#count} (byte ${this.#featureByte})`;
  }
}

function checkFeature(feature: unknown, where: string): RawFeature {
  if (!isObject(feature) || feature["type"] !== "Feature") {
    throw new InputError("geojson.structure", where, "not a Feature, expected one");
  }
  const properties = feature["properties"] ?? {};
  const geometry = feature["geometry"] ?? null;
  if (!isObject(properties) || (geometry !== null && !isObject(geometry))) {
    throw new InputError(
      "geojson.structure",
      where,
      "properties or geometry of another type, expected objects",
    );
  }
  return { where, properties, geometry };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : "";
    throw new InputError("geojson.syntax", where, `not JSON: ${reason}`, { cause: error });
  }
}

import { decodePolyline } from "../../isochrones/engines/osrm/polyline.ts";
import { OsrmRefusal } from "./refusal.ts";

/** The address of a request, taken apart. The profile's name says nothing: a dataset has one profile. */
export interface OsrmRequest {
  readonly service: string;
  /** `[lon, lat]` in degrees, in range. */
  readonly coordinates: readonly (readonly [number, number])[];
  readonly options: readonly RawOption[];
}

export interface RawOption {
  readonly name: string;
  readonly value: string;
  /** Where name and value begin in the address: OSRM's errors tell. */
  readonly position: number;
  readonly valuePosition: number;
}

const SERVICES = ["route", "table", "nearest"];
/** Services of OSRM that Trente has no use for. */
const OTHER_SERVICES = ["match", "trip", "tile"];

const ADDRESS = [/\//y, /[A-Za-z0-9_-]+/y, /\/v/y, /\d+/y, /\//y, /[^/?]+/y, /\//y];
const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const POLYLINE = /polyline(6?)\(([^)]*)\)/y;

/**
 * @param address path and query after `/osrm`, percent-decoded
 * @throws OsrmRefusal with OSRM's code, and the position at which it would have given up
 */
export function readRequest(address: string): OsrmRequest {
  const reader = new Reader(address);
  const parts = ADDRESS.map((part) => {
    const found = reader.take(part);
    if (found !== null) return found[0];
    const { position } = reader;
    const context = address.slice(Math.max(0, position - 3), position + 3);
    throw new OsrmRefusal("InvalidUrl", `URL string malformed close to position ${position}: "${context}"`);
  });
  const [, service, , version] = parts;
  checkService(service, version);
  const coordinates = readCoordinates(reader);
  reader.take(/\.(?:json|flatbuffers)/y);
  const options = readOptions(reader);
  if (coordinates.some(([lon, lat]) => Math.abs(lon) > 180 || Math.abs(lat) > 90)) {
    throw new OsrmRefusal("InvalidValue", "Invalid coordinate value.");
  }
  return { service, coordinates, options };
}

function checkService(service: string, version: string): void {
  if (OTHER_SERVICES.includes(service)) {
    throw new OsrmRefusal("NotImplemented", `Service ${service} is not offered here.`);
  }
  if (!SERVICES.includes(service)) throw new OsrmRefusal("InvalidService", `Service ${service} not found!`);
  if (version !== "1") throw new OsrmRefusal("InvalidVersion", `Service ${service} not found!`);
}

function readCoordinates(reader: Reader): (readonly [number, number])[] {
  const polyline = reader.take(POLYLINE);
  if (polyline !== null) {
    const line = decodePolyline(polyline[2], polyline[1] === "6" ? 6 : 5);
    if (line === null || line.length === 0) throw malformed(reader.position);
    return line;
  }
  const coordinates: (readonly [number, number])[] = [];
  do {
    const lon = reader.need(NUMBER);
    reader.need(/,/y);
    coordinates.push([Number(lon), Number(reader.need(NUMBER))]);
  } while (reader.take(/;/y) !== null);
  return coordinates;
}

function readOptions(reader: Reader): RawOption[] {
  if (reader.isDone) return [];
  reader.need(/\?/y);
  const options: RawOption[] = [];
  while (!reader.isDone) {
    const { position } = reader;
    const name = reader.need(/[a-z_]+/y);
    reader.need(/=/y);
    options.push({ name, position, valuePosition: reader.position, value: reader.need(/[^&]*/y) });
    if (!reader.isDone) reader.need(/&/y);
  }
  return options;
}

/** The refusal of an address that cannot be read on from a position. */
export function malformed(position: number): OsrmRefusal {
  return new OsrmRefusal("InvalidQuery", `Query string malformed close to position ${position}`);
}

class Reader {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get position(): number {
    return this.#position;
  }

  get isDone(): boolean {
    return this.#position >= this.#text.length;
  }

  /** What a sticky pattern finds here, or null: then nothing is taken. */
  take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.#text);
    if (found !== null) this.#position = pattern.lastIndex;
    return found;
  }

  need(pattern: RegExp): string {
    const found = this.take(pattern);
    if (found === null) throw malformed(this.#position);
    return found[0];
  }
}

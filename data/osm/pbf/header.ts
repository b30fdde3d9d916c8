import { InputError } from "../../input-error.ts";
import { BboxField, HeaderField, HISTORY_FEATURE, KNOWN_FEATURES } from "./format.ts";
import { WireReader } from "./wire-reader.ts";

const DEGREES_PER_NANODEGREE = 1e-9;
/** The end of the year 9999, in seconds since 1970: what lies beyond is no date that people can read. */
const LATEST_SECONDS = 253_402_300_799;

/** What a file says about itself; empty and null where it says nothing. */
export interface OsmHeader {
  /** `[west, south, east, north]`, degrees. */
  readonly bbox: readonly [west: number, south: number, east: number, north: number] | null;
  readonly requiredFeatures: readonly string[];
  readonly optionalFeatures: readonly string[];
  readonly writingProgram: string;
  readonly source: string;
  /** Seconds since 1970 of the data's last change. */
  readonly replicationTimestamp: number | null;
}

/**
 * Decodes the inflated bytes of an `OSMHeader` blob.
 *
 * @param where place of the blob for errors, `corse.osm.pbf@0`
 * @throws InputError `osm.pbf.history` or `osm.pbf.feature` where the file requires what this reader cannot do,
 * `osm.pbf.corrupt` where the bytes break the format
 */
export function decodeHeader(bytes: Uint8Array, where: string): OsmHeader {
  const reader = new WireReader(bytes, where);
  let bbox: OsmHeader["bbox"] = null;
  const requiredFeatures: string[] = [];
  const optionalFeatures: string[] = [];
  let writingProgram = "";
  let source = "";
  let replicationTimestamp: number | null = null;
  for (let field = reader.nextField(); field !== 0; field = reader.nextField()) {
    if (field === HeaderField.bbox) bbox = readBbox(reader, reader.enter("the bbox"));
    else if (field === HeaderField.requiredFeatures) requiredFeatures.push(reader.text("a required feature"));
    else if (field === HeaderField.optionalFeatures)
      optionalFeatures.push(reader.text("an optional feature"));
    else if (field === HeaderField.writingProgram) writingProgram = reader.text("the writing program");
    else if (field === HeaderField.source) source = reader.text("the source");
    else if (field === HeaderField.replicationTimestamp) {
      replicationTimestamp = readTimestamp(reader);
    }
  }
  checkFeatures(requiredFeatures, where);
  return { bbox, requiredFeatures, optionalFeatures, writingProgram, source, replicationTimestamp };
}

function readTimestamp(reader: WireReader): number {
  const seconds = reader.signed("the replication timestamp");
  if (seconds >= 0 && seconds <= LATEST_SECONDS) return seconds;
  return reader.corrupt(
    `the replication timestamp is ${seconds}, expected 0 to ${LATEST_SECONDS} seconds since 1970`,
  );
}

function readBbox(reader: WireReader, end: number): OsmHeader["bbox"] {
  const sides = { west: 0, south: 0, east: 0, north: 0 };
  for (let field = reader.nextField(end); field !== 0; field = reader.nextField(end)) {
    if (field === BboxField.left) sides.west = reader.zigzag("the bbox's left");
    else if (field === BboxField.right) sides.east = reader.zigzag("the bbox's right");
    else if (field === BboxField.top) sides.north = reader.zigzag("the bbox's top");
    else if (field === BboxField.bottom) sides.south = reader.zigzag("the bbox's bottom");
  }
  return [
    sides.west * DEGREES_PER_NANODEGREE,
    sides.south * DEGREES_PER_NANODEGREE,
    sides.east * DEGREES_PER_NANODEGREE,
    sides.north * DEGREES_PER_NANODEGREE,
  ];
}

function checkFeatures(required: readonly string[], where: string): void {
  if (required.includes(HISTORY_FEATURE)) {
    throw new InputError(
      "osm.pbf.history",
      where,
      `a history file (${HISTORY_FEATURE}), expected one version of each object: make one with osmium time-filter`,
    );
  }
  const unknown = required.filter((feature) => !KNOWN_FEATURES.includes(feature));
  if (unknown.length === 0) return;
  throw new InputError(
    "osm.pbf.feature",
    where,
    `the file requires ${unknown.map(quote).join(", ")}, expected no more than ${KNOWN_FEATURES.join(" and ")}`,
  );
}

function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

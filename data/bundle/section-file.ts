import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync, readSync, writeSync } from "node:fs";
import { basename } from "node:path";
import { crc32 } from "node:zlib";

import { InputError } from "../input-error.ts";

/**
 * A file of named typed arrays: `TRENTE` and a format version, a JSON table of the sections, then each section
 * on an 8-byte boundary, little-endian. The table carries a CRC-32 of each section, the prefix one of the table.
 */
export type Section = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;

export type Sections = Readonly<Record<string, Section>>;

const MAGIC = Buffer.from("TRENTE\r\n");
const FILE_VERSION = 1;
const PREFIX_BYTES = 24;
const ALIGNMENT = 8;
/** One read or write call moves at most this much; the system's own limit is 2 GiB. */
const CHUNK_BYTES = 1 << 28;

const TYPES = {
  u8: Uint8Array,
  u16: Uint16Array,
  u32: Uint32Array,
  i32: Int32Array,
  f32: Float32Array,
  f64: Float64Array,
} as const;

type TypeName = keyof typeof TYPES;

interface TableEntry {
  readonly name: string;
  readonly type: TypeName;
  readonly length: number;
  readonly offset: number;
  readonly crc32: number;
}

export interface SectionFileOptions {
  /** Waits until all is on the disk, and not only safe from the end of the process. True if not given. */
  readonly sync?: boolean;
}

/** Writes the sections. Same sections, same bytes. */
export function writeSectionFile(
  path: string,
  sections: Sections,
  { sync = true }: SectionFileOptions = {},
): void {
  let offset = 0;
  const entries = Object.entries(sections).map(([name, section]): TableEntry => {
    const entry = {
      name,
      type: typeOf(section),
      length: section.length,
      offset,
      crc32: crc32(bytesOf(section)),
    };
    offset = align(offset + section.byteLength);
    return entry;
  });
  const json = Buffer.from(JSON.stringify(entries));
  const prefix = Buffer.alloc(PREFIX_BYTES + align(json.length), " ");
  MAGIC.copy(prefix);
  prefix.writeUInt32LE(FILE_VERSION, 8);
  prefix.writeUInt32LE(json.length, 12);
  prefix.writeUInt32LE(crc32(json), 16);
  json.copy(prefix, PREFIX_BYTES);

  const file = openSync(path, "wx");
  try {
    writeFully(file, prefix, 0);
    entries.forEach((entry) => writeFully(file, bytesOf(sections[entry.name]), prefix.length + entry.offset));
    // Up to the boundary, or an empty last section would begin behind the end.
    ftruncateSync(file, prefix.length + offset);
    if (sync) fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/**
 * Reads a whole file into memory that threads may share.
 * Throws `InputError` for a file that is no section file, of a newer version, truncated or altered.
 */
export function readSectionFile(path: string): Sections {
  const name = basename(path);
  const file = openSync(path, "r");
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.from(new SharedArrayBuffer(size));
    readFully(file, bytes);
    return parseSections(name, bytes);
  } finally {
    closeSync(file);
  }
}

function parseSections(name: string, bytes: Buffer): Sections {
  if (bytes.length < PREFIX_BYTES || !bytes.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new InputError(
      "bundle.file.magic",
      name,
      `not a file of a dataset: ${bytes.length} bytes without its mark`,
    );
  }
  const version = bytes.readUInt32LE(8);
  if (version !== FILE_VERSION) {
    throw new InputError(
      "bundle.file.version",
      name,
      `got file version ${version}, expected ${FILE_VERSION}`,
    );
  }
  const tableBytes = bytes.readUInt32LE(12);
  const start = PREFIX_BYTES + align(tableBytes);
  if (start > bytes.length) throw truncated(name, bytes.length, start);
  const sections: Record<string, Section> = {};
  const table = bytes.subarray(PREFIX_BYTES, PREFIX_BYTES + tableBytes);
  if (crc32(table) !== bytes.readUInt32LE(16)) {
    throw new InputError("bundle.file.altered", name, "its table of sections does not match its checksum");
  }
  for (const entry of parseTable(name, table.toString("utf8"))) {
    const { BYTES_PER_ELEMENT } = TYPES[entry.type];
    const end = start + entry.offset + entry.length * BYTES_PER_ELEMENT;
    if (end > bytes.length) throw truncated(name, bytes.length, end);
    const section = viewOf(entry.type, bytes.buffer, bytes.byteOffset + start + entry.offset, entry.length);
    if (crc32(bytesOf(section)) !== entry.crc32) {
      throw new InputError("bundle.file.altered", name, `section ${entry.name} does not match its checksum`);
    }
    sections[entry.name] = section;
  }
  return sections;
}

function parseTable(name: string, json: string): TableEntry[] {
  try {
    const table: unknown = JSON.parse(json);
    if (Array.isArray(table) && table.every(isTableEntry)) return table;
  } catch {
    // Reported below, like a table of another form.
  }
  throw new InputError("bundle.file.altered", name, "its table of sections cannot be read");
}

function isTableEntry(value: unknown): value is TableEntry {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, length, offset } = value as Record<string, unknown>;
  return (
    typeof name === "string" &&
    typeof type === "string" &&
    type in TYPES &&
    isCount(length) &&
    isCount(offset) &&
    offset % ALIGNMENT === 0
  );
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

function truncated(name: string, got: number, expected: number): InputError {
  return new InputError("bundle.file.truncated", name, `got ${got} bytes, expected at least ${expected}`);
}

function typeOf(section: Section): TypeName {
  for (const [name, type] of Object.entries(TYPES)) {
    if (section instanceof type) return name as TypeName;
  }
  throw new TypeError(`section of type ${Object.prototype.toString.call(section)}`);
}

function bytesOf(section: Section): Uint8Array {
  return new Uint8Array(section.buffer, section.byteOffset, section.byteLength);
}

function viewOf(type: TypeName, buffer: ArrayBufferLike, offset: number, length: number): Section {
  const View = TYPES[type] as new (buffer: ArrayBufferLike, offset: number, length: number) => Section;
  return new View(buffer, offset, length);
}

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

function writeFully(file: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    done += writeSync(file, bytes, done, Math.min(CHUNK_BYTES, bytes.length - done), position + done);
  }
}

function readFully(file: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) {
    const got = readSync(file, bytes, done, Math.min(CHUNK_BYTES, bytes.length - done), done);
    if (got === 0) return;
    done += got;
  }
}

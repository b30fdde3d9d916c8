import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { basename } from "node:path";
import { crc32 } from "node:zlib";

import { InputError } from "../input-error.ts";
import { loadSummed, readFully, readSummed, writeFully } from "./file-parts.ts";
import type { Section, Sections, SectionSource } from "./section-source.ts";

/**
 * A file of named typed arrays: `TRENTE` and a format version, a JSON table of the sections, then each section
 * on an 8-byte boundary, little-endian. The table carries a CRC-32 of each section, the prefix one of the table.
 */
const MAGIC = Buffer.from("TRENTE\r\n");
const FILE_VERSION = 1;
const PREFIX_BYTES = 24;
const ALIGNMENT = 8;
/** As many threads as Node keeps for reading. */
const READS_AT_ONCE = 4;

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
  return SectionFile.open(path).readAll();
}

/**
 * A section file whose sections are read when they are asked for, each once, into memory that threads may share. It
 * stays readable when it is deleted or replaced meanwhile.
 */
export class SectionFile implements SectionSource {
  readonly #name: string;
  readonly #file: number;
  /** Where the first section may begin. */
  readonly #start: number;
  readonly #entries: ReadonlyMap<string, TableEntry>;
  readonly #read = new Map<string, Section>();
  #isOpen = true;

  private constructor(
    name: string,
    file: number,
    { start, entries }: { start: number; entries: readonly TableEntry[] },
  ) {
    this.#name = name;
    this.#file = file;
    this.#start = start;
    this.#entries = new Map(entries.map((entry) => [entry.name, entry]));
    openFiles.register(this, file, this);
    this.#closeIfDone();
  }

  /** Reads the table. Throws `InputError` for a file that is no section file, of a newer version, or truncated. */
  static open(path: string): SectionFile {
    const name = basename(path);
    const file = openSync(path, "r");
    try {
      return new SectionFile(name, file, readTable(name, file));
    } catch (error) {
      closeSync(file);
      throw error;
    }
  }

  has(section: string): boolean {
    return this.#entries.has(section);
  }

  get names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Numbers in a section, without reading it. Throws for one that the file does not have. */
  lengthOf(section: string): number {
    return this.#entry(section).length;
  }

  /** Throws `InputError` where the section does not match its checksum, and for one that the file does not have. */
  read(section: string): Section {
    const known = this.#read.get(section);
    if (known !== undefined) return known;
    const entry = this.#entry(section);
    const values = makeSection(entry);
    const bytes = bytesOf(values);
    this.#keep(entry, values, readSummed(this.#file, bytes, this.#start + entry.offset));
    return values;
  }

  /** Reads what has not been read yet, some parts of it at once. Throws as `read` does. */
  async loadAll(): Promise<void> {
    const waiting = [...this.#entries.values()].filter(({ name }) => !this.#read.has(name));
    const loadNext = async (): Promise<void> => {
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift()) await this.#load(entry);
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, loadNext));
  }

  async #load(entry: TableEntry): Promise<void> {
    const values = makeSection(entry);
    const bytes = bytesOf(values);
    this.#keep(entry, values, await loadSummed(this.#file, bytes, this.#start + entry.offset));
  }

  readAll(): Sections {
    return Object.fromEntries(this.names.map((name) => [name, this.read(name)]));
  }

  #keep({ name, crc32: expected }: TableEntry, values: Section, sum: number): void {
    if (sum !== expected) {
      throw new InputError("bundle.file.altered", this.#name, `section ${name} does not match its checksum`);
    }
    this.#read.set(name, values);
    this.#closeIfDone();
  }

  #entry(section: string): TableEntry {
    const entry = this.#entries.get(section);
    if (entry === undefined) throw new Error(`${this.#name} has no section ${section}`);
    return entry;
  }

  #closeIfDone(): void {
    if (!this.#isOpen || this.#read.size < this.#entries.size) return;
    this.#isOpen = false;
    openFiles.unregister(this);
    closeSync(this.#file);
  }
}

/** Closes the file of a dataset that nobody holds any more. */
const openFiles = new FinalizationRegistry<number>((file) => closeSync(file));

function readTable(name: string, file: number): { start: number; entries: readonly TableEntry[] } {
  const { size } = fstatSync(file);
  const prefix = Buffer.alloc(Math.min(PREFIX_BYTES, size));
  readFully(file, prefix, 0);
  if (prefix.length < PREFIX_BYTES || !prefix.subarray(0, MAGIC.length).equals(MAGIC)) {
    throw new InputError(
      "bundle.file.magic",
      name,
      `not a file of a dataset: ${size} bytes without its mark`,
    );
  }
  const version = prefix.readUInt32LE(8);
  if (version !== FILE_VERSION) {
    throw new InputError(
      "bundle.file.version",
      name,
      `got file version ${version}, expected ${FILE_VERSION}`,
    );
  }
  const tableBytes = prefix.readUInt32LE(12);
  const start = PREFIX_BYTES + align(tableBytes);
  if (start > size) throw truncated(name, size, start);
  const table = Buffer.alloc(tableBytes);
  readFully(file, table, PREFIX_BYTES);
  if (crc32(table) !== prefix.readUInt32LE(16)) {
    throw new InputError("bundle.file.altered", name, "its table of sections does not match its checksum");
  }
  const entries = parseTable(name, table.toString("utf8"));
  for (const entry of entries) {
    const end = start + entry.offset + byteLengthOf(entry);
    if (end > size) throw truncated(name, size, end);
  }
  return { start, entries };
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

function makeSection(entry: TableEntry): Section {
  const Values = TYPES[entry.type] as new (buffer: SharedArrayBuffer) => Section;
  return new Values(new SharedArrayBuffer(byteLengthOf(entry)));
}

function byteLengthOf({ type, length }: TableEntry): number {
  return length * TYPES[type].BYTES_PER_ELEMENT;
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

function align(offset: number): number {
  return Math.ceil(offset / ALIGNMENT) * ALIGNMENT;
}

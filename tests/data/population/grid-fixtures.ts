import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { afterAll } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { DataIssues } from "../../../data/issues.ts";
import type { Population } from "../../../data/population/read-population.ts";
import { readPopulation } from "../../../data/population/read-population.ts";
import { SILENT } from "../../../data/progress.ts";

const folder = mkdtempSync(join(tmpdir(), "trente-population-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Writes a file to a folder that goes away after the tests; returns its path. */
export function writeGrid(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export async function read(...files: string[]): Promise<Population & { issues: DataIssues }> {
  const issues = new DataIssues();
  const population = await readPopulation(files, { issues, progress: SILENT });
  return { ...population, issues };
}

/** The error that reading these files must throw. */
export async function failure(...files: string[]): Promise<InputError> {
  try {
    await read(...files);
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new Error("the files were read, an InputError was expected");
}

export function total(values: Iterable<number>): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

export interface ZipFixture {
  name: string;
  content: string | Uint8Array;
  encrypted?: boolean;
  method?: number;
  wrongChecksum?: boolean;
}

/** A zip archive, deflated unless another method is given: the two kinds of header and the end record. */
export function makeZip(members: readonly ZipFixture[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const member of members) {
    const name = Buffer.from(member.name);
    const plain = Buffer.from(member.content);
    const method = member.method ?? 8;
    const data = method === 8 ? deflateRawSync(plain) : plain;
    const checksum = crc32(plain) ^ (member.wrongChecksum ? 1 : 0);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(member.encrypted ? 1 : 0, 2);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(checksum >>> 0, 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(plain.length, 18);
    common.writeUInt16LE(name.length, 22);
    locals.push(Buffer.from("PK\x03\x04", "latin1"), common, name, data);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    central.push(Buffer.from("PK\x01\x02\x14\x00", "latin1"), common, tail, name);
    offset += 4 + common.length + name.length + data.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(members.length, 4);
  end.writeUInt16LE(members.length, 6);
  end.writeUInt32LE(directory.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, directory, Buffer.from("PK\x05\x06", "latin1"), end]);
}

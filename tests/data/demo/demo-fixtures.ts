import { createHash } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdtemp, readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";
import { afterAll } from "vitest";

import { writeDemo } from "../../../data/demo/write-demo.ts";
import type { DemoFiles, DemoOptions } from "../../../data/demo/write-demo.ts";
import { PbfFile } from "../../../data/osm/pbf/pbf-reader.ts";
import { SILENT } from "../../../data/progress.ts";
import { objectsOf } from "../../helpers/osm-pbf.ts";

/** A demonstration that lives as long as the test file that asks for it. */
export async function writtenDemo(
  size: DemoOptions["size"],
  options: Pick<DemoOptions, "seed" | "threads"> = {},
): Promise<DemoFiles> {
  const folder = await mkdtemp(join(tmpdir(), "trente-demo-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return writeDemo(folder, { size, progress: SILENT, ...options });
}

/** Hash of each file, in a fixed order. */
export async function hashesOf(files: DemoFiles): Promise<string[]> {
  const { roads, structures, population, communes, indicators, readme } = files;
  const paths = [roads, structures, population, communes, indicators, readme];
  const contents = await Promise.all(paths.map((path) => readFile(path)));
  return contents.map((bytes) => createHash("sha256").update(bytes).digest("hex"));
}

/** Nodes of each connected piece, largest first. */
export function connectedPieces(lines: readonly (readonly number[])[]): number[] {
  const parents = new Map<number, number>();
  const find = (node: number): number => {
    let root = node;
    for (let next = parents.get(root); next !== undefined && next !== root; next = parents.get(root))
      root = next;
    parents.set(node, root);
    return root;
  };
  for (const refs of lines) for (const ref of refs) parents.set(find(ref), find(refs[0]));
  const sizes = new Map<number, number>();
  for (const node of parents.keys()) sizes.set(find(node), (sizes.get(find(node)) ?? 0) + 1);
  return [...sizes.values()].sort((a, b) => b - a);
}

export interface ReadRoadObjects {
  readonly nodes: ReadonlyMap<number, Tagged & { readonly lon: number; readonly lat: number }>;
  readonly ways: ReadonlyMap<number, Tagged & { readonly refs: readonly number[] }>;
  readonly relations: readonly (Tagged & {
    readonly members: readonly { type: string; ref: number; role: string }[];
  })[];
}

export interface Tagged {
  readonly tags: Readonly<Record<string, string | undefined>>;
}

/** All objects of an OSM file. Degrees. */
export async function readRoadObjects(path: string): Promise<ReadRoadObjects> {
  const file = await PbfFile.open(path);
  const nodes = new Map<number, Tagged & { lon: number; lat: number }>();
  const ways = new Map<number, Tagged & { refs: number[] }>();
  const relations: ReadRoadObjects["relations"][number][] = [];
  try {
    for await (const { block } of file.blocks({ nodes: true, ways: true, relations: true })) {
      const read = objectsOf(block);
      for (const { id, lon, lat, tags } of read.nodes)
        nodes.set(id, { lon: lon / 1e9, lat: lat / 1e9, tags: Object.fromEntries(tags) });
      for (const { id, refs, tags } of read.ways) ways.set(id, { refs, tags: Object.fromEntries(tags) });
      for (const { members, tags } of read.relations)
        relations.push({ members, tags: Object.fromEntries(tags) });
    }
  } finally {
    await file.close();
  }
  return { nodes, ways, relations };
}

export interface CommuneProperties {
  readonly code: string;
  readonly nom: string;
  readonly departement: string;
  readonly departement_nom: string;
  readonly region: string;
  readonly region_nom: string;
  readonly epci: string;
  readonly epci_nom: string;
  readonly population: number;
}

export type CommuneCollection = FeatureCollection<Polygon | MultiPolygon, CommuneProperties>;

export async function readCommunes(path: string): Promise<CommuneCollection> {
  return JSON.parse(await readFile(path, "utf8")) as CommuneCollection;
}

/** Rows of a CSV without line breaks or quotes inside its fields, by column. */
export async function readPlainRows(path: string): Promise<Record<string, string>[]> {
  const [header = "", ...lines] = (await readFile(path, "utf8")).trimEnd().split("\n");
  const columns = header.split(",");
  return lines.map((line) => {
    const fields = line.split(",");
    if (fields.length !== columns.length) throw new Error(`got ${fields.length} fields in "${line}"`);
    return Object.fromEntries(columns.map((column, index) => [column, fields[index]]));
  });
}

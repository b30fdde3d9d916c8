import { readFileSync } from "node:fs";

import type { FetchRole } from "./fetched-folder.ts";

/** How a source's file is checked before it takes its place. */
export type SourceFormat = "osm-pbf" | "structures-csv" | "grid-zip" | "geojson-gz";

/** An official file, as sources.json describes it. */
export interface FetchSource {
  /** `structures`, `osm/corse`. */
  readonly id: string;
  readonly role: FetchRole;
  /** French, as shown. */
  readonly name: string;
  readonly producer: string;
  readonly licence: string;
  /** `https://…` */
  readonly address: string;
  /** Its name in a folder of sources: under that name a file put by hand is found. */
  readonly file: string;
  readonly format: SourceFormat;
  /** `stable`: an address that leads to the newest file; `latest`: the file there is replaced; `dated`: it never changes. */
  readonly kind: "stable" | "latest" | "dated";
  readonly vintage: string;
  /** Expected size. */
  readonly bytes: number;
  /** By which share of it the size may differ before it is worth a word. */
  readonly tolerance: number;
  /** What the address of its published checksum (MD5) ends with; null where none is published. */
  readonly checksum: string | null;
  /** Whether the site refuses programs that do not name a browser. */
  readonly browserAgent: boolean;
  /** Fields above that were not read off the producer's own page. */
  readonly unverified: readonly string[];
}

let known: readonly FetchSource[] | undefined;

/** All of sources.json, in its order. */
export function fetchSources(): readonly FetchSource[] {
  if (known === undefined) {
    const text = readFileSync(new URL("sources.json", import.meta.url), "utf8");
    known = (JSON.parse(text) as { readonly sources: readonly FetchSource[] }).sources;
  }
  return known;
}

/** @throws Error for an id that sources.json lacks: a programmer's */
export function fetchSource(id: string): FetchSource {
  const source = fetchSources().find((one) => one.id === id);
  if (source === undefined) throw new Error(`sources.json has no "${id}"`);
  return source;
}

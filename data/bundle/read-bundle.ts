import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { packRoadNames } from "../../isochrones/graph/road-names.ts";
import { withChanges } from "../../isochrones/graph/with-changes.ts";
import type { Dataset, FlatOutlines } from "../../isochrones/model/dataset.ts";
import { hashFile } from "../hash-file.ts";
import { InputError } from "../input-error.ts";
import {
  BY_ROAD_ARRAYS,
  byRoadFrom,
  CELL_ARRAYS,
  cellsFrom,
  type DatasetRecords,
  NETWORK_ARRAYS,
  networkFrom,
  SNAP_ARRAYS,
  SNAP_INDEX_ARRAYS,
  snapIndexFrom,
  snapsFrom,
} from "./layout.ts";
import { type BundleFile, type Manifest, readManifest } from "./manifest.ts";
import { flatOutlinesFrom, OUTLINE_ARRAYS, outlinesFrom } from "./outlines.ts";
import { SectionFile } from "./section-file.ts";

/**
 * Reads a dataset bundle; arrays lie in shared memory. Throws `InputError` naming the file for a bundle that is
 * absent, of another version, truncated or altered.
 */
export function readBundle(directory: string): Dataset {
  const { dataset, files } = open(directory);
  for (const file of files) file.readAll();
  return withPlainArrays(dataset);
}

/**
 * The same without blocking the thread, and with several reads at once: memory that is touched for the first time takes
 * longer than the disk. For a server that goes on answering meanwhile.
 */
export async function loadBundle(directory: string): Promise<Dataset> {
  const { dataset, files } = open(directory);
  for (const file of files) await file.loadAll();
  return withPlainArrays(dataset);
}

/** With arrays as plain properties, which are quicker to get at than those that may have to be read. */
function withPlainArrays(dataset: Dataset): Dataset {
  const { network, structureSnaps, cells, cellSnaps, cellsByRoad } = dataset;
  return withChanges(dataset, {
    network: { ...network },
    structureSnaps: { ...structureSnaps },
    cells: cells === null ? null : { ...cells },
    cellSnaps: cellSnaps === null ? null : { ...cellSnaps },
    cellsByRoad: cellsByRoad === null ? null : { ...cellsByRoad },
  });
}

/**
 * The same, with arrays that are read when they are first asked for: for who asks one question and needs not all of
 * them. A file that was altered is refused only then, by the same `InputError`.
 */
export function openBundle(directory: string): Dataset {
  return open(directory).dataset;
}

function open(directory: string): { dataset: Dataset; files: SectionFile[] } {
  const manifest = readManifest(directory);
  const files: SectionFile[] = [];
  const sections = (role: string, needed: readonly string[] = []): SectionFile => {
    const path = pathOf(directory, manifest, role);
    const file = SectionFile.open(path);
    files.push(file);
    const missing = needed.find((name) => !file.has(name));
    if (missing === undefined) return file;
    throw new InputError(
      "bundle.file.incomplete",
      path,
      `has no section ${missing}: build the dataset again`,
    );
  };
  const records = readRecords(pathOf(directory, manifest, "records"), manifest.files["records"].sha256);
  const names = packRoadNames(records.names.map(([name, ref]) => ({ name, ref })));
  const hasCells = "cells" in manifest.files;
  const outlineFile = sections("commune-outlines", OUTLINE_ARRAYS);
  let outlines: Dataset["communeShapes"] | null = null;
  let flatOutlines: FlatOutlines | null = null;
  const dataset: Dataset = {
    id: manifest.id,
    name: manifest.name,
    formatVersion: manifest.formatVersion,
    fictitious: manifest.fictitious,
    sources: manifest.sources,
    issues: manifest.issues,
    profile: manifest.profile,
    parameters: manifest.parameters,
    bbox: manifest.bbox,
    network: networkFrom(sections("network", ["firstCopy", ...NETWORK_ARRAYS]), records.profiles, names),
    snapIndex: snapIndexFrom(sections("snap-index", SNAP_INDEX_ARRAYS)),
    structures: records.structures,
    structureSnaps: snapsFrom(sections("structure-snaps", SNAP_ARRAYS)),
    cells: hasCells ? cellsFrom(sections("cells", CELL_ARRAYS)) : null,
    cellSnaps: hasCells ? snapsFrom(sections("cell-snaps", SNAP_ARRAYS)) : null,
    cellsByRoad: hasCells ? byRoadFrom(sections("cells-by-road", BY_ROAD_ARRAYS)) : null,
    communes: records.communes,
    territories: records.territories,
    get communeShapes() {
      return (outlines ??= outlinesFrom(outlineFile));
    },
    get communeOutlines() {
      return (flatOutlines ??= flatOutlinesFrom(outlineFile));
    },
  };
  return { dataset, files };
}

function pathOf(directory: string, manifest: Manifest, role: string): string {
  const file: BundleFile | undefined = manifest.files[role];
  if (file === undefined) {
    throw new InputError("bundle.manifest.form", directory, `its manifest names no file for ${role}`);
  }
  const path = join(directory, file.file);
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined)
    throw new InputError("bundle.file.absent", path, "missing, though the manifest names it");
  if (size !== file.bytes) {
    throw new InputError("bundle.file.truncated", path, `got ${size} bytes, expected ${file.bytes}`);
  }
  return path;
}

function readRecords(path: string, sha256: string): DatasetRecords {
  if (hashFile(path).sha256 !== sha256) {
    throw new InputError("bundle.file.altered", path, "does not match the hash in the manifest");
  }
  try {
    return JSON.parse(readFileSync(path, "utf8")) as DatasetRecords;
  } catch (cause) {
    throw new InputError("bundle.file.altered", path, "got no JSON, expected records", { cause });
  }
}

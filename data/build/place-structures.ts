import { basename } from "node:path";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import { InputError } from "../input-error.ts";
import { indicatorSources, structureSources } from "../sources.ts";
import { joinIndicators } from "../structures/indicators.ts";
import { readStructures } from "../structures/read-structures.ts";
import { boxText, type BuildContext, MAX_SNAP_METERS } from "./context.ts";

/** Reads the structures and keeps those that a road of the network leads to. */
export async function placeStructures(
  context: BuildContext,
): Promise<Pick<Dataset, "structures" | "structureSnaps">> {
  const { options, issues, progress, signal, directory, snapper, sources, fictitious } = context;
  const files = options.structures ?? [];
  if (files.length === 0) return { structures: [], structureSnaps: snapper.snapAll([], [], MAX_SNAP_METERS) };
  progress.stage("Lecture des structures");
  const fictitiousExtent = fictitious ? context.bbox : undefined;
  const listed = await readStructures(files, { issues, communes: directory, fictitiousExtent, signal });
  sources.push(...structureSources(files, listed, fictitious));
  const indicators = options.indicators ?? [];
  const read =
    indicators.length === 0 ? listed : await joinIndicators(indicators, listed, { issues, signal });
  sources.push(...indicatorSources(indicators, fictitious));
  const structures: Structure[] = [];
  for (const structure of read) {
    if (snapper.snap(structure.lon, structure.lat, MAX_SNAP_METERS) !== null) structures.push(structure);
    else issues.count("structure.outside_network", "info", `${structure.id} ${structure.name}`);
  }
  if (structures.length === 0) {
    throw new InputError(
      "structures.outside_network",
      files.map((file) => basename(file)).join(", "),
      `none of ${read.length} structures is within ${MAX_SNAP_METERS} m of a road, expected some inside ${boxText(context.bbox)}`,
    );
  }
  const lons = structures.map(({ lon }) => lon);
  const lats = structures.map(({ lat }) => lat);
  return { structures, structureSnaps: snapper.snapAll(lons, lats, MAX_SNAP_METERS) };
}

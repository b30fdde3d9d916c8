import { basename } from "node:path";

import type { Dataset } from "../../isochrones/model/dataset.ts";
import { NO_EDGE, NO_NODE, type Network } from "../../isochrones/model/network.ts";
import type { Snaps } from "../../isochrones/model/points.ts";
import { NearestField } from "../../isochrones/routing/nearest-field.ts";
import { placesOf } from "../../isochrones/routing/places.ts";
import { sortByRoad } from "../../isochrones/routing/points-by-road.ts";
import { timesAtPoints } from "../../isochrones/routing/point-times.ts";
import { seedsAt } from "../../isochrones/routing/seeds.ts";
import { InputError } from "../input-error.ts";
import { keepCells } from "../population/keep-cells.ts";
import type { ReadCells } from "../population/read-cells.ts";
import { pauseBetweenStages } from "../progress.ts";
import { communeSources, populationSources } from "../sources.ts";
import { boxText, type BuildContext, MAX_SNAP_METERS } from "./context.ts";
import { assignWithin } from "./trim.ts";

/** Of a dataset, what its cells are and where. */
export type PlacedPeople = Pick<
  Dataset,
  "cells" | "cellSnaps" | "cellsByRoad" | "communes" | "territories" | "communeShapes"
>;

/** Reads the population, drops what lies outside the roads, and gives each cell its road and its commune. */
export async function placePeople(context: BuildContext): Promise<PlacedPeople> {
  const { options, issues, progress, signal, directory, shapes, snapper, sources, fictitious } = context;
  sources.push(...communeSources(options.communes ?? [], fictitious));
  const files = options.population ?? [];
  let cells: ReadCells | null = null;
  let codes: readonly (string | null)[] | null = null;
  if (files.length > 0) {
    // Loaded where there is one: grids take a projection and more to load than roads alone.
    const { readPopulation } = await import("../population/read-population.ts");
    const population = await readPopulation(files, {
      issues,
      progress,
      ...(signal === undefined ? {} : { signal }),
    });
    sources.push(...populationSources(files, population, fictitious));
    ({ cells, codes } = keepCells(population, context.bbox, MAX_SNAP_METERS, issues));
    if (cells.count === 0) throw outside(files, population.cells, context.bbox);
  }
  progress.stage("Rattachement des carreaux");
  await pauseBetweenStages(signal);
  const assigned = assignWithin(options.territories ?? [], { cells, codes }, context);
  const { assignment } = assigned;
  cells = assigned.cells;
  sources.push(directory.source);
  const cellSnaps = cells === null ? null : snapper.snapAll(cells.lons, cells.lats, MAX_SNAP_METERS);
  if (cellSnaps?.edges.every((edge) => edge === NO_EDGE) === true && cells !== null) {
    throw outside(files, cells, context.bbox);
  }
  return {
    cells:
      cells === null || cellSnaps === null
        ? null
        : { ...cells, communes: assignment.cellCommunes, cutTimes: timesToCut(context.network, cellSnaps) },
    cellSnaps,
    cellsByRoad: cellSnaps === null ? null : sortByRoad(context.network, cellSnaps),
    communes: assignment.communes,
    communeShapes: assignment.shapes,
    territories: directory
      .territoriesOf(assignment.communes)
      // A territory whose name is its code is unknown to the official ones: the outlines may know better.
      .map((one) =>
        one.name === one.code
          ? { ...one, name: shapes.territoryNames.get(`${one.kind}:${one.code}`) ?? one.name }
          : one,
      ),
  };
}

/** Times of the cells to the ends of the extract. */
function timesToCut(network: Network, cellSnaps: Snaps): Uint32Array {
  const { cutEdges, edgeDurations, edgeWeights } = network;
  const ends = Array.from(cutEdges, (edge, point) => {
    const offsets = {
      duration: edgeDurations[edge],
      weight: edgeWeights[edge],
      twinDuration: 0,
      twinWeight: 0,
    };
    return { point, places: placesOf(network, { edge, fraction: 1, node: NO_NODE, offsets }) };
  });
  const seeds = seedsAt(ends);
  const field = new NearestField(network);
  field.compute(seeds);
  return timesAtPoints(field, seeds, cellSnaps).durations;
}

function outside(files: readonly string[], cells: ReadCells, bbox: Dataset["bbox"]): InputError {
  const { count, lons, lats } = cells;
  const first = count === 0 ? "" : ` (first at ${lons[0].toFixed(3)},${lats[0].toFixed(3)})`;
  return new InputError(
    "population.outside_network",
    files.map((file) => basename(file)).join(", "),
    `none of its cells${first} is within ${MAX_SNAP_METERS} m of a road, expected some inside ${boxText(bbox)}`,
  );
}

import { DataIssues } from "../../data/issues.ts";
import { readRoads } from "../../data/osm/read-roads.ts";
import { SILENT } from "../../data/progress.ts";
import type { Roads } from "../../isochrones/model/roads.ts";
import type { OsmNode, OsmRelation, OsmWorld } from "./osm-pbf.ts";
import { pbfFile } from "./osm-pbf.ts";
import { tinyProfile } from "./tiny-profile.ts";

/** Tags of a plain road of `tinyProfile`. */
export const ROAD = { highway: "primary" };

/** Nodes 1 to count, one millidegree apart on the equator. */
export function row(count: number): OsmNode[] {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, lon: index / 1000, lat: 0 }));
}

/** The roads of these files, read with `tinyProfile`. */
export async function readWorlds(
  ...worlds: readonly OsmWorld[]
): Promise<{ roads: Roads; issues: DataIssues }> {
  const issues = new DataIssues();
  const paths: string[] = [];
  for (const [index, world] of worlds.entries()) paths.push(await pbfFile(world, `f${index}.osm.pbf`));
  const { roads } = await readRoads(paths, { profile: tinyProfile, issues, progress: SILENT });
  return { roads, issues };
}

/** Each way as its OSM id and the OSM ids of its nodes. */
export function waysOf(roads: Roads): { id: number; nodes: number[] }[] {
  return Array.from(roads.wayOsmIds, (id, way) => ({
    id,
    nodes: Array.from(
      roads.wayNodes.subarray(roads.wayOffsets[way], roads.wayOffsets[way + 1]),
      (node) => roads.nodeOsmIds[node],
    ),
  }));
}

/** The relation of a turn restriction. */
export function turn(
  id: number,
  restriction: string,
  from: readonly number[],
  to: readonly number[],
  via: { readonly node?: number; readonly ways?: readonly number[] },
): OsmRelation {
  const way = (role: string) => (ref: number) => ({ type: "way" as const, ref, role });
  return {
    id,
    members: [
      ...from.map(way("from")),
      ...(via.node === undefined ? [] : [{ type: "node" as const, ref: via.node, role: "via" }]),
      ...(via.ways ?? []).map(way("via")),
      ...to.map(way("to")),
    ],
    tags: { type: "restriction", restriction },
  };
}

import { DataIssues } from "../../data/issues.ts";
import type { CarProfile } from "../../data/osm/profile.ts";
import { toMicrodegrees } from "../../data/osm/roads/block-places.ts";
import { Obstacle } from "../../isochrones/model/roads.ts";
import type { OsmWay, ReadNode, ReadObjects } from "./osm-pbf.ts";

/** A road as the files say it, without any index. */
export interface PlainRoad {
  readonly osmId: number;
  readonly profile: string;
  readonly name: string;
  readonly nodes: readonly { id: number; lon: number; lat: number; obstacles: number }[];
}

/**
 * What `readRoads` should read, found the slow and obvious way, object by object. Restrictions, durations of cut ways
 * and boxes are left out.
 *
 * @param files the objects of each file
 */
export function referenceRoads(
  files: readonly ReadObjects[],
  profile: CarProfile,
): { roads: PlainRoad[]; issues: DataIssues } {
  const issues = new DataIssues();
  const ways = acceptedWays(files, profile, issues);
  const wanted = new Set(ways.flatMap(({ refs }) => refs));
  const nodes = placesOf(
    files.flatMap((file) => file.nodes),
    wanted,
    profile,
    issues,
  );
  const pieces = ways.flatMap((way) => piecesOf(way, nodes, issues).map((refs) => ({ way, refs })));
  const roads = pieces.map(({ way, refs }) => {
    const tags = new Map(Object.entries(way.tags));
    return {
      osmId: way.id,
      profile: JSON.stringify(profile.way(tags)),
      name: JSON.stringify(profile.roadName(tags)),
      nodes: refs.map((id) => ({ id, ...nodes.get(id)! })),
    };
  });
  return { roads, issues };
}

function acceptedWays(files: readonly ReadObjects[], profile: CarProfile, issues: DataIssues): OsmWay[] {
  const seen = new Set<number>();
  const accepted: OsmWay[] = [];
  for (const { id, refs, tags: entries } of files.flatMap((file) => file.ways)) {
    const tags = new Map(entries);
    if (!profile.wayKeys.some((key) => tags.has(key))) continue;
    if (seen.has(id)) issues.count("osm.way.duplicate", "info", `way ${id}`);
    else if (profile.way(tags) !== null) accepted.push({ id, refs, tags: Object.fromEntries(tags) });
    seen.add(id);
  }
  return accepted;
}

interface Place {
  readonly lon: number;
  readonly lat: number;
  obstacles: number;
}

function placesOf(
  nodes: readonly ReadNode[],
  wanted: ReadonlySet<number>,
  profile: CarProfile,
  issues: DataIssues,
): Map<number, Place> {
  const places = new Map<number, Place>();
  for (const { id, lon, lat, tags } of nodes) {
    if (!wanted.has(id)) continue;
    if (places.has(id)) issues.count("osm.node.duplicate", "info", `node ${id}`);
    else if (Math.abs(lon) > 180e9 || Math.abs(lat) > 90e9) {
      issues.count("osm.node.off_earth", "warning", `node ${id} at ${lon / 1e9}, ${lat / 1e9}`);
    } else {
      const obstacles = tags.length === 0 ? 0 : profile.node(new Map(tags));
      places.set(id, { lon: toMicrodegrees(lon), lat: toMicrodegrees(lat), obstacles });
    }
  }
  return places;
}

function piecesOf({ id, refs }: OsmWay, nodes: ReadonlyMap<number, Place>, issues: DataIssues): number[][] {
  const pieces: number[][] = [[]];
  for (const [at, ref] of refs.entries()) {
    if (!nodes.has(ref)) {
      issues.count("osm.way.missing_node", "warning", `way ${id}, node ${ref}`);
      for (const beside of [refs[at - 1], refs[at + 1]]) {
        const place = nodes.get(beside);
        if (place !== undefined) place.obstacles |= Obstacle.cut;
      }
      pieces.push([]);
    } else if (pieces.at(-1)!.at(-1) !== ref) {
      pieces.at(-1)!.push(ref);
    }
  }
  const kept = pieces.filter((piece) => piece.length >= 2);
  if (kept.length === 0) issues.count("osm.way.too_short", "warning", `way ${id}`);
  return kept;
}

import { addVertex, addWay } from "./road-map.ts";
import type { RoadMap } from "./road-map.ts";
import { angleTo, onCircle } from "./roundabouts.ts";
import type { Point } from "./plane.ts";

/** Radius of the ring on which motorways meet. */
export const RING_RADIUS_METERS = 160;
/** Half the angle between where a road's two carriageways touch the ring. */
const HALF_GAP_RADIANS = 0.16;
const SIDE_RADIANS = 0.35;

/** Last vertices of the carriageway that arrives at the ring, and of the one that leaves it. */
export interface RingArm {
  readonly inbound: number;
  readonly outbound: number;
}

/** A one-way ring over all other roads, driven anticlockwise, with a two-way road down to a vertex of theirs. */
export function buildRing(map: RoadMap, center: Point, arms: readonly RingArm[], access: number): void {
  const stops: { readonly angle: number; readonly vertex: number }[] = [];
  const stopAt = (angle: number): number => {
    const turn = (angle + 4 * Math.PI) % (2 * Math.PI);
    const vertex = addVertex(map, onCircle(center, turn, RING_RADIUS_METERS));
    stops.push({ angle: turn, vertex });
    return vertex;
  };
  for (const { inbound, outbound } of arms) {
    const [a, b] = [map.points[inbound], map.points[outbound]];
    const angle = angleTo(center, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    // Seen from the middle, who arrives keeps to the left, and who leaves to the right.
    const tags = { oneway: "yes", maxspeed: "90" };
    addWay(map, [inbound, stopAt(angle + HALF_GAP_RADIANS)], "motorway_link", tags);
    addWay(map, [stopAt(angle - HALF_GAP_RADIANS), outbound], "motorway_link", tags);
  }
  const down = stopAt(angleTo(center, map.points[access]));
  addWay(map, [down, access], "secondary", { bridge: "yes", layer: "1", maxspeed: "50" });
  for (let angle = 0; angle < 2 * Math.PI; angle += SIDE_RADIANS)
    if (stops.every((stop) => Math.abs(stop.angle - angle) > SIDE_RADIANS / 2)) stopAt(angle);
  const ring = stops.sort((a, b) => a.angle - b.angle || a.vertex - b.vertex).map(({ vertex }) => vertex);
  addWay(map, [...ring, ring[0]], "motorway_link", { junction: "roundabout", maxspeed: "70", lanes: "2" });
}

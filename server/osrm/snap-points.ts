import { bearingDegrees, MICRODEGREES } from "../../isochrones/geo/distance.ts";
import type { RoadSearch, Snap } from "../../isochrones/graph/snapping.ts";
import { NO_EDGE, type Network } from "../../isochrones/model/network.ts";
import { type Place, placesOf } from "../../isochrones/routing/places.ts";
import type { Drivable, OsrmRoads } from "./drivable.ts";
import type { Bearing, CommonOptions } from "./options.ts";
import { OsrmRefusal } from "./refusal.ts";

/** A coordinate of a request on the roads. */
export interface SnappedPoint {
  /** `[lon, lat]` as asked, degrees. */
  readonly input: readonly [number, number];
  readonly snap: Snap;
  /** Where trips may begin or end there: directions that the request allows. */
  readonly places: readonly Place[];
}

/** The nearest road of any component, and the nearest of a large one. */
interface Candidates {
  readonly nearest: SnappedPoint | null;
  readonly large: SnappedPoint | null;
}

/** Snaps the coordinates of requests to the roads that they may use. */
export class PointSnapper {
  readonly #roads: OsrmRoads;
  readonly #drivable: Drivable;
  readonly #options: CommonOptions;

  constructor(roads: OsrmRoads, drivable: Drivable, options: CommonOptions) {
    this.#roads = roads;
    this.#drivable = drivable;
    this.#options = options;
  }

  /**
   * One road for each coordinate, as OSRM chooses: the nearest where all of them lie in one small component, else
   * the nearest that is not cut off from the network, if there is one.
   *
   * @throws OsrmRefusal `NoSegment` naming the first coordinate without a road
   */
  snapAll(coordinates: readonly (readonly [number, number])[]): SnappedPoint[] {
    const candidates = coordinates.map((coordinate, index): Candidates => {
      const large = this.#several(coordinate, index, 1, true)[0] ?? null;
      return { large, nearest: this.#several(coordinate, index, 1, false)[0] ?? null };
    });
    // Components are known by their size alone.
    const { edgeComponentSizes } = this.#drivable.network;
    const components = candidates.map(({ nearest, large }) =>
      nearest === null || nearest === large ? 0 : edgeComponentSizes[nearest.snap.edge],
    );
    const isOneSmall = components.every((size) => size > 0 && size === components[0]);
    return candidates.map(({ nearest, large }, index) => {
      const chosen = isOneSmall ? nearest : (large ?? nearest);
      if (chosen !== null) return chosen;
      throw new OsrmRefusal("NoSegment", `Could not find a matching segment for coordinate ${index}`);
    });
  }

  /** The nearest roads of a coordinate, nearest first. */
  nearest(coordinate: readonly [number, number], number: number): SnappedPoint[] {
    return this.#several(coordinate, 0, number, false);
  }

  #several(
    coordinate: readonly [number, number],
    index: number,
    number: number,
    onlyLarge: boolean,
  ): SnappedPoint[] {
    const { radiuses, anyRoad } = this.#options;
    const accepts = (edge: number, segment: number): boolean =>
      this.#mayUse({ edge, segment }, coordinate, index);
    const find = (snapper: OsrmRoads["main"], maxMeters: number): Snap[] =>
      snapper.snapSeveral(coordinate[0], coordinate[1], { maxMeters, number, accepts } satisfies RoadSearch);
    const found = find(this.#roads.main, radiuses[index]);
    if (!onlyLarge) {
      // Farther roads of another kind would not be among the nearest.
      const limit = found.length < number ? radiuses[index] : found[found.length - 1].distanceMeters;
      const { small, closed } = this.#roads.rest;
      found.push(...find(small, limit), ...(anyRoad ? find(closed, limit) : []));
      found.sort((a, b) => a.distanceMeters - b.distanceMeters);
    }
    return found.slice(0, number).map((snap) => this.#pointOf(coordinate, snap, index));
  }

  #pointOf(input: readonly [number, number], snap: Snap, index: number): SnappedPoint {
    const { network } = this.#roads;
    const places = placesOf(network, snap).filter(({ edge, fraction }) => {
      const isOwnRoad = network.edgeShapes[edge] >> 1 === network.edgeShapes[snap.edge] >> 1;
      const segment = isOwnRoad ? snap.segment : endSegment(network, edge, fraction);
      return this.#mayUse({ edge, segment }, input, index);
    });
    return { input, snap, places };
  }

  /** May a trip begin or end at a coordinate on this direction of a road, by all that the request says of it? */
  #mayUse(
    { edge, segment }: { readonly edge: number; readonly segment: number },
    coordinate: readonly [number, number],
    index: number,
  ): boolean {
    const { network } = this.#roads;
    const [bearing, approach] = [this.#options.bearings[index], this.#options.approaches[index]];
    if (this.#drivable.isClosed(edge)) return false;
    if (bearing !== null && !isWithin(bearing, segmentBearing(network, edge, segment))) return false;
    if (approach === "unrestricted" || network.edgeTwins[edge] === NO_EDGE) return true;
    const { leftHandDriving } = network.profiles[network.edgeProfiles[edge]];
    const isAtKerb = isRightOf(network, edge, segment, coordinate) !== leftHandDriving;
    return isAtKerb === (approach === "curb");
  }
}

/** The segment at which an edge begins or ends. */
function endSegment({ edgeShapes, shapeOffsets }: Network, edge: number, fraction: number): number {
  const shape = edgeShapes[edge] >> 1;
  const isAgainst = (edgeShapes[edge] & 1) === 1;
  return (fraction === 0) === isAgainst ? shapeOffsets[shape + 1] - 2 : shapeOffsets[shape];
}

/** Does a coordinate lie to the right of an edge's segment, as it is driven? On the line: of the shape's direction. */
function isRightOf(
  { edgeShapes, shapeLons, shapeLats }: Network,
  edge: number,
  segment: number,
  [lon, lat]: readonly [number, number],
): boolean {
  const [x, y] = [lon * MICRODEGREES - shapeLons[segment], lat * MICRODEGREES - shapeLats[segment]];
  const east = shapeLons[segment + 1] - shapeLons[segment];
  const north = shapeLats[segment + 1] - shapeLats[segment];
  const isRightOfShape = east * Math.round(y) - north * Math.round(x) <= 0;
  return isRightOfShape === ((edgeShapes[edge] & 1) === 0);
}

/** Bearing in which an edge drives a segment of its shape. */
function segmentBearing(network: Network, edge: number, segment: number): number {
  const { shapeLons, shapeLats } = network;
  const isAgainst = (network.edgeShapes[edge] & 1) === 1;
  const [from, to] = isAgainst ? [segment + 1, segment] : [segment, segment + 1];
  return bearingDegrees(shapeLons[from], shapeLats[from], shapeLons[to], shapeLats[to]);
}

function isWithin({ degrees, range }: Bearing, bearing: number): boolean {
  const off = Math.abs(Math.round(bearing) - degrees) % 360;
  return Math.min(off, 360 - off) <= range;
}

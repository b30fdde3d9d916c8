import { bearingDegrees } from "../../isochrones/geo/distance.ts";
import type { RoadSearch, Snap } from "../../isochrones/graph/snapping.ts";
import type { Network } from "../../isochrones/model/network.ts";
import { type Place, placesOf } from "../../isochrones/routing/places.ts";
import type { Drivable, OsrmRoads } from "./drivable.ts";
import { bearingAt, shapeOf } from "./edge-shape.ts";
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
    const { radiuses, bearings, anyRoad } = this.#options;
    const bearing = bearings[index];
    const accepts = (edge: number, segment: number): boolean =>
      !this.#drivable.isClosed(edge) &&
      (bearing === null || isWithin(bearing, segmentBearing(this.#roads.network, edge, segment)));
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
    return found.slice(0, number).map((snap) => this.#pointOf(coordinate, snap, bearing));
  }

  #pointOf(input: readonly [number, number], snap: Snap, bearing: Bearing | null): SnappedPoint {
    const { network } = this.#roads;
    const places = placesOf(network, snap).filter(
      ({ edge, fraction }) =>
        !this.#drivable.isClosed(edge) &&
        (bearing === null || isWithin(bearing, bearingAt(shapeOf(network, edge), fraction))),
    );
    return { input, snap, places };
  }
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

import { warmContender } from "../probes/probe-process.ts";
import { ofPeer, type SuiteCase, trenteSpec, valhallaSpec } from "./about.ts";

const OURS = "polygons on a grid of 200 m, with the people within";
const VALHALLAS = "polygons on a grid of 400 to 500 m, its own defaults, towards the structure";

export const isochroneCase: SuiteCase = {
  id: "isochrone",
  title: ({ places }) =>
    `one isochrone of 30 minutes as GeoJSON, median of ${places.sampledStructures.length} structures`,
  contenders: (world) => [
    warmContender({ name: "trente", remark: OURS }, () => trenteSpec(world, "isochrone")),
    ofPeer("valhalla", world.valhalla, ({ tiles }) =>
      warmContender({ name: "valhalla", remark: VALHALLAS }, () => valhallaSpec(world, tiles, "isochrone")),
    ),
    ofPeer("pgrouting", world.pgrouting, ({ within }) =>
      within({
        name: "pgrouting",
        isComparable: false,
        remark: "pgr_drivingDistance: times of junctions, without a polygon, turn costs or restrictions",
      }),
    ),
  ],
};

export const isochronesCase: SuiteCase = {
  id: "isochrones",
  title: ({ size, cores }) =>
    `isochrones of 30 minutes of all ${size.structures} structures as GeoJSON, ${cores} cores`,
  contenders: (world) => [
    warmContender(
      { name: "trente", remark: `${OURS}, and the times of their cells as Parquet; a thread a core` },
      () => trenteSpec(world, "isochrones"),
    ),
    ofPeer("valhalla", world.valhalla, ({ tiles }) =>
      warmContender({ name: "valhalla", remark: `${VALHALLAS}; one call a core in flight` }, () =>
        valhallaSpec(world, tiles, "isochrones"),
      ),
    ),
  ],
};

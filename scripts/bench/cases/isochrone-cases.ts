import { sharedContender, warmContender } from "../probes/probe-process.ts";
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

/**
 * ALL ISOCHRONES. One process for each core goes through its share of the structures; once `trente` has a command for
 * all of them, that command is what should stand here.
 */
export const isochronesCase: SuiteCase = {
  id: "isochrones",
  title: ({ size, cores }) =>
    `isochrones of 30 minutes of all ${size.structures} structures as GeoJSON, ${cores} cores`,
  contenders: (world) => {
    const shares = Array.from({ length: world.cores }, (_, index) => ({ index, of: world.cores }));
    return [
      sharedContender({ name: "trente", remark: `${OURS}; one process a core` }, () =>
        shares.map((share) => trenteSpec(world, "isochrones", share)),
      ),
      ofPeer("valhalla", world.valhalla, ({ tiles }) =>
        warmContender({ name: "valhalla", remark: `${VALHALLAS}; one call a core in flight` }, () =>
          valhallaSpec(world, tiles, "isochrones"),
        ),
      ),
    ];
  },
};

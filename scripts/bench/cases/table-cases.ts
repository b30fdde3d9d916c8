import { warmContender } from "../probes/probe-process.ts";
import { ofPeer, type SuiteCase, trenteSpec, valhallaSpec } from "./about.ts";

export const tableCase: SuiteCase = {
  id: "table",
  title: ({ places }) =>
    `table of ${places.tableCells.length} cells by ${places.tableStructures.length} structures`,
  contenders: (world) => [
    warmContender({ name: "trente", remark: "one core, with snapping, deciseconds" }, () =>
      trenteSpec(world, "table"),
    ),
    ofPeer("valhalla", world.valhalla, ({ tiles }) =>
      warmContender(
        { name: "valhalla", remark: "timedistancematrix on all cores, whole seconds, backward" },
        () => valhallaSpec(world, tiles, "table"),
      ),
    ),
    ofPeer("osrm", world.osrm, ({ url }) =>
      warmContender({ name: "osrm", remark: "table over HTTP in batches, four in flight" }, () => ({
        kind: "osrm",
        task: "table",
        url,
        places: world.placesFile,
      })),
    ),
    ofPeer("pgrouting", world.pgrouting, ({ table }) =>
      table({
        name: "pgrouting",
        remark: "pgr_dijkstraCost: between junctions, each pair of them once, no turn costs or restrictions",
      }),
    ),
  ],
};

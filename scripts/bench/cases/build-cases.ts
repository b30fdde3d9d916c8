import { join } from "node:path";

import { commandContender } from "../child-command.ts";
import { absent } from "../contender.ts";
import { buildArguments } from "../suites/inputs.ts";
import { ofPeer, type SuiteCase, trenteCommand } from "./about.ts";

const NO_FILES = "the dataset was given without its files";

/** Roads alone, because that is all that a peer prepares. */
export const graphCase: SuiteCase = {
  id: "graph",
  title: () => "roads from OSM file to searchable graph, whole process",
  contenders: (world) => {
    const { files, folder, valhalla, pgrouting } = world;
    if (files === null) return [absent("trente", NO_FILES)];
    const args = ["build", "--osm", files.osm, "--out", join(folder, "graph-timed")];
    return [
      commandContender({ name: "trente" }, () => trenteCommand(world, args)),
      ofPeer("valhalla", valhalla, ({ buildCommand }) =>
        commandContender({ name: "valhalla", remark: "valhalla_build_tiles on all cores" }, buildCommand),
      ),
      ofPeer("pgrouting", pgrouting, ({ importRoads }) =>
        importRoads({
          name: "pgrouting",
          isComparable: false,
          remark: "copies our finished graph into a table; reads no OSM file",
        }),
      ),
    ];
  },
};

/** All of a dataset: roads, people, structures, communes. */
export const buildCase: SuiteCase = {
  id: "build",
  title: () => "build of the whole dataset, whole process",
  contenders: (world) => {
    const { files, folder } = world;
    if (files === null) return [absent("trente", NO_FILES)];
    const args = ["build", ...buildArguments(files), "--out", join(folder, "build-timed")];
    return [commandContender({ name: "trente" }, () => trenteCommand(world, args))];
  },
};

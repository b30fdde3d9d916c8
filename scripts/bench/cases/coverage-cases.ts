import { commandContender } from "../child-command.ts";
import { absent, type Contender } from "../contender.ts";
import { freshContender, warmContender } from "../probes/probe-process.ts";
import { ofPeer, type SuiteCase, trenteCommand, trenteSpec, valhallaSpec } from "./about.ts";
import type { BenchWorld } from "../bench-world.ts";

/** A table with more pairs is not asked of Valhalla: it would take hours. */
const MOST_VALHALLA_PAIRS = 1_000_000;

export const loadCase: SuiteCase = {
  id: "load",
  title: () => "dataset opened, with all checksums, in a new process",
  contenders: (world) => [freshContender({ name: "trente" }, () => trenteSpec(world, "load"))],
};

export const coverageCommandCase: SuiteCase = {
  id: "coverage-command",
  title: () => "trente coverage, process start included",
  contenders: (world) => {
    const args = ["coverage", "--dataset", world.dataset, "--minutes", "30", "--format", "json"];
    const answerOf = (json: string): string => {
      const { share } = JSON.parse(json) as { share: number };
      return `${(100 * share).toFixed(3)} % within 30 minutes`;
    };
    return [commandContender({ name: "trente" }, () => trenteCommand(world, args, answerOf))];
  },
};

export const coverageFirstCase: SuiteCase = {
  id: "coverage-first",
  title: ({ size }) =>
    `times of ${size.cells} cells to the nearest of ${size.structures} structures, first question of a process`,
  contenders: (world) => [freshContender({ name: "trente" }, () => trenteSpec(world, "coverage-first"))],
};

/** The same question once everybody is warm, as a server is. */
export const coverageCase: SuiteCase = {
  id: "coverage",
  title: ({ size }) =>
    `times of ${size.cells} cells to the nearest of ${size.structures} structures, asked again`,
  contenders: (world) => [
    warmContender(
      { name: "trente", remark: "equal to the plain search, cell by cell" },
      () => trenteSpec(world, "coverage"),
      true,
    ),
    valhallaCoverage(world),
    ofPeer("osrm", world.osrm, ({ url }) =>
      warmContender({ name: "osrm", remark: "table in batches, least of each row" }, () => ({
        kind: "osrm",
        task: "coverage",
        url,
        places: world.placesFile,
      })),
    ),
    ofPeer("pgrouting", world.pgrouting, ({ nearest }) =>
      nearest({
        name: "pgrouting",
        remark: "pgr_drivingDistance with equicost: junctions, no turn costs, no restrictions",
      }),
    ),
  ],
};

function valhallaCoverage(world: BenchWorld): Contender {
  const { size, valhalla } = world;
  if (size.cells * size.structures > MOST_VALHALLA_PAIRS) {
    return absent("valhalla", `${size.cells * size.structures} pairs would take hours`);
  }
  return ofPeer("valhalla", valhalla, ({ tiles }) =>
    warmContender(
      { name: "valhalla", remark: "timedistancematrix on all cores, whole seconds, backward" },
      () => valhallaSpec(world, tiles, "coverage"),
    ),
  );
}

export const changeCase: SuiteCase = {
  id: "change",
  title: () => "the same with one type of structure left out, in a study that knows the figure",
  contenders: (world) => [
    warmContender(
      { name: "trente", remark: "equal to the plain search, cell by cell" },
      () => trenteSpec(world, "change"),
      true,
    ),
  ],
};

export const closureCase: SuiteCase = {
  id: "closure",
  title: ({ places }) =>
    `the same after one structure has closed, median of ${places.sampledStructures.length} structures`,
  contenders: (world) => [
    warmContender(
      { name: "trente", remark: "equal to the plain search, cell by cell, for some of them" },
      () => trenteSpec(world, "closure"),
      true,
    ),
  ],
};

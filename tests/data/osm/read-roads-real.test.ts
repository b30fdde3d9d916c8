import { describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import { readRoads } from "../../../data/osm/read-roads.ts";
import { SILENT } from "../../../data/progress.ts";
import { sharedData } from "../../helpers/shared-data.ts";

const CORSICA = sharedData("corse/corse-routes.osm.pbf");
const MONACO = sharedData("osm/monaco-osrm.osm.pbf");
const LIECHTENSTEIN = sharedData("osm/liechtenstein-valhalla.osm.pbf");

async function read(paths: readonly (string | null)[]) {
  const issues = new DataIssues();
  const files = paths.filter((path) => path !== null);
  const { roads, statistics } = await readRoads(files, { profile: carProfile, issues, progress: SILENT });
  return { roads, statistics, issues };
}

describe("roads of real extracts", () => {
  test.skipIf(CORSICA === null)(
    "Corsica's are its ways but the closed ones (needs the shared data)",
    async () => {
      const { roads, issues } = await read([CORSICA]);
      // 34 271 ways, each with a highway that cars drive; `osmium tags-filter -R FILE w/access=no` keeps 10.
      expect(roads.wayOsmIds).toHaveLength(34_271 - 10);
      expect(new Set(roads.wayOsmIds).size).toBe(34_271 - 10);
      expect(roads.nodeOsmIds.every((id, node) => node === 0 || id > roads.nodeOsmIds[node - 1])).toBe(true);
      expect(new Set(roads.wayNodes).size).toBe(roads.nodeOsmIds.length);
      expect(issues.list()).toEqual([]);
    },
  );

  test.skipIf(MONACO === null)("Monaco's have all its restrictions (needs the shared data)", async () => {
    const { roads, issues } = await read([MONACO]);
    // `osmium tags-filter -R FILE r/type=restriction`: 27 relations, 23 of them only_*, all through a node.
    expect(roads.restrictions).toHaveLength(27);
    expect(roads.restrictions.filter(({ kind }) => kind === "only")).toHaveLength(23);
    // Three driven ways have one node in the file: 156571105, 170077901 and 224823020.
    expect(issues.list().map(({ code, count }) => [code, count])).toEqual([["osm.way.too_short", 3]]);
  });

  test.skipIf(LIECHTENSTEIN === null)(
    "Liechtenstein's lack the restriction whose way the extract cut off (needs the shared data)",
    async () => {
      const { roads, issues } = await read([LIECHTENSTEIN]);
      // Relation 3090789 comes from way 226412526, which `osmium getid FILE w226412526` does not find.
      expect(roads.restrictions.map(({ osmRelationId }) => osmRelationId)).toEqual([2366291, 5217202]);
      expect(issues.list()).toEqual([
        {
          code: "osm.restriction.missing_member",
          severity: "info",
          count: 1,
          examples: ["relation 3090789"],
        },
      ]);
    },
  );

  test.skipIf(MONACO === null || LIECHTENSTEIN === null)(
    "of two countries together are those of each, however often a file is given (needs the shared data)",
    async () => {
      const monaco = await read([MONACO]);
      const liechtenstein = await read([LIECHTENSTEIN]);
      const both = await read([MONACO, LIECHTENSTEIN, MONACO]);
      expect([...both.roads.wayOsmIds]).toEqual([
        ...monaco.roads.wayOsmIds,
        ...liechtenstein.roads.wayOsmIds,
      ]);
      expect(both.roads.nodeOsmIds).toEqual(
        Float64Array.from(new Set([...monaco.roads.nodeOsmIds, ...liechtenstein.roads.nodeOsmIds])).sort(),
      );
      expect(both.roads.restrictions).toHaveLength(27 + 2);
      expect(both.issues.of("osm.restriction.duplicate")).toBe(27);
    },
  );
});

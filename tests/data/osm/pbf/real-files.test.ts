import { describe, expect, test } from "vitest";

import { PbfFile } from "../../../../data/osm/pbf/pbf-reader.ts";
import { sharedData } from "../../../helpers/shared-data.ts";

/** Objects as `osmium fileinfo -e FILE` (osmium 1.15.0) counts them. */
const FILES = [
  {
    file: "osm/monaco-osrm.osm.pbf",
    counts: { nodes: 180_118, ways: 27_377, relations: 212 },
  },
  {
    file: "osm/liechtenstein-valhalla.osm.pbf",
    counts: { nodes: 142_832, ways: 15_247, relations: 358 },
  },
  {
    file: "corse/corse-routes.osm.pbf",
    counts: { nodes: 149_678, ways: 34_271, relations: 0 },
  },
] as const;

describe("real extracts", () => {
  for (const { file, counts } of FILES) {
    const path = sharedData(file);
    test.skipIf(path === null)(`${file} holds what osmium counts (needs the shared data)`, async () => {
      const pbf = await PbfFile.open(path ?? "");
      const read = { nodes: 0, ways: 0, relations: 0 };
      const decoded = { nodes: 0, ways: 0, relations: 0 };
      for await (const { block } of pbf.blocks({ nodes: true, ways: true, relations: true })) {
        read.nodes += block.nodeCount;
        read.ways += block.wayCount;
        read.relations += block.relationCount;
        decoded.nodes += block.nodes.ids.length;
        decoded.ways += block.ways.ids.length;
        decoded.relations += block.relations.ids.length;
      }
      await pbf.close();
      expect(read).toEqual(counts);
      expect(decoded).toEqual(counts);
    });
  }
});

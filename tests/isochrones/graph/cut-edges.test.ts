import { describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import { readRoads } from "../../../data/osm/read-roads.ts";
import { SILENT } from "../../../data/progress.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import type { Network } from "../../../isochrones/model/network.ts";
import { sharedData } from "../../helpers/shared-data.ts";

async function networkOf(path: string): Promise<Network> {
  const options = { profile: carProfile, issues: new DataIssues(), progress: SILENT };
  return buildNetwork((await readRoads([path], options)).roads);
}

const monaco = sharedData("osm/monaco-osrm.osm.pbf");
const liechtenstein = sharedData("osm/liechtenstein-valhalla.osm.pbf");
const corsica = sharedData("corse/corse-routes.osm.pbf");

describe("where an extract ends", () => {
  test.skipIf(monaco === null || liechtenstein === null)(
    "main roads of Monaco and Liechtenstein lead on (needs the shared data)",
    async () => {
      for (const path of [monaco, liechtenstein]) {
        const network = await networkOf(path ?? "");
        expect(network.cutEdges.length, path ?? "").toBeGreaterThan(0);
        for (const edge of network.cutEdges) {
          const { highway } = network.profiles[network.edgeProfiles[edge]];
          expect(["motorway", "trunk", "primary"]).toContain(highway);
        }
      }
    },
  );

  test.skipIf(corsica === null)("none of Corsica's does (needs the shared data)", async () => {
    expect((await networkOf(corsica ?? "")).cutEdges).toHaveLength(0);
  });
});

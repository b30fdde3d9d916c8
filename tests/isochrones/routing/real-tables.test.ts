import { readFileSync } from "node:fs";

import { describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { carProfile } from "../../../data/osm/car-profile.ts";
import { readRoads } from "../../../data/osm/read-roads.ts";
import { SILENT } from "../../../data/progress.ts";
import { buildNetwork } from "../../../isochrones/graph/build-network.ts";
import { buildSnapIndex } from "../../../isochrones/graph/snap-index.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { EdgeSearch } from "../../../isochrones/routing/edge-search.ts";
import { timesAtPoints } from "../../../isochrones/routing/point-times.ts";
import { makeSeeds } from "../../../isochrones/routing/seeds.ts";
import { sharedData } from "../../helpers/shared-data.ts";

/** What a real OSRM said: places as `[lon, lat, ...]`, seconds by origin and destination. */
interface Table {
  readonly origins: readonly (readonly [number, number])[];
  readonly destinations: readonly (readonly [number, number])[];
  readonly durationsSeconds: readonly (readonly (number | null)[])[];
}

interface Comparison {
  /** Relative differences, ascending. */
  readonly differences: readonly number[];
  /** Pairs with a way in one of the two only, of all pairs. */
  readonly onlyOne: number;
}

const REGIONS = [
  { region: "Corsica", roads: "corse/corse-routes.osm.pbf", table: "osrm/corse-table.json" },
  { region: "Monaco", roads: "osm/monaco-osrm.osm.pbf", table: "osrm/monaco-table.json" },
  {
    region: "Liechtenstein",
    roads: "osm/liechtenstein-valhalla.osm.pbf",
    table: "osrm/liechtenstein-table.json",
  },
].map(({ region, roads, table }) => ({ region, roads: sharedData(roads), table: sharedData(table) }));

async function compare(roadsPath: string, tablePath: string): Promise<Comparison> {
  const table = JSON.parse(readFileSync(tablePath, "utf8")) as Table;
  const { roads } = await readRoads([roadsPath], {
    profile: carProfile,
    issues: new DataIssues(),
    progress: SILENT,
  });
  const network = buildNetwork(roads);
  const snapper = new Snapper(network, buildSnapIndex(network, 1000));
  const snapsAt = (places: Table["origins"]): ReturnType<Snapper["snapAll"]> =>
    snapper.snapAll(
      places.map(([lon]) => lon),
      places.map(([, lat]) => lat),
      50_000,
    );
  const [origins, destinations] = [snapsAt(table.origins), snapsAt(table.destinations)];
  const search = new EdgeSearch(network, "arrival");
  const differences: number[] = [];
  let onlyOne = 0;
  table.destinations.forEach((_, to) => {
    const seeds = makeSeeds(network, destinations, [to]);
    search.run(seeds);
    const { durations } = timesAtPoints(search, seeds, origins);
    durations.forEach((deciseconds, from) => {
      const osrm = table.durationsSeconds[from][to];
      if (osrm !== null && deciseconds !== UNREACHED) {
        differences.push(Math.abs(deciseconds / 10 - osrm) / Math.max(osrm, 1));
      } else if ((osrm === null) !== (deciseconds === UNREACHED)) {
        onlyOne++;
      }
    });
  });
  const pairs = table.origins.length * table.destinations.length;
  return { differences: differences.sort((a, b) => a - b), onlyOne: onlyOne / pairs };
}

describe("times beside those of a real OSRM", () => {
  for (const { region, roads, table } of REGIONS) {
    test.skipIf(roads === null || table === null)(
      `in ${region} differ by 0.01 % at the median and 0.1 % at the 95th percentile at most, for the same pairs (shared data)`,
      async () => {
        const { differences, onlyOne } = await compare(roads ?? "", table ?? "");
        const quantile = (share: number): number => differences[Math.floor(differences.length * share)];
        const [median, p95] = [quantile(0.5), quantile(0.95)];
        const figures = `${differences.length} pairs, median ${median}, p95 ${p95}, in one only ${onlyOne}`;
        expect(differences.length, figures).toBeGreaterThan(10_000);
        expect(median, figures).toBeLessThanOrEqual(0.0001);
        expect(p95, figures).toBeLessThanOrEqual(0.001);
        expect(onlyOne, figures).toBe(0);
      },
      60_000,
    );
  }
});

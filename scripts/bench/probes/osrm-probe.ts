import { createOsrmEngine } from "../../../isochrones/engines/osrm-engine.ts";
import { OsrmClient } from "../../../isochrones/engines/osrm-client.ts";
import { UNREACHED } from "../../../isochrones/model/network.ts";
import { type BenchPlaces, pickPlaces, readPlaces } from "../bench-places.ts";
import { coverageWords } from "../coverage-words.ts";
import { repeatInRound, timed } from "../repeat.ts";
import { median } from "../statistics.ts";
import type { OsrmSpec, ProbeWork } from "./probe-protocol.ts";

/** Requests of a round, of which the median is told. */
const REQUESTS = 100;
/** A table larger than that is not asked for whole: the engine's search then asks for the structures around. */
const MOST_WHOLE_PAIRS = 500_000;

/** Makes a client of an OSRM server ready for one task. */
export async function openOsrmProbe({ task, url, places }: OsrmSpec): Promise<ProbeWork> {
  const read = readPlaces(places);
  if (task === "route" || task === "nearest") return requestWork(new OsrmClient({ url }), task, read);
  if (task === "coverage") return coverageWork(url, read);
  const engine = createOsrmEngine({ url });
  const from = pickPlaces(read.cells, read.tableCells);
  const to = pickPlaces(read.structures, read.tableStructures);
  return {
    round: async () => {
      const milliseconds = await repeatInRound(async () => timed(async () => engine.table(from, to)));
      return { milliseconds, answer: null };
    },
  };
}

/**
 * Batches of many sources, each on a fresh connection, several in flight, and the least time of each row. Places are
 * moved any distance, as OSRM does.
 */
function coverageWork(url: string, { cells, people, structures }: BenchPlaces): ProbeWork {
  const engine = createOsrmEngine({ url, maxSnapMeters: Infinity });
  const width = structures.lons.length;
  const isWhole = cells.lons.length * width <= MOST_WHOLE_PAIRS;
  const nearest = async (): Promise<Uint32Array> => {
    if (!isWhole) return (await engine.cellTimes(cells, structures)).deciseconds;
    const { deciseconds } = await engine.table(cells, structures);
    return Uint32Array.from({ length: cells.lons.length }, (_, row) =>
      deciseconds.subarray(row * width, (row + 1) * width).reduce((a, b) => Math.min(a, b), UNREACHED),
    );
  };
  return {
    round: async () => {
      let found: Uint32Array = new Uint32Array(0);
      const milliseconds = await repeatInRound(async () => timed(async () => (found = await nearest())));
      return { milliseconds, answer: coverageWords(found, people) };
    },
  };
}

/** One request after the other, between cells and structures that go together by turns. */
function requestWork(
  client: OsrmClient,
  task: "route" | "nearest",
  { cells, structures }: BenchPlaces,
): ProbeWork {
  const cellStep = Math.max(1, Math.floor(cells.lons.length / REQUESTS));
  const pairs = Array.from({ length: REQUESTS }, (_, request) => {
    const cell = (request * cellStep) % cells.lons.length;
    const structure = request % structures.lons.length;
    return [
      [cells.lons[cell], cells.lats[cell]],
      [structures.lons[structure], structures.lats[structure]],
    ] as const;
  });
  return {
    round: async () => {
      const times: number[] = [];
      for (const [from, to] of pairs) {
        const ask = async (): Promise<unknown> =>
          task === "nearest"
            ? client.nearest({ coordinate: from })
            : client.route({ coordinates: [from, to], overview: "false" });
        times.push(await timed(ask));
      }
      return { milliseconds: median(times), answer: null };
    },
  };
}

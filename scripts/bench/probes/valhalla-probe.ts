import { UNREACHED } from "../../../isochrones/model/network.ts";
import { inParallel } from "../../../isochrones/engines/in-parallel.ts";
import type { Places } from "../../../isochrones/engines/engine.ts";
import { readDurations } from "../../../isochrones/engines/valhalla/answers.ts";
import { openFolder } from "../../../isochrones/engines/valhalla/folder.ts";
import { loadValhalla, type ValhallaActor } from "../../../isochrones/engines/valhalla/package.ts";
import { engineFolder } from "../../cli/cache-folder.ts";
import { type BenchPlaces, pickPlaces, readPlaces } from "../bench-places.ts";
import { coverageWords } from "../coverage-words.ts";
import { repeatInRound, timed } from "../repeat.ts";
import { median } from "../statistics.ts";
import type { ProbeWork, ValhallaSpec } from "./probe-protocol.ts";

const CUTOFF_MINUTES = 30;

/** As the library is told to drive: its own defaults. */
const COSTING = { costing: "auto" } as const;

/** Makes Valhalla ready for one task, asked as its manual says and with its own defaults. */
export async function openValhallaProbe({ task, tiles, places, atOnce }: ValhallaSpec): Promise<ProbeWork> {
  const { config } = await openFolder(tiles);
  const valhalla = await loadValhalla({ cacheFolder: engineFolder(), mayInstall: false });
  const actor = valhalla.openActor(config);
  const read = readPlaces(places);
  if (task === "isochrone") return isochroneWork(actor, read);
  if (task === "isochrones") return isochronesWork(actor, read, atOnce);
  return tableWork(actor, read, task, atOnce);
}

function isochroneWork(actor: ValhallaActor, { structures, sampledStructures }: BenchPlaces): ProbeWork {
  return {
    round: async () => {
      let letters = 0;
      const times: number[] = [];
      for (const structure of sampledStructures) {
        const milliseconds = await timed(async () => {
          letters += (await actor.isochrone(isochroneQuery(structures, structure))).length;
        });
        times.push(milliseconds);
      }
      return { milliseconds: median(times), answer: `${letters} letters of GeoJSON` };
    },
  };
}

function isochronesWork(actor: ValhallaActor, { structures }: BenchPlaces, atOnce: number): ProbeWork {
  const all = [...Array(structures.lons.length).keys()];
  return {
    round: async () => {
      let letters = 0;
      const milliseconds = await timed(async () =>
        inParallel(all, atOnce, undefined, async (structure) => {
          const text = await actor.isochrone(isochroneQuery(structures, structure));
          letters += text.length;
        }),
      );
      return { milliseconds, answer: `${letters} letters of GeoJSON` };
    },
  };
}

/** Towards the structure, as a citizen drives; ring, detail and smoothing as Valhalla has them by itself. */
function isochroneQuery({ lons, lats }: Places, structure: number): string {
  return JSON.stringify({
    locations: [{ lon: lons[structure], lat: lats[structure] }],
    contours: [{ time: CUTOFF_MINUTES }],
    polygons: true,
    reverse: true,
    ...COSTING,
  });
}

/**
 * All cells to all structures in as many questions as there are threads: the quickest way to ask. Where cells outnumber
 * structures, Valhalla searches backward from these.
 */
function tableWork(
  actor: ValhallaActor,
  { cells, people, structures, tableCells, tableStructures }: BenchPlaces,
  task: "coverage" | "table",
  atOnce: number,
): ProbeWork {
  const isAll = task === "coverage";
  const from = isAll ? cells : pickPlaces(cells, tableCells);
  const targets = locationsOf(isAll ? structures : pickPlaces(structures, tableStructures));
  const size = Math.ceil(from.lons.length / atOnce);
  const sources = locationsOf(from);
  const firsts = Array.from({ length: atOnce }, (_, part) => part * size);
  return {
    round: async () => {
      const deciseconds = new Uint32Array(sources.length).fill(UNREACHED);
      const ask = async (): Promise<void> =>
        inParallel(firsts, atOnce, undefined, async (first) => {
          const rows = sources.slice(first, first + size);
          const query = { sources: rows, targets, verbose: false, ...COSTING };
          const answer: unknown = JSON.parse(await actor.matrix(JSON.stringify(query)));
          readDurations(answer, rows.length, targets.length, "valhalla").forEach((row, at) => {
            deciseconds[first + at] = nearestOf(row);
          });
        });
      const milliseconds = await repeatInRound(async () => timed(ask));
      return { milliseconds, answer: isAll ? coverageWords(deciseconds, people) : null };
    },
  };
}

function nearestOf(seconds: readonly (number | null)[]): number {
  return seconds.reduce<number>(
    (least, time) => (time === null ? least : Math.min(least, time * 10)),
    UNREACHED,
  );
}

function locationsOf({ lons, lats }: Places): { lon: number; lat: number }[] {
  return Array.from(lons, (lon, index) => ({ lon, lat: lats[index] }));
}

import type { RecordedTable } from "../../data/recorded-table.ts";
import { UNREACHED } from "../../isochrones/model/network.ts";
import { listen, sendJson } from "./fake-osrm.ts";

/** Coordinates that are the same to about ten metres: tables are recorded in fewer decimals than are asked for. */
const STEPS_PER_DEGREE = 1e4;

export interface RecordedOsrm {
  readonly url: string;
  /** Rows times columns of all tables answered. */
  readonly pairs: () => number;
  readonly close: () => Promise<void>;
}

/**
 * A server that knows one recorded table and answers any part of it, so that a client gets what the real OSRM once
 * said, however it asks. Like the real one it refuses tables of more than `maxTableSize` squared.
 */
export async function startRecordedOsrm(table: RecordedTable, maxTableSize: number): Promise<RecordedOsrm> {
  const origins = new PlaceIndex(table.origins);
  const destinations = new PlaceIndex(table.destinations);
  let pairs = 0;
  const { url, close } = await listen((request, response) => {
    const asked = new URL(request.url ?? "", "http://recorded");
    const points = decodeURIComponent(asked.pathname).split("/")[4].split(";");
    const chosen = (name: string): number[] => asked.searchParams.get(name)?.split(";").map(Number) ?? [];
    const [sources, targets] = [chosen("sources"), chosen("destinations")];
    if (sources.length * targets.length > maxTableSize ** 2) {
      sendJson(response, 400, { code: "TooBig", message: "Too many table coordinates" });
      return;
    }
    pairs += sources.length * targets.length;
    const columns = targets.map((index) => destinations.find(points[index]));
    // To learn how far structures are moved, the client asks for them as sources too.
    const rows = sources.map((index) => origins.find(points[index]));
    const durations = rows.map((row) => columns.map((column) => secondsOf(table, row, column)));
    const body = {
      code: "Ok",
      durations,
      sources: rows.map((row) => waypoint(table.originSnapMeters, row)),
      destinations: columns.map((column) => waypoint(table.destinationSnapMeters, column)),
    };
    sendJson(response, 200, body);
  });
  return { url, pairs: () => pairs, close };
}

function secondsOf({ deciseconds, destinations }: RecordedTable, row: number, column: number): number | null {
  if (row < 0 || column < 0) return null;
  const time = deciseconds[row * destinations.length + column];
  return time === UNREACHED ? null : time / 10;
}

function waypoint(snapMeters: readonly number[] | null, index: number): object {
  return { location: [0, 0], name: "", distance: index < 0 ? 0 : (snapMeters?.[index] ?? 0) };
}

/** Finds a point by its coordinates, wherever the rounding falls. */
class PlaceIndex {
  readonly #byStep = new Map<string, number>();

  constructor(points: RecordedTable["origins"]) {
    points.forEach(({ lon, lat }, index) => this.#byStep.set(stepOf(lon, lat, 0, 0), index));
  }

  /** @returns -1 where no such point was recorded */
  find(text: string): number {
    const [lon, lat] = text.split(",").map(Number);
    for (const east of [0, -1, 1]) {
      for (const north of [0, -1, 1]) {
        const found = this.#byStep.get(stepOf(lon, lat, east, north));
        if (found !== undefined) return found;
      }
    }
    return -1;
  }
}

function stepOf(lon: number, lat: number, east: number, north: number): string {
  return `${Math.round(lon * STEPS_PER_DEGREE) + east} ${Math.round(lat * STEPS_PER_DEGREE) + north}`;
}

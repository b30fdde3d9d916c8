import { CAR_PROFILES } from "../../data/osm/car-profile.ts";
import { networkOf, osrmApp, type OsrmApp } from "../helpers/osrm-app.ts";
import { pbfFile } from "../helpers/osm-pbf.ts";
import { columnOf, askRoute, stepsOf, tellsRoads } from "./ask-server.ts";
import { meets } from "./expectations.ts";
import { FeatureMap } from "./feature-map.ts";
import { type FeatureScenario, recordsOf, type ScenarioStep } from "./read-feature.ts";

/** One cell of a table that is not met. */
export interface Mismatch {
  readonly row: number;
  readonly column: string;
  readonly wanted: string;
  readonly got: string;
}

/** What became of a scenario; `unsupported` names the step that speaks of what we do not have. */
export type Outcome =
  | { readonly kind: "unsupported"; readonly step: string }
  | { readonly kind: "run"; readonly mismatches: readonly Mismatch[] };

const INPUT_COLUMNS = new Set(["from", "to", "waypoints", "bearings", "approaches", "#"]);
/** How turns are told, which is no matter of where one can drive, which way, and how long. */
const WORDING_COLUMNS = new Set([
  "turns",
  "pronunciations",
  "destinations",
  "classes",
  "locations",
  "driving_side",
]);
const HARMLESS =
  /^(?:the profile "car"|data is loaded|the contract extra arguments "--threads|the partition extra|the extract extra arguments "--generate-edge-lookup")/u;

class Unsupported extends Error {}

/** The edition of OSRM's profile that the scenarios belong to. */
const PROFILE = process.env["TRENTE_OSRM_PROFILE"] ?? "car";

/** Plays a scenario of OSRM's against our own `/osrm`. */
export async function runScenario({ steps }: FeatureScenario): Promise<Outcome> {
  const player = new Player();
  try {
    for (const step of steps) await player.play(step);
    return { kind: "run", mismatches: player.mismatches };
  } catch (error) {
    if (error instanceof Unsupported) return { kind: "unsupported", step: error.message };
    throw error;
  } finally {
    await player.close();
  }
}

class Player {
  readonly mismatches: Mismatch[] = [];
  readonly #map = new FeatureMap();
  readonly #options: Record<string, string> = {};
  readonly #shortcuts = new Map<string, string>();
  #app: OsrmApp | null = null;

  async close(): Promise<void> {
    await this.#app?.close();
  }

  async play(step: ScenarioStep): Promise<void> {
    const { text } = step;
    const grid = /^a grid size of ([\d.]+) meters$/u.exec(text);
    const origin = /^the origin (\S+),(\S+)$/u.exec(text);
    if (grid !== null) this.#map.setGrid(Number(grid[1]));
    else if (origin !== null) this.#map.setOrigin(Number(origin[1]), Number(origin[2]));
    else if (text === "the node map") this.#map.draw(step);
    else if (text === "the node locations") this.#map.addLocations(step);
    else if (text === "the nodes") this.#map.addNodeTags(step);
    else if (/^the ways(?: with locations)?$/u.test(text)) this.#map.addWays(step);
    else if (text === "the relations") this.#map.addRelations(step);
    else if (text === "the shortcuts")
      for (const { key, value } of recordsOf(step)) this.#shortcuts.set(key, value);
    else if (text === "the query options") for (const [key, value] of step.rows) this.#options[key] = value;
    else if (text === "routability should be") await this.#checkRoutability(step);
    else if (/^I route(?: I should get)?$/u.test(text)) await this.#checkRoutes(step);
    else if (text === "I request a travel time matrix I should get") await this.#checkMatrix(step);
    else if (!HARMLESS.test(text)) throw new Unsupported(text);
  }

  async #open(): Promise<OsrmApp> {
    const network = await networkOf(await pbfFile(this.#map.world()), CAR_PROFILES.get(PROFILE));
    this.#app ??= await osrmApp(network, { minComponent: 0 });
    return this.#app;
  }

  #expect(row: number, column: string, got: string, wanted: string): void {
    if (!meets(got, wanted)) this.mismatches.push({ row, column, wanted, got });
  }

  async #checkRoutes(step: ScenarioStep): Promise<void> {
    const app = await this.#open();
    for (const [row, record] of recordsOf(step).entries()) {
      const letters = record["waypoints"]?.split(",").map((name) => name.trim()) ?? [
        record["from"],
        record["to"],
      ];
      const params = Object.entries(record).filter(
        ([key, value]) => key.startsWith("param:") && value !== "",
      );
      const asked = await askRoute(
        app,
        letters.map((letter) => this.#map.place(letter)),
        {
          ...(record["bearings"] ? { bearings: record["bearings"] } : {}),
          ...(record["approaches"] ? { approaches: record["approaches"] } : {}),
          params: {
            ...this.#options,
            ...Object.fromEntries(params.map(([key, value]) => [key.slice(6), value])),
          },
        },
      );
      for (const [column, wanted] of Object.entries(record)) {
        if (INPUT_COLUMNS.has(column) || WORDING_COLUMNS.has(column) || column.startsWith("param:")) continue;
        const got = columnOf(asked, column, (place) => this.#letterAt(place), this.#map.nodeNames());
        if (got === null) throw new Unsupported(`column ${column}`);
        if (column === "route" && tellsRoads(asked, wanted)) continue;
        if (wanted === "" && (column === "distance" || column === "weight" || column === "speed")) continue;
        this.#expect(row, column, got, wanted);
      }
    }
  }

  #letterAt([lon, lat]: readonly [number, number]): string {
    for (const letter of this.#map.nodeNames().values()) {
      const place = this.#map.place(letter);
      if (Math.abs(place[0] - lon) < 2e-4 && Math.abs(place[1] - lat) < 2e-4) return letter;
    }
    return "_";
  }

  async #checkMatrix(step: ScenarioStep): Promise<void> {
    const app = await this.#open();
    const [[, ...columns], ...rows] = step.rows;
    const names = [...rows.map(([name]) => name), ...columns];
    const coordinates = names.map((name) => this.#map.place(name).join(",")).join(";");
    const sources = rows.map((_, index) => index).join(";");
    const destinations = columns.map((_, index) => rows.length + index).join(";");
    const options = Object.entries(this.#options).map(([key, value]) => `&${key}=${value}`);
    const response = await app.get(
      `/table/v1/driving/${coordinates}?sources=${sources}&destinations=${destinations}${options.join("")}`,
    );
    const { durations } = response.json<{ durations: (number | null)[][] }>();
    rows.forEach(([, ...cells], row) =>
      cells.forEach((wanted, column) =>
        this.#expect(row, columns[column], String(durations[row][column] ?? ""), wanted),
      ),
    );
  }

  async #checkRoutability(step: ScenarioStep): Promise<void> {
    this.#map.addTestWays(step);
    const app = await this.#open();
    for (const [row, record] of recordsOf(step).entries()) {
      const [a, b] = this.#map.testPlaces(row);
      const forw = await drive(app, [a, b], `w${row}`, this.#options);
      const backw = await drive(app, [b, a], `w${row}`, this.#options);
      const both: Drive = Object.fromEntries(
        (["status", "mode", "time", "speed", "rate"] as const).map((key) => [
          key,
          forw[key] === backw[key] ? forw[key] : "diff",
        ]),
      ) as unknown as Drive;
      for (const [direction, driven] of Object.entries({ forw, backw, bothw: both })) {
        const wanted = record[direction];
        if (wanted !== undefined)
          this.#expect(
            row,
            direction,
            said(driven, this.#shortcuts.get(wanted) ?? wanted),
            this.#shortcuts.get(wanted) ?? wanted,
          );
        const rate = record[`${direction}_rate`];
        if (rate !== undefined)
          this.#expect(row, `${direction}_rate`, rate === "" ? driven.status : driven.rate, rate);
      }
    }
  }
}

/** How a way was driven in one direction; empty where it was not. */
interface Drive {
  readonly status: string;
  readonly mode: string;
  readonly time: string;
  readonly speed: string;
  readonly rate: string;
}

async function drive(
  app: OsrmApp,
  places: readonly (readonly [number, number])[],
  name: string,
  params: Readonly<Record<string, string>>,
): Promise<Drive> {
  const asked = await askRoute(app, places, { params });
  const [step] = stepsOf(asked);
  if (asked.route === null || step.name !== name)
    return { status: "", mode: "", time: "", speed: "", rate: "" };
  const { distance, duration, weight } = asked.route;
  return {
    status: "x",
    mode: step.mode,
    time: String(duration),
    speed: duration > 0 ? String(Math.trunc((3.6 * distance) / duration)) : "",
    rate: String(Math.round((distance / weight) * 10) / 10),
  };
}

function said(driven: Drive, wanted: string): string {
  if (wanted === "" || wanted === "x") return driven.status;
  if (/^[\d.]+ s/u.test(wanted)) return /\d/u.test(driven.time) ? `${driven.time} s` : driven.time;
  if (/^\d+ km\/h/u.test(wanted)) return /\d/u.test(driven.speed) ? `${driven.speed} km/h` : driven.speed;
  return driven.mode;
}

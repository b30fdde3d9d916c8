import { onTestFinished } from "vitest";

import { networkOf, osrmApp } from "./osrm-app.ts";
import { type OsmRelation, pbfFile } from "./osm-pbf.ts";

/** From one letter of a map to the next: about a hundred metres. */
const STEP_DEGREES = 0.0009;

export interface Scenario {
  /** Letters and digits as they lie, near the equator; a space apart is a hundred metres. */
  readonly map: string;
  /** Ways as the letters of their nodes, with tags over `highway=primary` and the letters as their name. */
  readonly ways: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly nodes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly restrictions?: readonly {
    readonly kind: string;
    readonly from: string;
    /** A node, or a way where it has several letters. */
    readonly via: string;
    readonly to: string;
    readonly tags?: Readonly<Record<string, string>>;
  }[];
}

/** What a driver is told, in short. */
export interface ShortRoute {
  /** Names of the roads in turn, or the code of the refusal. */
  readonly roads: string;
  readonly seconds: number;
  readonly meters: number;
}

export interface ScenarioServer {
  /** Route over the letters in turn (`"ac"`), with further options. */
  readonly route: (letters: string, options?: string) => Promise<ShortRoute>;
  /** Durations between all letters, seconds. */
  readonly table: (letters: string, options?: string) => Promise<(number | null)[][]>;
  /** Raw JSON of a service for letters. */
  readonly ask: (service: string, letters: string, options?: string) => Promise<unknown>;
  readonly listen: () => Promise<string>;
  readonly place: (letter: string) => readonly [number, number];
}

/** A server of OSRM's protocol over a small drawn map, read with the car profile; closed when the test ends. */
export async function osrmScenario(scenario: Scenario): Promise<ScenarioServer> {
  const places = placesOn(scenario.map);
  const place = (letter: string): readonly [number, number] => {
    const found = places.get(letter);
    if (found === undefined) throw new Error(`got ${letter}, expected one of ${[...places.keys()].join("")}`);
    return found;
  };
  const app = await osrmApp(await networkOf(await pbfOf(scenario, place)));
  onTestFinished(async () => app.close());
  const ask = async (service: string, letters: string, options = ""): Promise<unknown> => {
    const coordinates = Array.from(letters, (letter) => place(letter).join(",")).join(";");
    return (
      await app.get(`/${service}/v1/driving/${coordinates}${options === "" ? "" : `?${options}`}`)
    ).json();
  };
  return {
    ask,
    place,
    listen: app.listen,
    route: async (letters, options = "overview=false") =>
      shorten((await ask("route", letters, `steps=true&${options}`)) as RouteAnswer),
    table: async (letters, options) =>
      ((await ask("table", letters, options)) as { durations: (number | null)[][] }).durations,
  };
}

interface RouteAnswer {
  readonly code: string;
  readonly routes?: readonly {
    readonly duration: number;
    readonly distance: number;
    readonly legs: readonly {
      readonly steps: readonly { readonly name: string; readonly distance: number }[];
    }[];
  }[];
}

function shorten({ code, routes }: RouteAnswer): ShortRoute {
  if (routes === undefined) return { roads: code, seconds: NaN, meters: NaN };
  const [route] = routes;
  const names = route.legs.flatMap(({ steps }) => steps.filter(({ distance }) => distance > 0));
  return { roads: names.map(({ name }) => name).join(","), seconds: route.duration, meters: route.distance };
}

function placesOn(map: string): ReadonlyMap<string, readonly [number, number]> {
  const lines = map.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return new Map(
    lines.flatMap((line, row) =>
      Array.from(line.slice(margin)).flatMap((letter, column) =>
        letter === " "
          ? []
          : [[letter, [round((column / 2) * STEP_DEGREES), round(-row * STEP_DEGREES)] as const] as const],
      ),
    ),
  );
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

async function pbfOf(scenario: Scenario, place: ScenarioServer["place"]): Promise<string> {
  const letters = [...new Set(Object.keys(scenario.ways).join(""))].sort();
  const nodeId = (letter: string): number => letters.indexOf(letter) + 1;
  const wayNames = Object.keys(scenario.ways);
  const wayId = (name: string): number => {
    const index = wayNames.indexOf(name);
    if (index < 0) throw new Error(`got way ${name}, expected one of ${wayNames.join(" ")}`);
    return index + 1;
  };
  const relations = (scenario.restrictions ?? []).map(
    ({ kind, from, via, to, tags }, index): OsmRelation => ({
      id: index + 1,
      tags: { type: "restriction", restriction: kind, ...tags },
      members: [
        { type: "way", ref: wayId(from), role: "from" },
        via.length === 1
          ? { type: "node", ref: nodeId(via), role: "via" }
          : { type: "way", ref: wayId(via), role: "via" },
        { type: "way", ref: wayId(to), role: "to" },
      ],
    }),
  );
  return pbfFile({
    nodes: letters.map((letter) => {
      const [lon, lat] = place(letter);
      return { id: nodeId(letter), lon, lat, tags: scenario.nodes?.[letter] ?? {} };
    }),
    ways: Object.entries(scenario.ways).map(([name, tags]) => ({
      id: wayId(name),
      refs: Array.from(name, nodeId),
      tags: { name, ...("highway" in tags || "route" in tags ? {} : { highway: "primary" }), ...tags },
    })),
    relations,
  });
}

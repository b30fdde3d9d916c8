import { planeMeters } from "../../isochrones/geo/distance.ts";
import type { RoadProfile } from "../../isochrones/model/network.ts";
import type { Roads, TurnRestriction } from "../../isochrones/model/roads.ts";
import { makeRoads, ONE_WAY, PLAIN_ROAD, type WayPlan } from "./make-roads.ts";

/**
 * Microdegrees from one column of a drawing, or from one line, to the next. A degree of latitude is shorter than one of
 * longitude at the equator of the ellipsoid: so many of both are as long, but for 1 in 58 000.
 */
export const COLUMN_MICRODEGREES = 296;
const LINE_MICRODEGREES = 298;
const COLUMN_METERS = planeMeters(0, 0, COLUMN_MICRODEGREES, 0);

export interface AsciiOptions {
  /** Metres from one column or line to the next, some 33 if not said. */
  readonly meters?: number;
  /** Names of streets by way. */
  readonly names?: Readonly<Record<string, string>>;
  /** Ways that differ from a plain road, or that several roads make up: `ABC` runs from A over B to C. */
  readonly ways?: Readonly<Record<string, Partial<RoadProfile>>>;
  /** Bits of `Obstacle` by node. */
  readonly obstacles?: Readonly<Record<string, number>>;
  /** `via` is a node, or ways in order. */
  readonly restrictions?: readonly {
    readonly kind: TurnRestriction["kind"];
    readonly from: string;
    readonly via: string | readonly string[];
    readonly to: string;
  }[];
}

export interface AsciiWorld {
  readonly roads: Roads;
  /** Letters of the nodes, in the order of their indices: line by line. */
  readonly letters: readonly string[];
  /** Index in `roads` of a node by its letter. */
  readonly node: (name: string) => number;
  /** `[lon, lat]` in degrees. */
  readonly place: (name: string) => [number, number];
}

/**
 * Roads as drawn, near the equator, so that right angles are right: letters are nodes, `-` and `|` two-way
 * roads, with `>`, `<`, `^` or `v` somewhere on them one-way. Each stretch between two letters is a way of its own
 * named after them (`AB`, in the direction of driving; two-way ones rightwards or downwards), at 36 km/h. A drawn
 * road may be part of a longer way of the options, and a way of the options need not be drawn.
 *
 *     A--B>>C
 *     |     |
 *     D-----E
 */
export function asciiRoads(drawing: string, options: AsciiOptions = {}): AsciiWorld {
  const lines = trimDrawing(drawing);
  const letters = lines.flatMap((line, row) =>
    Array.from(line).flatMap((letter, column) =>
      /\p{L}/u.test(letter) && !"v".includes(letter) ? [{ letter, row, column }] : [],
    ),
  );
  const names = letters.map(({ letter }) => letter);
  if (new Set(names).size !== names.length) throw new Error(`a letter stands twice in ${names.join("")}`);
  const node = (name: string): number => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`got node ${name}, expected one of ${names.join("")}`);
    return index;
  };
  const scale = options.meters === undefined ? 1 : options.meters / COLUMN_METERS;
  const nodes = letters.map(({ letter, row, column }) => ({
    lon: Math.round(column * COLUMN_MICRODEGREES * scale),
    lat: Math.round(-row * LINE_MICRODEGREES * scale),
    obstacles: options.obstacles?.[letter] ?? 0,
  }));
  const ways = nameWays(drawnWays(lines, letters), options.ways ?? {});
  const wayIndex = (name: string): number => {
    const index = ways.findIndex((way) => way.name === name);
    if (index < 0)
      throw new Error(`got way ${name}, expected one of ${ways.map((way) => way.name).join(" ")}`);
    return index;
  };
  const streets = ["", ...new Set(Object.values(options.names ?? {}))];
  Object.keys(options.names ?? {}).forEach(wayIndex);
  const plans = ways.map(({ name, profile }): WayPlan => ({
    nodes: Array.from(name).map(node),
    profile,
    name: streets.indexOf(options.names?.[name] ?? ""),
  }));
  const restrictions = (options.restrictions ?? []).map(({ kind, from, via, to }) => ({
    kind,
    fromWay: wayIndex(from),
    toWay: wayIndex(to),
    via: typeof via === "string" ? { node: node(via) } : { ways: via.map(wayIndex) },
  }));
  return {
    roads: {
      ...makeRoads({ nodes, ways: plans, restrictions }),
      names: streets.map((name) => ({ name, ref: "" })),
    },
    letters: names,
    node,
    place: (name) => [nodes[node(name)].lon / 1e6, nodes[node(name)].lat / 1e6],
  };
}

interface NamedWay {
  readonly name: string;
  readonly profile: RoadProfile;
}

function trimDrawing(drawing: string): string[] {
  const lines = drawing.split("\n").filter((line) => line.trim() !== "");
  const margin = Math.min(...lines.map((line) => line.length - line.trimStart().length));
  return lines.map((line) => line.slice(margin));
}

/** Each drawn stretch, followed from its left or upper letter. */
function drawnWays(
  lines: readonly string[],
  letters: readonly { letter: string; row: number; column: number }[],
): NamedWay[] {
  const ways: NamedWay[] = [];
  for (const { letter, row, column } of letters) {
    for (const [dRow, dColumn, plain, back] of [
      [0, 1, "->", "<"],
      [1, 0, "|v", "^"],
    ] as const) {
      let marks = "";
      let [r, c] = [row + dRow, column + dColumn];
      for (; (plain + back).includes(lines[r]?.[c] ?? " "); r += dRow, c += dColumn) marks += lines[r][c];
      if (marks === "") continue;
      const end = lines[r]?.[c] ?? " ";
      if (!letters.some((other) => other.row === r && other.column === c)) {
        throw new Error(`the road from ${letter} ends at "${end}" in line ${r + 1}, expected a letter`);
      }
      const isBack = marks.includes(back);
      const profile = isBack || marks.includes(plain[1]) ? ONE_WAY : PLAIN_ROAD;
      ways.push({ name: isBack ? end + letter : letter + end, profile });
    }
  }
  return ways;
}

/** Applies the options: a way of several drawn stretches takes their place, and their direction. */
function nameWays(
  drawn: readonly NamedWay[],
  wanted: Readonly<Record<string, Partial<RoadProfile>>>,
): NamedWay[] {
  const covers = (name: string, way: NamedWay): boolean =>
    name.includes(way.name) || Array.from(name).reverse().join("").includes(way.name);
  const left = drawn.filter((way) => !Object.keys(wanted).some((name) => covers(name, way)));
  const made = Object.entries(wanted).map(([name, changes]) => {
    const isOneWay = drawn.some((way) => covers(name, way) && way.profile === ONE_WAY);
    return { name, profile: { ...(isOneWay ? ONE_WAY : PLAIN_ROAD), ...changes } };
  });
  return [...left, ...made];
}

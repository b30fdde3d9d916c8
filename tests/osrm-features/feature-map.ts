import type { OsmNode, OsmRelation, OsmWay, OsmWorld } from "../helpers/osm-pbf.ts";
import { recordsOf, type ScenarioStep } from "./read-feature.ts";

/** What stands in a table for "no such tag". */
const NIL = "(nil)";
/** Ways of a table of routability lie so many fields apart, on one line: none is the neighbour of another. */
const WAY_SPACING = 100;
const WAY_LETTERS = ["a", "b", "c", "d", "e"] as const;

/** Of the WGS 84 ellipsoid: a degree of its equator, and its shape. */
const METERS_PER_DEGREE = (Math.PI / 180) * 6_378_137;
const FLATTENING = 1 / 298.257223563;
const ECCENTRICITY_SQUARED = FLATTENING * (2 - FLATTENING);

type Position = readonly [number, number];
type Tags = Readonly<Record<string, string>>;

/** The drawn roads of a scenario, grown step by step. */
export class FeatureMap {
  readonly #places = new Map<string, Position>();
  readonly #ids = new Map<string, number>();
  readonly #nodeTags = new Map<string, Tags>();
  readonly #ways: OsmWay[] = [];
  readonly #wayNames = new Map<string, number>();
  readonly #relations: OsmRelation[] = [];
  #origin: Position = [1, 1];
  #gridMeters = 100;
  #lastId = 0;

  setOrigin(lon: number, lat: number): void {
    this.#origin = [lon, lat];
  }

  setGrid(meters: number): void {
    this.#gridMeters = meters;
  }

  /** A place of the drawing, letter or digit. */
  place(letter: string): Position {
    const found = this.#places.get(letter);
    if (found === undefined)
      throw new Error(`got place ${letter}, expected one of ${[...this.#places.keys()].join("")}`);
    return found;
  }

  /** So many fields east and north of the origin, by the radii of the ellipsoid there. */
  fieldAt(columns: number, rows: number): Position {
    const [lon, lat] = this.#origin;
    const cos = Math.cos((lat * Math.PI) / 180);
    const curvature = 1 / (1 - ECCENTRICITY_SQUARED * (1 - cos ** 2));
    const metersEast = METERS_PER_DEGREE * Math.sqrt(curvature) * cos;
    const metersNorth = METERS_PER_DEGREE * Math.sqrt(curvature) * curvature * (1 - ECCENTRICITY_SQUARED);
    return [lon + (columns * this.#gridMeters) / metersEast, lat + (rows * this.#gridMeters) / metersNorth];
  }

  /** Letters are nodes, digits are places to go to. Two letters of a text are a field apart, as two cells are. */
  draw({ docString, rows }: ScenarioStep): void {
    const lines = docString === null ? rows : docString.split("\n").map((line) => Array.from(line));
    const width = docString === null ? 1 : 0.5;
    lines.forEach((line, row) =>
      line.forEach((letter, column) => {
        if (/^[a-z0-9]$/u.test(letter)) this.#placeAt(letter, this.fieldAt(column * width, -row));
      }),
    );
  }

  addLocations(step: ScenarioStep): void {
    for (const { node, lon, lat, id } of recordsOf(step))
      this.#placeAt(node, [Number(lon), Number(lat)], id === undefined ? undefined : Number(id));
  }

  #placeAt(letter: string, position: Position, id?: number): void {
    this.#places.set(letter, position);
    if (/[a-z]/u.test(letter)) this.#ids.set(letter, id ?? this.#nextId());
  }

  addNodeTags(step: ScenarioStep): void {
    for (const { node, id, ...tags } of recordsOf(step)) {
      if (id !== undefined) this.#ids.set(node, Number(id));
      this.#nodeTags.set(node, withoutEmpty({ ...this.#nodeTags.get(node), ...tags }));
    }
  }

  addWays(step: ScenarioStep): void {
    for (const { nodes, ...row } of recordsOf(step)) {
      const id = this.#nextId();
      const refs = Array.from(nodes, (letter) => this.#nodeId(letter));
      this.#wayNames.set(nodes, id);
      this.#ways.push({ id, refs, tags: wayTags(nodes, row) });
    }
  }

  addRelations(step: ScenarioStep): void {
    const [headings, ...rows] = step.rows;
    for (const cells of rows) {
      const members: OsmRelation["members"][number][] = [];
      const tags: Record<string, string> = {};
      cells.forEach((cell, index) => {
        const [, kind, role = ""] = /^(node|way|relation)(?::(.*))?$/u.exec(headings[index]) ?? [];
        const names = cell.split(",").map((name) => name.trim());
        if (kind === undefined) tags[headings[index]] = cell;
        else if (kind === "node")
          members.push(...names.map((name) => ({ type: "node" as const, ref: this.#nodeId(name), role })));
        else if (kind === "way")
          members.push(...names.map((name) => ({ type: "way" as const, ref: this.#wayId(name), role })));
      });
      this.#relations.push({ id: this.#nextId(), members, tags: withoutEmpty(tags) });
    }
  }

  /** Ways with five nodes each, one a row, with the row's tags but for what it expects. */
  addTestWays(step: ScenarioStep): void {
    recordsOf(step).forEach((row, index) => {
      const letters = WAY_LETTERS.map((letter) => `${letter}${index}`);
      letters.forEach((letter, at) => this.#placeAt(letter, this.fieldAt(at + WAY_SPACING * index, 0)));
      const tags: Record<string, string> = { highway: "primary" };
      const nodeTags: Record<string, string> = {};
      for (const [key, value] of Object.entries(row)) {
        if (value === "" || /^(?:forw|backw|bothw)(?:_rate)?$/u.test(key)) continue;
        const nodeKey = /^node\/(.*)$/u.exec(key)?.[1];
        if (nodeKey !== undefined) nodeTags[nodeKey] = value;
        else tags[key] = value;
      }
      const kept = Object.entries({ ...tags, name: `w${index}` }).filter(([, value]) => value !== NIL);
      this.#nodeTags.set(letters[2], nodeTags);
      this.#ways.push({
        id: this.#nextId(),
        refs: letters.map((letter) => this.#nodeId(letter)),
        tags: Object.fromEntries(kept),
      });
    });
  }

  /** From where to where the way of a row is driven. */
  testPlaces(index: number): readonly [Position, Position] {
    return [this.fieldAt(1 + WAY_SPACING * index, 0), this.fieldAt(3 + WAY_SPACING * index, 0)];
  }

  nodeNames(): ReadonlyMap<number, string> {
    return new Map([...this.#ids].map(([letter, id]) => [id, letter]));
  }

  world(): OsmWorld {
    return {
      nodes: [...this.#ids]
        .map(([letter, id]): OsmNode => {
          const [lon, lat] = this.place(letter);
          return { id, lon, lat, tags: this.#nodeTags.get(letter) ?? {} };
        })
        .sort((a, b) => a.id - b.id),
      ways: this.#ways,
      relations: this.#relations,
    };
  }

  #nextId(): number {
    return ++this.#lastId;
  }

  #nodeId(letter: string): number {
    const id = this.#ids.get(letter);
    if (id === undefined)
      throw new Error(`got node ${letter}, expected one of ${[...this.#ids.keys()].join("")}`);
    return id;
  }

  #wayId(name: string): number {
    const id = this.#wayNames.get(name) ?? this.#wayNames.get(Array.from(name).reverse().join(""));
    if (id === undefined)
      throw new Error(`got way ${name}, expected one of ${[...this.#wayNames.keys()].join(" ")}`);
    return id;
  }
}

function wayTags(nodes: string, row: Tags): Tags {
  const { name, ...rest } = row;
  const tags = withoutEmpty({ highway: "primary", ...rest });
  if (name === undefined) return { ...tags, name: nodes };
  if (name === '""' || name === "''" || name === "" || name === NIL) return tags;
  return { ...tags, name };
}

function withoutEmpty(tags: Tags): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([, value]) => value !== "" && value !== NIL));
}

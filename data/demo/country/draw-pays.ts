import { PbfWriter } from "../../osm/pbf/pbf-writer.ts";
import type { ObjectKind } from "../../osm/pbf/pbf-writer.ts";
import { traceOutlines } from "../commune-outlines.ts";
import { formatFeatures } from "../communes-geojson.ts";
import { foundCommunes, shareLand } from "../communes.ts";
import { formatDesks } from "../desks-csv.ts";
import { openDesks } from "../desks.ts";
import { formatIndicators } from "../indicators-csv.ts";
import { settleHouseholds } from "../households.ts";
import { leadOnMainRoads } from "../main-ends.ts";
import { settle } from "../places.ts";
import type { Plane, Point } from "../plane.ts";
import { CellCounter, formatCells } from "../population-csv.ts";
import { Random } from "../random.ts";
import type { DemoCounts } from "../readme.ts";
import type { RoadMap } from "../road-map.ts";
import { writeObjects } from "../roads-pbf.ts";
import type { RoadCounts, RoadIds } from "../roads-pbf.ts";
import { buildRoads } from "../roads.ts";
import { FOREIGN, GATE } from "../terrain.ts";
import type { Country, Pays } from "./country.ts";
import { createFields } from "./fields.ts";
import { createGridPlane } from "./grid-plane.ts";
import { NO_PAYS } from "./mosaic.ts";
import { firstIds } from "./object-ids.ts";
import { planPays } from "./pays-plan.ts";
import { buildPaysTerrain } from "./pays-terrain.ts";
import type { PaysTerrain } from "./pays-terrain.ts";

/** One pays as pieces of the country's files. */
export interface DrawnPays {
  /** PBF blocks. */
  readonly blocks: Readonly<Record<ObjectKind, Uint8Array>>;
  /** Rows without their headers, features without their collection. UTF-8. */
  readonly structures: Uint8Array;
  readonly cells: Uint8Array;
  readonly communes: Uint8Array;
  readonly indicators: Uint8Array;
  readonly counts: DemoCounts;
}

/** Draws one pays of a country. What it shares with its neighbours follows from the country's seed alone. */
export async function drawPays(country: Country, index: number): Promise<DrawnPays> {
  const pays = country.pays[index];
  const plane = createGridPlane(country.plan.center);
  const random = new Random(country.seed).fork(`pays ${pays.cell}`);
  const terrain = buildPaysTerrain(country, pays);
  const plan = planPays(country, pays, terrain, random.fork("plan"));
  const places = settle(terrain, plan, random.fork("places"));
  const map = buildRoads(terrain, places, plan, random.fork("roads"));
  leadOnMainRoads(map);
  const seats = places.filter((place) => place.rank !== "hamlet");
  const communes = foundCommunes(plan, seats, random.fork("names"));
  const owners = shareLand(terrain, communes);
  const counter = new CellCounter(plane, cellsOf(country, pays));
  settleHouseholds(terrain, map, communes, owners, plan, random.fork("households"), counter.add);
  const desks = openDesks(plan, communes, map, random.fork("desks"));
  const cells = formatCells(counter, communes, random.fork("cells"));
  const outlines = traceOutlines(terrain, owners, communes.length, plane, neighboursOf(terrain, pays));
  const { blocks, roads } = await encodeRoads(map, plane, {
    ...firstIds(index),
    history: random.fork("edits"),
  });
  const encoder = new TextEncoder();
  return {
    blocks,
    structures: encoder.encode(formatDesks(plan, desks, plane)),
    indicators: encoder.encode(formatIndicators(desks, random.fork("indicators"))),
    cells: encoder.encode(cells.join("")),
    communes: encoder.encode(
      formatFeatures(
        plan,
        communes.filter((_, at) => outlines[at].length > 0),
        outlines.filter((outline) => outline.length > 0),
      ).join(",\n"),
    ),
    counts: {
      ...roads,
      communes: communes.length,
      structures: desks.length,
      people: counter.people,
      cells: cells.length,
    },
  };
}

/** A population cell is counted by the pays that its middle lies in. */
function cellsOf({ plan, seed }: Country, { cell }: Pays): (middle: Point) => boolean {
  const { mosaic } = createFields(plan, seed);
  const [east, north] = createGridPlane(plan.center).toGrid([0, 0]);
  return ([easting, northing]) => mosaic.paysAt(easting - east, northing - north) === cell;
}

/** Whose land each square of a window is, where it is a neighbour's. */
function neighboursOf({ grounds, pays }: PaysTerrain, { cell: own }: Pays): Int32Array {
  return pays.map((whose, square) =>
    whose !== own && (grounds[square] === FOREIGN || grounds[square] === GATE) ? whose : NO_PAYS,
  );
}

async function encodeRoads(
  map: RoadMap,
  plane: Plane,
  ids: RoadIds,
): Promise<{ blocks: DrawnPays["blocks"]; roads: RoadCounts }> {
  const parts: Record<ObjectKind, Uint8Array[]> = { nodes: [], ways: [], relations: [] };
  const writer = PbfWriter.part((bytes, kind) => {
    if (kind !== null) parts[kind].push(bytes);
  });
  const roads = await writeObjects(map, plane, ids, writer);
  const joined = (kind: ObjectKind) => new Uint8Array(Buffer.concat(parts[kind]));
  return {
    blocks: { nodes: joined("nodes"), ways: joined("ways"), relations: joined("relations") },
    roads,
  };
}

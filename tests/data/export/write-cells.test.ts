import type { FeatureCollection, Polygon } from "geojson";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";

import { cellRows } from "../../../data/export/cell-rows.ts";
import {
  cellsAsCsv,
  cellsAsGeojson,
  cellsAsParquet,
  ROW_GROUP_CELLS,
} from "../../../data/export/write-cells.ts";
import { doubleArea, isInRing, type Ring } from "../../../isochrones/geo/rings.ts";
import { cellId } from "../../../isochrones/model/cells.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { NO_EDGE, UNREACHED } from "../../../isochrones/model/network.ts";
import { NO_STRUCTURE } from "../../../isochrones/study.ts";
import { geojsonFaults } from "../../helpers/geojson-faults.ts";
import { miniCells, miniSnaps, squares } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

/**
 * Four cells: an ordinary one; an estimated one with a decimal of people; one on a road that leads nowhere, in no
 * commune; one without a road. The second structure has an identifier that CSV must quote.
 */
function world(): { dataset: Dataset; result: { deciseconds: Uint32Array; nearest: Uint32Array } } {
  const plans = squares([
    [0, 0],
    [1, 0],
    [2, 0],
    [9, 9],
  ]);
  const plain = miniDataset({
    nodes: [
      [9, 42],
      [9.01, 42],
    ],
    ways: [{ nodes: [0, 1] }],
    structures: [miniStructure({ id: "17" }), miniStructure({ id: 'a,"b"' })],
    communes: [miniCommune("2A001")],
  });
  return {
    dataset: {
      ...plain,
      cells: miniCells([
        { ...plans[0], people: 3, commune: 0 },
        { ...plans[1], people: 0.5, imputed: true, commune: 0 },
        { ...plans[2], people: 1 },
        { ...plans[3], people: 2, commune: 0 },
      ]),
      cellSnaps: miniSnaps([12.4, 0, 99.6, null]),
    },
    result: {
      deciseconds: Uint32Array.of(6005, 0, UNREACHED, UNREACHED),
      nearest: Uint32Array.of(0, 1, NO_STRUCTURE, NO_STRUCTURE),
    },
  };
}

const ALL = [0, 1, 2, 3];

function joined(pieces: Iterable<Uint8Array>): ArrayBuffer {
  return new Uint8Array(Buffer.concat([...pieces])).buffer;
}

describe("rows of cells", () => {
  test("say what is known of each cell, and null for the rest", () => {
    const { dataset, result } = world();
    const rows = [...cellRows(dataset, result, ALL)];
    expect(rows).toMatchObject([
      {
        population: 3,
        estime: false,
        commune: "2A001",
        secondes: 600.5,
        structure: "17",
        rattachement_m: 12,
      },
      { population: 0.5, estime: true, commune: "2A001", secondes: 0, structure: 'a,"b"', rattachement_m: 0 },
      { population: 1, estime: false, commune: null, secondes: null, structure: null, rattachement_m: 100 },
      {
        population: 2,
        estime: false,
        commune: "2A001",
        secondes: null,
        structure: null,
        rattachement_m: null,
      },
    ]);
    rows.forEach(({ id, lon, lat }, cell) => {
      if (dataset.cells === null) throw new Error("got no cells");
      expect(id).toBe(cellId(dataset.cells, cell));
      expect(lon).toBeCloseTo(dataset.cells.lons[cell], 6);
      expect(lat).toBeCloseTo(dataset.cells.lats[cell], 6);
    });
    expect(dataset.cellSnaps?.edges[3]).toBe(NO_EDGE);
  });

  test("are those asked for, in their order", () => {
    const { dataset, result } = world();
    expect([...cellRows(dataset, result, [3, 1])].map(({ population }) => population)).toEqual([2, 0.5]);
    expect([...cellRows({ ...dataset, cells: null }, result, ALL)]).toEqual([]);
  });
});

describe("cells written and read again", () => {
  test("as CSV", () => {
    const { dataset, result } = world();
    const text = [...cellsAsCsv(dataset, result, ALL)].join("");
    expect(text.split("\r\n")[0]).toBe(
      "id,lon,lat,population,estime,commune,secondes,structure,rattachement_m",
    );
    const records: Record<string, string>[] = parse(text, { columns: true });
    const rows = [...cellRows(dataset, result, ALL)];
    expect(records).toEqual(
      rows.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [
            name,
            typeof value === "boolean" ? String(Number(value)) : String(value ?? ""),
          ]),
        ),
      ),
    );
  });

  test("as GeoJSON: valid, counter-clockwise squares around the cells' centres", () => {
    const { dataset, result } = world();
    const text = [...cellsAsGeojson(dataset, result, ALL)].join("");
    const collection = JSON.parse(text) as FeatureCollection<Polygon>;
    expect(geojsonFaults(collection)).toEqual([]);
    const rows = [...cellRows(dataset, result, ALL)];
    expect(collection.features).toHaveLength(rows.length);
    collection.features.forEach(({ id, geometry, properties }, at) => {
      const { lon, lat, ...others } = rows[at];
      expect(id).toBe(rows[at].id);
      expect(properties).toEqual(others);
      const ring = geometry.coordinates[0] as Ring;
      expect(ring).toHaveLength(5);
      expect(doubleArea(ring)).toBeGreaterThan(0);
      expect(isInRing(lon, lat, ring)).toBe(true);
    });
  });

  test("as Parquet", async () => {
    const { dataset, result } = world();
    const file = joined(cellsAsParquet(dataset, result, ALL));
    expect(await parquetReadObjects({ file })).toEqual([...cellRows(dataset, result, ALL)]);
  });

  test("as Parquet of several row groups, whose bytes are told apart", async () => {
    const { dataset, result } = world();
    const many = Array.from({ length: 2 * ROW_GROUP_CELLS + 10 }, (_, at) => (at * 7) % ALL.length);
    const file = joined(cellsAsParquet(dataset, result, many));
    const { row_groups: groups, num_rows: rowCount } = parquetMetadata(file);
    expect(groups.map((group) => Number(group.num_rows))).toEqual([ROW_GROUP_CELLS, ROW_GROUP_CELLS, 10]);
    expect(Number(rowCount)).toBe(many.length);
    const rows = [...cellRows(dataset, result, ALL)];
    for (const at of [
      0,
      ROW_GROUP_CELLS - 3,
      ROW_GROUP_CELLS,
      2 * ROW_GROUP_CELLS - 1,
      2 * ROW_GROUP_CELLS,
    ]) {
      const some = await parquetReadObjects({ file, rowStart: at, rowEnd: at + 5 });
      expect(some).toEqual(many.slice(at, at + 5).map((cell) => rows[cell]));
    }
    // The least and the greatest of each column, as they are: they let readers leave a group out.
    const [id] = groups[1].columns;
    const ids = rows.map((row) => row.id).sort();
    expect(id.meta_data?.statistics).toMatchObject({ min_value: ids[0], max_value: ids.at(-1) });
  });

  test("though there is none of them", async () => {
    const { dataset, result } = world();
    expect([...cellsAsCsv(dataset, result, [])].join("")).toMatch(/^id,[a-z_,]+\r\n$/u);
    const collection = JSON.parse([...cellsAsGeojson(dataset, result, [])].join("")) as FeatureCollection;
    expect(geojsonFaults(collection)).toEqual([]);
    expect(collection.features).toEqual([]);
    const file = joined(cellsAsParquet(dataset, result, []));
    expect(await parquetReadObjects({ file })).toEqual([]);
  });

  test("in pieces that join to the same text, however many cells", () => {
    const { dataset, result } = world();
    const many = Array.from({ length: 2000 }, (_, at) => at % ALL.length);
    const pieces = [...cellsAsCsv(dataset, result, many)];
    expect(pieces.length).toBeGreaterThan(1);
    expect(pieces.join("").split("\r\n")).toHaveLength(2000 + 2);
    const features = (JSON.parse([...cellsAsGeojson(dataset, result, many)].join("")) as FeatureCollection)
      .features;
    expect(features).toHaveLength(2000);
  });
});

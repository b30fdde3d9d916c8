import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readOutlines } from "../../../isochrones/geo/commune-outlines.ts";
import { isInRing } from "../../../isochrones/geo/rings.ts";
import { NO_COMMUNE } from "../../../isochrones/model/cells.ts";
import type { CommuneShape, Dataset } from "../../../isochrones/model/dataset.ts";
import type { Commune } from "../../../isochrones/model/territory.ts";
import { GroundTiles } from "../../../server/tiles/ground-tiles.ts";
import { tileAt, TileProjection } from "../../../server/tiles/mercator.ts";
import { buildCorsica, corsicanFiles } from "../../helpers/corsica.ts";
import { decodeTile, type DecodedFeature } from "../../helpers/vector-tile.ts";

const files = corsicanFiles();

const CODES: Readonly<Record<string, (commune: Commune) => string | null>> = {
  regions: ({ regionCode }) => regionCode,
  departements: ({ departementCode }) => departementCode,
  epci: ({ epciCode }) => epciCode,
  communes: ({ code }) => code,
};

/** Layer, level, and the share of cells that may lie so near a border or the coast that simplifying moves them. */
const LAYERS = [
  ["regions", 5, 0.02],
  ["departements", 5, 0.02],
  ["departements", 7, 0.01],
  ["departements", 9, 0.002],
  ["epci", 6, 0.02],
  ["epci", 8, 0.01],
  ["epci", 11, 0.002],
  ["communes", 9, 0.01],
  ["communes", 11, 0.005],
] as const;

describe.skipIf(files === null)("territories of Corsica (skipped without the real data of ../shared)", () => {
  let dataset: Dataset;
  let tiles: GroundTiles;

  beforeAll(async () => {
    if (files === null) return;
    ({ dataset } = await buildCorsica(files, files.census));
    tiles = new GroundTiles(dataset, { threads: 0 });
  });

  afterAll(async () => tiles?.close());

  test.each(LAYERS)("%s at level %i hold the cells of their communes", async (name, zoom, most) => {
    const { cells, communes } = dataset;
    const kept = new Map<string, readonly DecodedFeature[]>();
    const outlineOf = readOutlines(dataset);
    let checked = 0;
    let elsewhere = 0;
    for (let cell = 0; cells !== null && cell < cells.count; cell += 3) {
      // Centres of a square kilometre at the coast may lie in the sea.
      const outline = cells.communes[cell] === NO_COMMUNE ? null : outlineOf(cells.communes[cell]);
      if (outline === null || !isInShape(cells.lons[cell], cells.lats[cell], outline)) continue;
      const address = tileAt(zoom, cells.lons[cell], cells.lats[cell]);
      const key = `${address.x}/${address.y}`;
      const features =
        kept.get(key) ??
        decodeTile(await tiles.tile({ layer: "territoires", address })).get(name)?.features ??
        [];
      kept.set(key, features);
      const projection = new TileProjection(address);
      const [x, y] = [projection.x(cells.lons[cell]), projection.y(cells.lats[cell])];
      const codes = features.filter((one) => holds(one, x, y)).map(({ properties }) => properties["code"]);
      const code = CODES[name](communes[cells.communes[cell]]);
      checked++;
      if (codes.join() !== (code ?? "")) elsewhere++;
    }
    expect(checked).toBeGreaterThan(500);
    expect(elsewhere / checked).toBeLessThan(most);
  });
});

function isInShape(lon: number, lat: number, shape: CommuneShape): boolean {
  return (
    shape.flat().filter((ring) => isInRing(lon, lat, ring as unknown as [number, number][])).length % 2 === 1
  );
}

/** Even-odd over all rings of a feature. */
function holds({ paths }: DecodedFeature, x: number, y: number): boolean {
  return paths.filter((path) => isInRing(x, y, [...path, path[0]] as [number, number][])).length % 2 === 1;
}

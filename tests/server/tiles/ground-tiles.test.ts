import { describe, expect, onTestFinished, test } from "vitest";

import { communePlaces } from "../../../isochrones/accessibility/commune-places.ts";
import { GroundTiles } from "../../../server/tiles/ground-tiles.ts";
import type { GroundTile } from "../../../server/tiles/ground-tiles.ts";
import { tileAt, worldX, worldY } from "../../../server/tiles/mercator.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { decodeTile } from "../../helpers/vector-tile.ts";
import { randomCommunes } from "./borders/random-communes.ts";

/** A world of random communes, which only outlines have a place for. */
function world() {
  const { communes, shapes } = randomCommunes(seededRandom(3), 6, 5);
  return { ...fakeStudy({ withPopulation: false }).dataset, communes, communeShapes: shapes };
}

function tilesOf(threads: number): GroundTiles {
  const tiles = new GroundTiles(world(), { threads });
  onTestFinished(async () => tiles.close());
  return tiles;
}

const WANTED: readonly GroundTile[] = [3, 6, 7, 9, 11, 13].flatMap((zoom): GroundTile[] => {
  const address = tileAt(zoom, 5.3, 45.2);
  return [
    { layer: "fond", address },
    { layer: "limites", address },
    { layer: "routes", address },
    { layer: "structures", address, selection: {} },
  ];
});

describe("tiles of what does not depend on times", () => {
  test("are the same from threads as from the caller's own, prepared or not", async () => {
    const own = tilesOf(0);
    const expected = await Promise.all(WANTED.map(async (wanted) => own.tile(wanted)));
    expect(expected.filter((bytes) => bytes.length > 0).length).toBeGreaterThan(12);
    const threads = tilesOf(2);
    const before = await Promise.all(WANTED.map(async (wanted) => threads.tile(wanted)));
    await threads.prepare();
    const after = await Promise.all(WANTED.map(async (wanted) => threads.tile(wanted)));
    const hexOf = (list: readonly Uint8Array[]): string[] =>
      list.map((bytes) => Buffer.from(bytes).toString("hex"));
    expect(hexOf(before)).toEqual(hexOf(expected));
    expect(hexOf(after)).toEqual(hexOf(expected));
  });

  test("name communes where nobody lives in the middle of their outlines", async () => {
    const dataset = world();
    const address = tileAt(9, 5.3, 45.2);
    const drawn = decodeTile(await tilesOf(0).tile({ layer: "fond", address })).get("lieux")?.features ?? [];
    const places = new Map(drawn.map(({ properties, paths }) => [properties["nom"], paths[0][0]]));
    const unit = 2 ** 5;
    let compared = 0;
    for (const { commune, lon, lat } of communePlaces(dataset)) {
      const place = places.get(commune.name);
      if (place === undefined) continue;
      compared++;
      expect(place).toEqual([
        Math.round(worldX(lon) / unit - address.x * 4096),
        Math.round(worldY(lat) / unit - address.y * 4096),
      ]);
    }
    expect(compared).toBe(drawn.length);
    expect(compared).toBeGreaterThan(5);
  });
});

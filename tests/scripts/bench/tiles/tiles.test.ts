import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";

import { askViews } from "../../../../scripts/bench/tiles/ask-tiles.ts";
import { percentile, tileReport } from "../../../../scripts/bench/tiles/tile-report.ts";
import { walkMap } from "../../../../scripts/bench/tiles/walk.ts";
import { TILE_SETS } from "../../../../server/tiles/tile-json.ts";
import { miniStructure } from "../../../helpers/mini-dataset.ts";

const WORLD = {
  structures: [miniStructure({ id: "a", lon: 2, lat: 46 }), miniStructure({ id: "b", lon: 6, lat: 44 })],
  bbox: [0, 42, 8, 50] as const,
};

describe("a walk on the map", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(walkMap(WORLD, 30, 7)).toEqual(walkMap(WORLD, 30, 7));
    expect(walkMap(WORLD, 30, 8)).not.toEqual(walkMap(WORLD, 30, 7));
  });

  test("comes to all levels from 4 to 14, by tiles that exist", () => {
    const tiles = walkMap(WORLD, 400, 1).flatMap((view) => view.tiles);
    expect([...new Set(tiles.map(({ z }) => z))].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 11 }, (_, i) => i + 4),
    );
    for (const { z, x, y } of tiles) {
      expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
      expect(Math.max(x, y)).toBeLessThan(2 ** z);
    }
  });
});

/** A server that counts what it is asked for. */
async function counting(status: number): Promise<{ url: string; asked: string[]; most: () => number }> {
  const asked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const server = createServer((request, response) => {
    asked.push(request.url ?? "");
    most = Math.max(most, ++atOnce);
    setTimeout(() => {
      atOnce--;
      response.writeHead(status).end(status === 204 ? undefined : "tile");
    }, 2);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, most: () => most };
}

describe("asking for the tiles of views", () => {
  test("asks for each layer of each tile once, six at once", async () => {
    const { url, asked, most } = await counting(200);
    const views = walkMap(WORLD, 6, 1);
    const answers = await askViews(url, views, new AbortController().signal);
    const tiles = new Set(views.flatMap((view) => view.tiles.map(({ z, x, y }) => `${z}/${x}/${y}`)));
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.length).toBeGreaterThanOrEqual(tiles.size * TILE_SETS.length);
    expect(most()).toBe(6);
    expect(answers).toHaveLength(asked.length);
    expect(answers.every(({ bytes }) => bytes === 4)).toBe(true);
    // Those of a structure that were asked for before one was there.
    const structures = new Set(views.map(({ structureId }) => structureId));
    const firsts = answers.filter(({ isFirst }) => isFirst);
    expect(firsts.length).toBeGreaterThanOrEqual(structures.size);
    expect(firsts.length).toBeLessThanOrEqual(6 * structures.size);
    expect(new Set(firsts.map(({ set }) => set))).toEqual(new Set(["isochrones"]));
  });

  test("fails where a tile is refused", async () => {
    const { url } = await counting(503);
    const asked = askViews(url, walkMap(WORLD, 1, 1), new AbortController().signal);
    await expect(asked).rejects.toMatchObject({ code: "bench.tiles.refused" });
  });
});

test("a percentile is the least value that so many do not exceed", () => {
  const hundred = Array.from({ length: 100 }, (_, i) => i + 1);
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => percentile(hundred, share))).toEqual([1, 50, 95, 99, 100]);
  expect(percentile([3], 0.99)).toBe(3);
});

test("the report has a row for each layer and level, and keeps first isochrones apart", () => {
  const answer = { set: "fond", zoom: 5, milliseconds: 2, bytes: 1500, isFirst: false } as const;
  const report = tileReport([
    answer,
    { ...answer, zoom: 6, milliseconds: 4 },
    { ...answer, set: "isochrones", milliseconds: 90, isFirst: true },
  ]);
  const rows = report
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s{2,}/u));
  expect(rows.slice(1)).toEqual([
    ["fond", "5", "1", "2.0", "2.0", "2.0", "2.0", "1.5", "1.5"],
    ["fond", "6", "1", "4.0", "4.0", "4.0", "4.0", "1.5", "1.5"],
    ["fond", "tous", "2", "2.0", "4.0", "4.0", "4.0", "1.5", "1.5"],
    ["toutes", "tous", "2", "2.0", "4.0", "4.0", "4.0", "1.5", "1.5"],
    ["isochrone à chercher", "tous", "1", "90.0", "90.0", "90.0", "90.0", "1.5", "1.5"],
  ]);
});

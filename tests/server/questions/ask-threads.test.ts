import { describe, expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { askHere } from "../../../server/questions/ask-here.ts";
import { askThreads, type ThreadOptions } from "../../../server/questions/ask-threads.ts";
import { BusyError } from "../../../server/questions/busy-error.ts";
import { tileAt } from "../../../server/tiles/mercator.ts";
import type { Asker } from "../../../server/questions/questions.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune, miniDataset, miniStructure } from "../../helpers/mini-dataset.ts";

const CELLS = squares([
  [0, 0],
  [5, 0],
  [9, 0],
]);

/** A road through three cells in a row, with a desk in the first. */
function world(): Dataset {
  const { lons, lats } = miniCells(CELLS);
  return miniDataset({
    nodes: [0, 1, 2].map((cell) => [lons[cell], lats[cell]] as const),
    ways: [{ nodes: [0, 1, 2] }],
    structures: [miniStructure({ id: "1", lon: lons[0], lat: lats[0] })],
    cells: CELLS.map((cell) => ({ ...cell, people: 10, commune: 0 })),
    communes: [miniCommune("2A001")],
    territories: [{ kind: "departement", code: "2A", name: "Corse-du-Sud" }],
  });
}

function threadsWith(options: ThreadOptions = {}): Asker {
  const threads = askThreads(world(), options);
  onTestFinished(() => threads.close());
  return threads;
}

describe("a study asked in threads", () => {
  test("gives the bytes that it gives in the caller's own", async () => {
    const dataset = world();
    const from = { lon: dataset.cells?.lons[2] ?? 0, lat: dataset.cells?.lats[2] ?? 0 };
    const nearTile = tileAt(9, from.lon, from.lat);
    const questions = (asker: Asker): Promise<Uint8Array>[] => [
      asker.ask("coverage", { minutes: 30, detail: "commune" }),
      asker.ask("knownQuestion", undefined),
      asker.ask("dataset", undefined),
      asker.ask("gaps", { query: { minutes: 1 }, format: "geojson" }),
      asker.ask("cellTile", { address: { z: 4, x: 8, y: 5 }, selection: {} }),
      asker.ask("gapTile", { address: nearTile, selection: {}, minutes: 1 }),
      asker.ask("isochroneTile", {
        address: nearTile,
        structureId: "1",
        minutes: [10],
      }),
      asker.ask("isochrones", { to: { structureId: "1" }, minutes: [10] }),
      asker.ask("near", { from, query: { limit: 2, withRoutes: true } }),
    ];
    const answers = await Promise.all(questions(threadsWith()));
    const expected = await Promise.all(questions(askHere(createStudy(dataset))));
    const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
    expect(answers.map(text)).toEqual(expected.map(text));
    for (const answer of answers) expect(answer.length).toBeGreaterThan(0);
  });

  test("refuses what the study refuses, with its code and parameter", async () => {
    const refused = threadsWith().ask("coverage", { territory: "dep:99" });
    await expect(refused).rejects.toThrow(RequestError);
    await expect(refused).rejects.toMatchObject({ code: "territory.unknown" });
  });

  test("tells those who come when too many wait, and answers those who waited", async () => {
    const threads = threadsWith({ mostWaiting: 1 });
    const asked = Array.from({ length: 4 }, async () => threads.ask("dataset", undefined));
    const settled = await Promise.allSettled(asked);
    const refusals = settled.filter((one) => one.status === "rejected").map(({ reason }): unknown => reason);
    // One is begun, one waits.
    expect(settled.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(refusals).toHaveLength(2);
    for (const refusal of refusals) expect(refusal).toBeInstanceOf(BusyError);
  });

  test("stops what takes longer than it may", async () => {
    const threads = threadsWith({ limitMilliseconds: 1 });
    const asked = threads.ask("dataset", undefined);
    await expect(asked).rejects.toMatchObject({ name: "BusyError", reason: "time" });
  });
});

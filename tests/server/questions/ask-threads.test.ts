import { describe, expect, onTestFinished, test } from "vitest";

import { createStudy } from "../../../isochrones/create-study.ts";
import { RequestError } from "../../../isochrones/errors.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { OsrmRefusal } from "../../../server/osrm/refusal.ts";
import { readRequest } from "../../../server/osrm/request.ts";
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

/** One of each service, over the whole road. */
function osrmAddresses({ cells }: Dataset): string[] {
  const [from, to] = [0, 2].map((cell) => `${cells?.lons[cell]},${cells?.lats[cell]}`);
  return [
    `/route/v1/car/${from};${to}?steps=true`,
    `/table/v1/car/${from};${to}?annotations=duration,distance`,
    `/nearest/v1/car/${from}?number=3`,
  ];
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
      asker.ask("gaps", { query: { minutes: 1 }, format: "geojson", withOutlines: true }),
      asker.ask("cellTile", { address: { z: 4, x: 8, y: 5 }, selection: {} }),
      asker.ask("isochrones", { around: { structureId: "1" }, minutes: [10], direction: "departure" }),
      asker.ask("catchment", { structureId: "1", selection: {}, minutes: [10], format: "geojson" }),
      asker.ask("cellRows", {
        territory: "france",
        selection: {},
        aboveMinutes: null,
        upToMinutes: 30,
        format: "csv",
        from: 1,
      }),
      asker.ask("gapTile", { address: nearTile, selection: {}, minutes: 1 }),
      asker.ask("isochroneTile", {
        address: nearTile,
        structureId: "1",
        minutes: [10],
      }),
      asker.ask("near", { from, query: { limit: 2, withRoutes: true } }),
      ...osrmAddresses(dataset).map(async (address) =>
        asker.ask("osrm", { request: readRequest(address), maxTableSize: 100 }),
      ),
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

  test("refuses what OSRM refuses, with its code and words", async () => {
    const [route] = osrmAddresses(world());
    const request = readRequest(route.replace("?steps=true", "?radiuses=0;0&bearings=90,0;90,0"));
    const refused = threadsWith().ask("osrm", { request, maxTableSize: 100 });
    await expect(refused).rejects.toThrow(OsrmRefusal);
    await expect(refused).rejects.toMatchObject({
      code: "NoSegment",
      message: "Could not find a matching segment for coordinate 0",
    });
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

  test("does not let a question wait for ever", async () => {
    const threads = threadsWith({ waitMilliseconds: 1 });
    const asked = Array.from({ length: 3 }, async () => threads.ask("dataset", undefined));
    const settled = await Promise.allSettled(asked);
    // The first is begun at once; a thread takes longer than that to start.
    expect(settled[0].status).toBe("fulfilled");
    const late = settled.filter((one) => one.status === "rejected").map(({ reason }): unknown => reason);
    expect(late).toHaveLength(2);
    for (const refusal of late) expect(refusal).toMatchObject({ name: "BusyError", reason: "queue" });
  });

  test("stops what takes longer than it may", async () => {
    const threads = threadsWith({ limitMilliseconds: 1 });
    const asked = threads.ask("dataset", undefined);
    await expect(asked).rejects.toMatchObject({ name: "BusyError", reason: "time" });
  });
});

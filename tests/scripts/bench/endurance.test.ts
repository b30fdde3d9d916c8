import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { loadBundle } from "../../../data/bundle/read-bundle.ts";
import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { MAX_SNAP_METERS } from "../../../isochrones/graph/free-points.ts";
import { Snapper } from "../../../isochrones/graph/snapping.ts";
import type { Endurance, EnduranceMinute } from "../../../scripts/bench/load/endurance.ts";
import { judgeEndurance } from "../../../scripts/bench/load/endurance-report.ts";
import { enduranceMix } from "../../../scripts/bench/load/endurance-mix.ts";
import { drawPlaces } from "../../../scripts/bench/load/near-places.ts";
import { slopeOf, studentT } from "../../../scripts/bench/load/slope.ts";
import { swappedBundle } from "../../../scripts/bench/load/swapped-bundle.ts";
import { sampleBundle, sampleDataset } from "../../data/bundle/sample-dataset.ts";
import { servedTown } from "../../helpers/served-town.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { studyApp } from "../../helpers/app.ts";
import { createStudy } from "../../../isochrones/create-study.ts";

const MEBIBYTE = 2 ** 20;

function minutesOf(sizes: readonly (number | null)[], unexpected = 0): EnduranceMinute[] {
  return sizes.map((residentBytes, index) => ({
    minute: index + 1,
    requests: 100,
    unexpected: index === 0 ? unexpected : 0,
    p50: 1,
    p99: 2,
    most: 3,
    residentBytes,
  }));
}

const SWAP = { outcome: "swapped", seconds: 2, isRight: true };

function soak(fields: Partial<Endurance>): Endurance {
  const flat = Array.from({ length: 20 }, (_, index) => (500 + (index % 3)) * MEBIBYTE);
  return {
    maximum: 200,
    perSecond: 100,
    minutes: minutesOf(flat),
    swaps: [SWAP],
    statuses: new Map([[200, 2000]]),
    ...fields,
  };
}

describe("a soak is well", () => {
  test("where nothing went wrong and memory is flat", () => {
    expect(judgeEndurance(soak({})).isWell).toBe(true);
  });

  test("where memory has grown at first and not any more", () => {
    const sizes = Array.from({ length: 20 }, (_, index) => (300 + 20 * Math.min(index, 9)) * MEBIBYTE);
    expect(judgeEndurance(soak({ minutes: minutesOf(sizes) })).isWell).toBe(true);
  });

  test("where the system tells nothing of memory", () => {
    expect(judgeEndurance(soak({ minutes: minutesOf([null, null]) })).isWell).toBe(true);
  });
});

describe("a soak is not well", () => {
  test.each<[string, Partial<Endurance>, string]>([
    ["with one answer that was not expected", { minutes: minutesOf([1, 1, 1], 1) }, "✗ answers: 1 of 300"],
    ["with a swap that failed", { swaps: [SWAP, { ...SWAP, outcome: "failed" }] }, "✗ swaps: 1 of 2"],
    ["with another dataset than was put there", { swaps: [{ ...SWAP, isRight: false }] }, "✗ swaps: 0 of 1"],
    [
      "where memory grows by a tenth in an hour",
      {
        minutes: minutesOf(Array.from({ length: 40 }, (_, minute) => (500 + (50 * minute) / 60) * MEBIBYTE)),
      },
      "✗ memory: 50 MiB an hour",
    ],
  ])("%s", (_, fields, line) => {
    const { isWell, lines } = judgeEndurance(soak(fields));
    expect(isWell).toBe(false);
    expect(lines.join("\n")).toContain(line);
  });
});

describe("a slope", () => {
  test("of points on a line is that of the line, for certain", () => {
    const { perUnit, low, high } = slopeOf([3, 5, 7, 9])!;
    for (const value of [perUnit, low, high]) expect(value).toBeCloseTo(2, 10);
  });

  test("is as sure as the textbook says", () => {
    // y = 1, 2, 2, 4 over 0..3: slope 9/10; residuals 0.15, 0.25, -0.65 and 0.35 squared sum to 0.7; s² = 0.35; t = 4.30265.
    const { perUnit, low, high } = slopeOf([1, 2, 2, 4])!;
    expect(perUnit).toBeCloseTo(0.9, 10);
    expect((high - low) / 2).toBeCloseTo(4.30265 * Math.sqrt(0.35 / 5), 4);
  });

  test("takes three points", () => {
    expect(slopeOf([1, 2])).toBeNull();
    expect(slopeOf([1, 2, 3])).not.toBeNull();
  });

  // Tables of Student's t.
  test.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [5, 2.571],
    [10, 2.228],
    [30, 2.042],
    [1000, 1.962],
  ])("has Student's t of %i degrees of freedom", (freedom, expected) => {
    expect(Math.abs(studentT(freedom) / expected - 1)).toBeLessThan(0.003);
  });
});

describe("a folder whose dataset changes", () => {
  test("holds the one, the other, the one again, each of them whole", async () => {
    const first = sampleBundle();
    const second = tempFolder();
    writeBundle(second, sampleDataset({ name: "Deuxième monde" }));
    const folder = tempFolder();
    const { ids, swap, directory } = swappedBundle(folder, first, second);
    const seen = [(await loadBundle(directory)).id];
    for (let turn = 0; turn < 2; turn++) {
      const id = swap();
      expect((await loadBundle(directory)).id).toBe(id);
      seen.push(id);
    }
    expect(seen).toEqual([ids[0], ids[1], ids[0]]);
    expect(ids[0]).toBe(readManifest(first).id);
  });

  test("makes another dataset of one by its name alone", async () => {
    const first = sampleBundle();
    const before = readFileSync(join(first, "manifest.json"), "utf8");
    const { ids, swap, directory } = swappedBundle(tempFolder(), first, null);
    expect(ids[0]).not.toBe(ids[1]);
    swap();
    expect((await loadBundle(directory)).name).toContain("(bis)");
    expect(readFileSync(join(first, "manifest.json"), "utf8")).toBe(before);
  });
});

describe("places that a load asks about", () => {
  /** The town, with some of its people far out at sea. */
  function townWithIslanders() {
    const town = servedTown();
    const cells = town.cells!;
    const lats = Float64Array.from(cells.lats, (lat, index) => (index % 10 === 0 ? lat - 1 : lat));
    return { ...town, cells: { ...cells, lats } };
  }

  test("have a road within reach, wherever people live", () => {
    const town = townWithIslanders();
    const snapper = new Snapper(town.network, town.snapIndex);
    const places = drawPlaces(town, 500, 1);
    expect(places).toHaveLength(500);
    for (const { lon, lat } of places) expect(snapper.snap(lon, lat, MAX_SNAP_METERS)).not.toBeNull();
    expect(drawPlaces(town, 500, 1)).toEqual(places);
  });

  test("are said to be missing where no road is near anybody", () => {
    const town = servedTown();
    const lats = new Float64Array(town.cells!.count).fill(10);
    expect(() => drawPlaces({ ...town, cells: { ...town.cells!, lats } }, 1, 1)).toThrow("no road");
  });

  test("and all else that a soak asks for is answered by 200 or 204", async () => {
    const town = townWithIslanders();
    const { get } = await studyApp(createStudy(town));
    const paths = enduranceMix(town, 3);
    const kinds = ["/api/v1/proche", "/tiles/", "/api/v1/couverture", "/api/v1/isochrone"];
    for (const kind of kinds) {
      const some = paths.filter((path) => path.startsWith(kind)).slice(0, 10);
      expect(some.length, kind).toBe(10);
      for (const path of some) expect([200, 204], path).toContain((await get(path)).statusCode);
    }
  });
});

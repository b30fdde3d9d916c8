import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { buildDataset } from "../../../data/build-dataset.ts";
import { readBundle } from "../../../data/bundle/read-bundle.ts";
import { createStudy } from "../../../isochrones/create-study.ts";
import type { Dataset } from "../../../isochrones/model/dataset.ts";
import { corsicanFiles } from "../../helpers/corsica.ts";
import { writeMiniFiles } from "../../helpers/mini-files.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** Name of each cell, as the grid has it. */
const cellNames = ({ cells }: Dataset): string[] =>
  Array.from({ length: cells?.count ?? 0 }, (_, i) => `${cells?.northings[i]} ${cells?.eastings[i]}`);

const outside = ({ issues }: Dataset): number =>
  issues.find(({ code }) => code === "population.cell.outside_territory")?.count ?? 0;

describe("a dataset of some territories", () => {
  const corsica = corsicanFiles();

  test.skipIf(corsica === null)(
    "has the cells of one with all, with the same times, and no other",
    async () => {
      if (corsica === null) return;
      const folder = tempFolder();
      const build = async (name: string, territories: readonly string[]): Promise<Dataset> => {
        const out = join(folder, name);
        await buildDataset({
          osm: [corsica.osm],
          structures: [corsica.structures],
          population: [corsica.filosofi],
          communes: corsica.communes,
          territories,
          out,
        });
        return readBundle(out);
      };
      const all = await build("tout", []);
      const south = await build("sud", ["dep:2A"]);
      const both = await build("deux", ["dep:2A", "reg:94"]);

      const isSouth = Array.from(
        all.cells?.communes ?? [],
        (index) => all.communes[index]?.departementCode === "2A",
      );
      const expected = cellNames(all).filter((_, cell) => isSouth[cell]);
      expect(cellNames(south)).toEqual(expected);
      expect(expected.length).toBeGreaterThan(500);
      expect(outside(south)).toBe(cellNames(all).length - expected.length);
      expect(south.communes).toHaveLength(124);
      expect(new Set(south.communes.map(({ departementCode }) => departementCode))).toEqual(new Set(["2A"]));
      // Those of the north are still there to be driven to.
      expect(south.structures).toEqual(all.structures);
      expect(cellNames(both)).toEqual(
        cellNames(all).filter((_, cell) => isSouth[cell] || isNorth(all, cell)),
      );

      const codes = (dataset: Dataset): readonly (string | undefined)[] =>
        Array.from(dataset.cells?.communes ?? [], (index) => dataset.communes[index]?.code);
      expect(codes(south)).toEqual(codes(all).filter((_, cell) => isSouth[cell]));
      expect(south.communeShapes).toEqual(
        all.communeShapes.filter((_, index) => all.communes[index].departementCode === "2A"),
      );
      const times = (dataset: Dataset): readonly number[] => [
        ...createStudy(dataset).cellTimes().deciseconds,
      ];
      expect(times(south)).toEqual(times(all).filter((_, cell) => isSouth[cell]));
    },
  );

  test("is refused where it would be empty, or is no territory", async () => {
    const { osm, structures, population, communes, folder } = await writeMiniFiles();
    const build = async (territory: string): Promise<unknown> =>
      buildDataset({
        osm: [osm],
        structures: [structures],
        population: [population],
        communes: [communes],
        territories: [territory],
        out: join(folder, "jeu"),
      });
    await expect(build("dep:75")).rejects.toThrow(/dep:75: no commune or no cell/u);
    await expect(build("france")).rejects.toThrow(/france: not a territory/u);
    await expect(build("2A")).rejects.toThrow(/2A: not a territory/u);
    await expect(build("dep:")).rejects.toThrow(/not a territory/u);
    await expect(build("dep:2A")).resolves.toMatchObject({ counts: { communes: 1 } });
  });
});

function isNorth({ cells, communes }: Dataset, cell: number): boolean {
  return communes[cells?.communes[cell] ?? -1]?.departementCode === "2B";
}

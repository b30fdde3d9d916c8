import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { tempFolder } from "../../helpers/temp-folder.ts";
import { trente, trenteOk } from "./fake-terminal.ts";
import { FILE, fileOf, inseeRows, times, useInseeWorld } from "./insee-world.ts";
import { buildArgs, writeWorld } from "./small-world.ts";

const world = useInseeWorld();

describe("compare-insee refuses", () => {
  test.each([
    [["--dataset", "d"], "option --insee is missing"],
    [["--insee", "f"], "option --dataset is missing"],
    [["--dataset", "d", "--insee", "f", "--format", "csv"], 'got "csv", expected table, json, geojson'],
    [["--dataset", "d", "--insee", "f", "--minutes", "0"], "--minutes"],
    [["--dataset", "d", "--insee", "f", "--pires", "-1"], "--pires"],
    [["--dataset", "d", "--insee", "f", "--engine", "valhalla"], "expected embedded, osrm:URL"],
    [["--dataset", "d", "--insee", "f", "--exclure", "avion"], "--exclure"],
  ])("%j as bad usage", async (options, expected) => {
    const ran = await trente(["compare-insee", ...options]);
    expect(ran.code).toBe(2);
    expect(ran.complaints.join("")).toContain(expected);
  });

  /** The only line of complaint of a command that ends with 1 and writes nothing. */
  const complaintOf = async (options: readonly string[]): Promise<string> => {
    const ran = await trente(["compare-insee", ...options]);
    if (ran.code === 1 && ran.out === "" && ran.complaints.length === 1) return ran.complaints[0];
    throw new Error(`ended with ${ran.code}: ${ran.err}`);
  };

  test("a type that the files do not have", async () => {
    const file = fileOf(inseeRows(times(1)));
    const complaint = await complaintOf(["--dataset", world.dataset, "--insee", file, "--type", "B201"]);
    expect(complaint).toContain(`trente compare-insee: ${FILE}: got the types A128, expected B201`);
  });

  test("a territory that the dataset does not have", async () => {
    const options = ["--dataset", world.dataset, "--insee", fileOf(inseeRows(times(1)))];
    expect(await complaintOf([...options, "--territoire", "dep:75"])).toContain("dep:75");
  });

  test("cells of another grid, with both", async () => {
    const folder = tempFolder();
    const dataset = join(folder, "jeu");
    await trenteOk(buildArgs(await writeWorld(folder), dataset));
    const complaint = await complaintOf(["--dataset", dataset, "--insee", fileOf(inseeRows(times(1)))]);
    expect(complaint).toContain(
      `${FILE}: got cells of 200 m in EPSG:3035, none of them in france of a dataset with cells of 1000 m in EPSG:3035`,
    );
  });

  test("a dataset without people", async () => {
    const folder = tempFolder();
    const dataset = join(folder, "jeu");
    const { osm } = await writeWorld(folder);
    await trenteOk(buildArgs({ osm }, dataset));
    const complaint = await complaintOf(["--dataset", dataset, "--insee", fileOf(inseeRows(times(1)))]);
    expect(complaint).toContain("pas de population");
  });
});

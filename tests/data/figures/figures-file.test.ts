import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { describe, expect, test } from "vitest";

import type { DatasetFigures } from "../../../data/figures/dataset-figures.ts";
import { readFigures, writeFigures } from "../../../data/figures/figures-file.ts";
import { makeFigures } from "../../helpers/make-figures.ts";
import { tempFile, tempFolder } from "../../helpers/temp-folder.ts";

const FIGURES = makeFigures();

function refusalOf(contents: string): unknown {
  try {
    return readFigures(tempFile("chiffres.json", contents));
  } catch (error) {
    return error;
  }
}

describe("a file of figures", () => {
  test("is read as it was written, in the place of the one before, with nothing left aside", () => {
    const file = join(tempFolder(), "chiffres.json");
    writeFileSync(file, "half a fi");
    writeFigures(file, FIGURES);
    expect(readFigures(file)).toEqual(FIGURES);
    expect(readdirSync(dirname(file))).toEqual(["chiffres.json"]);
  });

  test("that cannot be written leaves the one before", () => {
    const file = join(tempFolder(), "chiffres.json");
    writeFigures(file, FIGURES);
    const before = readFileSync(file, "utf8");
    const endless: { self?: unknown } = {};
    endless.self = endless;
    expect(() => writeFigures(file, endless as unknown as DatasetFigures)).toThrow("circular");
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(dirname(file))).toEqual(["chiffres.json"]);
  });

  test("is told where it is absent, cut, of another kind or of a later version", () => {
    const text = JSON.stringify(FIGURES);
    expect(() => readFigures(join(tempFolder(), "chiffres.json"))).toThrow(
      expect.objectContaining({ name: "InputError", code: "figures.absent" }),
    );
    expect(refusalOf(text.slice(0, -9))).toMatchObject({ code: "figures.syntax" });
    for (const other of ["[]", "null", "7", "{}", JSON.stringify({ ...FIGURES, territories: [] })]) {
      expect(refusalOf(other)).toMatchObject({ name: "InputError", code: "figures.form" });
    }
    expect(refusalOf(JSON.stringify({ ...FIGURES, formatVersion: 2 }))).toMatchObject({
      code: "figures.version",
    });
    const [france] = FIGURES.territories;
    for (const territory of [
      { ...france, covered: [1] },
      { ...france, people: -1 },
      { ...france, reference: "../etc" },
    ]) {
      expect(refusalOf(JSON.stringify({ ...FIGURES, territories: [territory] }))).toMatchObject({
        code: "figures.form",
      });
    }
  });
});

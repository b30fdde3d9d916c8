import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

import { ENGINE_FIGURES } from "../../../web/src/method/engine-figures.ts";

const read = (name: string): string =>
  readFileSync(resolve(import.meta.dirname, "../../../docs", name), "utf8");
/** Cells of the rows of Markdown tables that begin with a text. */
const rows = (text: string, first: string): string[][] =>
  text
    .split("\n")
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .filter((cells) => cells[1] === first)
    .map((cells) => cells.slice(2, -1));
const english = (share: number, digits: number): string => `${(share * 100).toFixed(digits)} %`;
const french = (share: number): string => english(share, 3).replace(".", ",");
const engine = (name: string) => {
  const found = ENGINE_FIGURES.engines.find((one) => one.name === name);
  if (found === undefined) throw new Error(`Got no engine ${name}.`);
  return found;
};

describe("the figures of other engines", () => {
  test("are those of the page on engines", () => {
    const [embedded, valhalla, , sameSpeeds] = ["embedded", "valhalla", "", "valhallaSameSpeeds"].map(
      (name) => (name === "" ? null : engine(name).shares.map((share) => english(share, 3))),
    );
    const text = read("engines.md");
    for (const [index, minutes] of ENGINE_FIGURES.minutes.entries()) {
      const [row] = rows(text, `${minutes} min`);
      expect([row[0], row[1], row[3]]).toEqual([embedded?.[index], valhalla?.[index], sameSpeeds?.[index]]);
    }
    const { median, p95 } = engine("valhalla").differences ?? { median: 0, p95: 0 };
    expect(text).toContain(`${english(median, 1)} in the median, ${english(p95, 1)} at the 95th`);
    const [osrm] = rows(text, "Corsica").filter((cells) => cells[0] === "114 700");
    const differences = engine("osrm").differences ?? { median: 0, p95: 0 };
    expect([osrm[2], osrm[3]]).toEqual([english(differences.median, 3), english(differences.p95, 3)]);
  });

  test("are those of the page on the method", () => {
    const text = read("methode.md");
    expect(rows(text, "Trente")).toContainEqual(engine("embedded").shares.map(french));
    expect(rows(text, "OSRM")).toContainEqual(engine("osrm").shares.map(french));
  });
});

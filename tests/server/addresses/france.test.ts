import { expect, test } from "vitest";

import { readCsv } from "../../../data/csv.ts";
import { DataIssues } from "../../../data/issues.ts";
import { seededRandom } from "../../helpers/seeded-random.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { allCommunes, placesOf } from "./all-communes.ts";

const LIST = sharedData("france/liste-fs-20240801.csv");

test("any commune of France is found by its postcode and name, in less than a millisecond", () => {
  const communes = allCommunes();
  const began = performance.now();
  const places = placesOf(communes);
  const built = performance.now() - began;
  const times: number[] = [];
  const random = seededRandom(7);
  for (let i = 0; i < 3000; i++) {
    const { code, name, postcodes } = random.pick(communes);
    const text = `12 rue Victor Hugo ${postcodes[0] ?? code} ${random.chance(0.5) ? name.toUpperCase() : name}`;
    const before = performance.now();
    const [found] = places.find(text, 5);
    times.push(performance.now() - before);
    expect(found, text).toMatchObject({ communeCode: code, score: 1 });
  }
  const median = times.sort((a, b) => a - b)[times.length >> 1];
  // 0.05 ms and 0.5 s alone.
  expect(median).toBeLessThan(1);
  expect(built).toBeLessThan(20_000);
});

test.skipIf(LIST === null)(
  "the addresses of all structures are found (skipped without the shared data)",
  async () => {
    const communes = allCommunes();
    const known = new Set(communes.map(({ code }) => code));
    const places = placesOf(communes);
    let columns: readonly string[] = [];
    const lost: string[] = [];
    let count = 0;
    for await (const { fields } of readCsv(LIST!, { issues: new DataIssues() })) {
      if (columns.length === 0) {
        columns = [...fields];
        continue;
      }
      const field = (name: string): string => fields[columns.indexOf(name)] ?? "";
      // The list is of 2024: some communes have merged since.
      if (!known.has(field("insee_com"))) continue;
      count++;
      const text = `${field("adresse")}, ${field("code_postal")} ${field("lib_com")}`;
      if (places.find(text, 1)[0]?.communeCode !== field("insee_com")) lost.push(text);
    }
    expect(count).toBeGreaterThan(2800);
    // Three are now part of communes of another name, one has another's postcode (88230 Bormes-les-Mimosas).
    expect(lost.length, lost.join("; ")).toBeLessThanOrEqual(4);
  },
);

import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { InputError } from "../../../data/input-error.ts";
import { DataIssues } from "../../../data/issues.ts";
import { readCandidates } from "../../../data/siting/read-candidates.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

async function read(text: string) {
  const file = join(tempFolder(), "lieux.csv");
  writeFileSync(file, text);
  const issues = new DataIssues();
  const candidates = await readCandidates(file, { issues });
  return { candidates, counted: Object.fromEntries(issues.list().map(({ code, count }) => [code, count])) };
}

test("candidates are read by the names of their columns", async () => {
  const { candidates, counted } = await read(
    "Nom;Longitude;Latitude;Code INSEE\nPoste de Zonza;9.17;41.75;2A362\nMairie;8,7;41,9;\nPoste de Zonza;9.18;41.76;2A362\n",
  );
  expect(candidates).toEqual([
    { id: "Poste de Zonza", name: "Poste de Zonza", lon: 9.17, lat: 41.75, communeCode: "2A362" },
    { id: "Mairie", name: "Mairie", lon: 8.7, lat: 41.9, communeCode: null },
    { id: "Poste de Zonza@4", name: "Poste de Zonza", lon: 9.18, lat: 41.76, communeCode: "2A362" },
  ]);
  expect(counted).toEqual({ "candidate.duplicate": 1 });
});

test("two coordinates are enough, and a line is named by its number", async () => {
  const { candidates, counted } = await read("lon,lat\n9.17,41.75\n41.8,9.2\n9.1,\nx,41\n2,80\n");
  expect(candidates).toEqual([
    { id: "2", name: "ligne 2", lon: 9.17, lat: 41.75, communeCode: null },
    { id: "3", name: "ligne 3", lon: 9.2, lat: 41.8, communeCode: null },
  ]);
  expect(counted).toMatchObject({
    "candidate.coordinate.swapped": 1,
    "candidate.coordinate.missing": 1,
    "candidate.coordinate.unreadable": 1,
    "candidate.coordinate.outside": 1,
  });
});

test("a text is read as the file that holds it", async () => {
  const text = '\uFEFFNom;Longitude;Latitude\r\n"Mairie\nannexe";8,7;41,9\r\n;2;80\r\nMairie;8,7;41,9\r\n';
  const issues = new DataIssues();
  const candidates = await readCandidates({ name: "lieux.csv", text }, { issues });
  const fromFile = await read(text);
  expect(candidates).toEqual(fromFile.candidates);
  expect(candidates.map(({ name }) => name)).toEqual(["Mairie\nannexe", "Mairie"]);
  expect(Object.fromEntries(issues.list().map(({ code, count }) => [code, count]))).toEqual(fromFile.counted);
  for (const [other, code] of [
    ["", "csv.foreign"],
    ['{"lon":1}', "csv.foreign"],
    ["nom\na\n", "candidates.columns"],
    ['lon,lat\n"', "csv.quote"],
  ]) {
    const reading = readCandidates({ name: "lieux.csv", text: other }, { issues: new DataIssues() });
    await expect(reading).rejects.toMatchObject({ code });
  }
});

test.each([
  ["without coordinates", "nom,adresse\na,b\n", "candidates.columns"],
  ["without a usable line", "lon,lat\n,\n", "candidates.none"],
  ["with a header alone", "lon,lat\n", "candidates.none"],
])("a file %s is refused", async (_, text, code) => {
  const error: unknown = await read(text).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(InputError);
  expect(error).toMatchObject({ code });
});

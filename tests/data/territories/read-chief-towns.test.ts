import { describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { readChiefTowns } from "../../../data/territories/read-chief-towns.ts";
import { tempFile } from "../../helpers/temp-folder.ts";

async function read(
  text: string,
): Promise<{ towns: object; issues: Record<string, number>; examples: string[] }> {
  const issues = new DataIssues();
  const towns = await readChiefTowns(tempFile("mairies.csv", text), { issues });
  return {
    towns: Object.fromEntries(towns),
    issues: Object.fromEntries(issues.list().map(({ code, count }) => [code, count])),
    examples: issues.list().flatMap(({ examples }) => examples),
  };
}

const AJACCIO = { "2A004": { lon: 8.7369, lat: 41.9267 } };

describe("a list of chief towns", () => {
  test.each([
    "code,lon,lat\n2A004,8.7369,41.9267\n",
    "lat;nom;INSEE;Longitude\n41.9267;Ajaccio;2a004;8.7369\n",
    "\uFEFFcode_commune,latitude,longitude\r\n2A004,41.9267,8.7369\r\n",
    'Code INSEE;code postal;lat;lng\n"2A004";20000;"41,9267";"8,7369"\n',
    "insee_com\tlon\tlat\n2A004\t8.7369\t41.9267\n",
  ])("is read by the names of its columns: %j", async (text) => {
    expect((await read(text)).towns).toEqual(AJACCIO);
  });

  test("gets back the zeros that spreadsheets eat", async () => {
    expect((await read("code;lon;lat\n1004;5.36;45.96\n")).towns).toEqual({
      "01004": { lon: 5.36, lat: 45.96 },
    });
  });

  test("loses its bad lines, which are counted with their place", async () => {
    const lines = [
      "code;lon;lat",
      "2A004;8.7369;41.9267",
      ";8.7;41.9",
      "Ajaccio;8.7;41.9",
      "2A005;;41.9",
      "2A006;8.7;nord",
      "2A007;100;41.9",
      "2A004;9;42",
    ];
    const { towns, issues, examples } = await read(`${lines.join("\n")}\n`);
    expect(towns).toEqual(AJACCIO);
    expect(issues).toEqual({
      "chief_town.code.missing": 1,
      "chief_town.code.unreadable": 1,
      "chief_town.coordinate.missing": 1,
      "chief_town.coordinate.outside": 1,
      "chief_town.coordinate.unreadable": 1,
      "chief_town.duplicate": 1,
    });
    expect(examples).toContain('mairies.csv:4: "Ajaccio"');
    expect(examples).toContain("mairies.csv:8: 2A004");
  });

  test("has exchanged coordinates put right", async () => {
    const { towns, issues } = await read("code;lon;lat\n2A004;41.9267;8.7369\n");
    expect(towns).toEqual(AJACCIO);
    expect(issues).toEqual({ "chief_town.coordinate.swapped": 1 });
  });
});

describe("what is no list of chief towns is one line", () => {
  test.each([
    [
      "without a column",
      "code;nom;lat\n2A004;Ajaccio;41.9\n",
      "mairies.csv:1: got the columns code, nom, lat, expected one named lon or",
    ],
    [
      "with a header alone",
      "code;lon;lat\n",
      "mairies.csv: 0 rows, no usable chief town, expected at least one",
    ],
    [
      "with bad lines alone",
      "code;lon;lat\n2A004;;\n",
      "1 rows, no usable chief town (chief_town.coordinate.missing 1, first mairies.csv:2",
    ],
    ["empty", "", "mairies.csv: an empty file, expected a CSV"],
    ["of another format", '{"type":"FeatureCollection"}', "not a CSV"],
    ["cut inside quotes", 'code;lon;lat\n"2A004;8', "cut file?"],
  ])("%s", async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message);
  });
});

import { beforeAll, describe, expect, test } from "vitest";

import { DataIssues } from "../../../data/issues.ts";
import { readStructures } from "../../../data/structures/read-structures.ts";
import { loadCommuneDirectory, type CommuneDirectory } from "../../../data/territories/commune-directory.ts";
import type { Structure } from "../../../isochrones/model/structure.ts";
import { tempFile } from "../../helpers/temp-folder.ts";

let communes: CommuneDirectory;
beforeAll(() => {
  communes = loadCommuneDirectory();
});

const AJACCIO = {
  id_fs: "12",
  insee_dep: "2A",
  lib_fs: "France services d'Ajaccio",
  adresse: "1 Rue Haute",
  complement_adresse: "Mairie",
  insee_com: "2A004",
  code_postal: "20000",
  lib_com: "Ajaccio",
  latitude: "41.9267",
  longitude: "8.7369",
  mail: "fs@example.org",
  telephone: "04 00 00 00 00",
  h_lundi: "09:00 - 12:00 / 14:00 - 17:00",
  h_samedi: "",
  prise_rdv: "Oui",
  commentaire: "Fermé en août,\nsauf le 16",
  type_fs: "Principal",
  format_fs: "Fixe",
  groupe_fs: "Corse",
  labellisation_fs: "Espace labellisé 01/09/2020",
};

type Row = Partial<Record<keyof typeof AJACCIO, string>>;

/** A list whose rows are the one above but for what is given. */
function list(rows: readonly Row[], columns: readonly string[] = Object.keys(AJACCIO)): string {
  const quote = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => {
    const fields: Readonly<Record<string, string>> = { ...AJACCIO, ...row };
    return columns.map((column) => quote(fields[column] ?? "")).join(",");
  });
  return [columns.map(quote).join(","), ...lines, ""].join("\n");
}

async function read(...contents: readonly (string | Uint8Array)[]): Promise<[Structure[], DataIssues]> {
  const issues = new DataIssues();
  const files = contents.map((content, index) => tempFile(`liste-${index + 1}.csv`, content));
  return [await readStructures(files, { issues, communes }), issues];
}

/** `code: place` of everything counted. */
function told(issues: DataIssues): string[] {
  return issues.list().map(({ code, examples }) => `${code}: ${examples[0]}`);
}

describe("a row of the official list", () => {
  test("becomes a structure, field by field", async () => {
    const [structures, issues] = await read(list([{}]));
    const closed: never[] = [];
    expect(structures).toEqual([
      {
        id: "12",
        name: "France services d'Ajaccio",
        lon: 8.7369,
        lat: 41.9267,
        address: "1 Rue Haute, Mairie",
        postcode: "20000",
        communeCode: "2A004",
        communeName: "Ajaccio",
        departementCode: "2A",
        type: "principal",
        format: "fixe",
        labelledOn: "2020-09-01",
        openingHours: [
          [
            { start: 540, end: 720 },
            { start: 840, end: 1020 },
          ],
          closed,
          closed,
          closed,
          closed,
          closed,
        ],
        byAppointment: true,
        phone: "04 00 00 00 00",
        email: "fs@example.org",
        comment: "Fermé en août,\nsauf le 16",
        group: "Corse",
      },
    ]);
    expect(issues.list()).toEqual([]);
  });

  test("is read alike whatever the order, case, accents and company of its columns", async () => {
    const [[expected]] = await read(list([{}]));
    const reordered = ["site_web", ...Object.keys(AJACCIO).reverse()];
    const [header = "", ...lines] = list([{}], reordered).split("\n");
    const renamed = header.toUpperCase().replace("COMPLEMENT_ADRESSE", "Complément.d'adresse");
    const [[structure]] = await read([renamed, ...lines].join("\n"));
    expect(structure).toEqual(expected);
  });

  test("keeps its accents in latin-1, and says so", async () => {
    const [[structure], issues] = await read(Buffer.from(list([{ lib_fs: "Orée à Nîmes" }]), "latin1"));
    expect(structure?.name).toBe("Orée à Nîmes");
    expect(issues.of("csv.encoding.latin1")).toBeGreaterThan(0);
  });

  test("without a week's hours has unknown hours, not a closed week", async () => {
    const [[structure], issues] = await read(list([{ h_lundi: "" }]));
    expect(structure?.openingHours).toEqual([null, null, null, null, null, null]);
    expect(told(issues)).toEqual(["structure.hours.missing: liste-1.csv:2"]);
  });

  test("takes the commune of today for a former code, and the city's part for an arrondissement", async () => {
    const [structures, issues] = await read(
      list([
        { id_fs: "1", insee_com: "93059", lib_com: "Pierrefitte-sur-Seine" },
        { id_fs: "2", insee_com: "75112", lib_com: "Paris 12e" },
        { id_fs: "3", insee_com: "1033", lib_com: "Valserhône" },
      ]),
    );
    expect(structures.map(({ communeCode, departementCode }) => [communeCode, departementCode])).toEqual([
      ["93066", "93"],
      ["75112", "75"],
      ["01033", "01"],
    ]);
    expect(told(issues)).toEqual([
      "structure.commune.moved: liste-1.csv:2: 93059 (Pierrefitte-sur-Seine), now 93066",
    ]);
  });
});

describe("trouble in a row", () => {
  // Two good lines of three: the comment of each takes two lines, so the third row begins on line 6.
  const good: Row[] = [{ id_fs: "1" }, { id_fs: "2" }];

  test.each<[string, Row, string]>([
    ["no latitude", { latitude: "" }, 'structure.coordinate.missing: liste-1.csv:6: latitude "", longitude'],
    ["a latitude in words", { latitude: "nord" }, "structure.coordinate.unreadable: liste-1.csv:6"],
    [
      "a place in Berlin",
      { latitude: "52.5", longitude: "13.4" },
      "structure.coordinate.outside: liste-1.csv:6",
    ],
    ["no identifier", { id_fs: "" }, "structure.id.missing: liste-1.csv:6"],
  ])("%s rejects it and is counted with its line", async (_, row, expected) => {
    const [structures, issues] = await read(list([...good, row]));
    expect(structures.map(({ id }) => id)).toEqual(["1", "2"]);
    expect(told(issues)).toEqual([expect.stringContaining(expected)]);
    expect(issues.list()[0]?.severity).toBe("error");
  });

  test.each<[string, Row, Partial<Structure>, string]>([
    [
      "swapped coordinates",
      { latitude: "8.7369", longitude: "41.9267" },
      { lon: 8.7369, lat: 41.9267 },
      "structure.coordinate.swapped: liste-1.csv:6",
    ],
    [
      "decimal commas",
      { latitude: "41,9267", longitude: "8,7369" },
      { lon: 8.7369, lat: 41.9267 },
      "structure.coordinate.decimal_comma: liste-1.csv:6",
    ],
    [
      "an unknown commune",
      { insee_com: "2B999", lib_com: "Nulle-Part", insee_dep: "2B" },
      { communeCode: "2B999", communeName: "Nulle-Part", departementCode: "2B" },
      'structure.commune.unknown: liste-1.csv:6: "2B999" (Nulle-Part)',
    ],
    ["no name", { lib_fs: "" }, { name: "France services Ajaccio" }, "structure.name.missing: liste-1.csv:6"],
    [
      "no label date",
      { labellisation_fs: "" },
      { labelledOn: null },
      "structure.label_date.missing: liste-1.csv:6",
    ],
    [
      "a label date of no calendar",
      { labellisation_fs: "31/02/2022" },
      { labelledOn: null },
      'structure.label_date.unreadable: liste-1.csv:6: "31/02/2022"',
    ],
    [
      "hours that depend",
      { h_samedi: "1 samedi sur 2" },
      {},
      'structure.hours.unreadable: liste-1.csv:6: "1 samedi sur 2"',
    ],
    [
      "hours not given",
      { h_samedi: "Horaires non communiqués" },
      {},
      "structure.hours.unknown: liste-1.csv:6",
    ],
    [
      "an unknown format",
      { type_fs: "Antenne", format_fs: "Pirogue" },
      { type: "antenne", format: "fixe" },
      "structure.format.assumed: liste-1.csv:6",
    ],
  ])("%s is kept, put right where it can be, and counted with its line", async (_, row, expected, issue) => {
    const [structures, issues] = await read(list([...good, { id_fs: "3", ...row }]));
    expect(structures[2]).toMatchObject({ id: "3", ...expected });
    expect(told(issues)).toContainEqual(expect.stringContaining(issue));
  });

  test("a second row of the same identifier is told with both lines, the first kept", async () => {
    const [structures, issues] = await read(list([{ lib_fs: "Un" }, { lib_fs: "Deux" }]));
    expect(structures.map(({ name }) => name)).toEqual(["Un"]);
    expect(told(issues)).toEqual(["structure.id.duplicate: liste-1.csv:4: id 12, first at liste-1.csv:2"]);
  });
});

describe("several lists", () => {
  test("are one, the first given winning, in the order of the identifiers as numbers", async () => {
    const [structures, issues] = await read(
      list([{ id_fs: "10", lib_fs: "Neuve" }, { id_fs: "9" }, { id_fs: "B2" }]),
      list([{ id_fs: "10", lib_fs: "Ancienne" }, { id_fs: "100" }]),
    );
    expect(structures.map(({ id }) => id)).toEqual(["9", "10", "100", "B2"]);
    expect(structures[1]?.name).toBe("Neuve");
    expect(told(issues)).toEqual(["structure.id.merged: liste-2.csv:2: id 10, first at liste-1.csv:2"]);
  });

  test("a GeoJSON list takes its place from the geometry where it has no such columns", async () => {
    const issues = new DataIssues();
    const properties = { MATRICULE: 7, lib_france_services: "Ici", insee_com: "2A004", FORMAT_FS: "Antenne" };
    const geometry = { type: "Point", coordinates: [8.7369, 41.9267] };
    const collection = { type: "FeatureCollection", features: [{ type: "Feature", properties, geometry }] };
    const file = tempFile("liste.geojson", JSON.stringify(collection));
    const [structure] = await readStructures([file], { issues, communes });
    expect(structure).toMatchObject({ id: "7", lon: 8.7369, lat: 41.9267, type: "antenne" });
  });
});

describe("a file that is no list", () => {
  test.each([
    [
      "an empty file",
      "",
      "structures.foreign",
      "liste-1.csv: an empty file, expected the list of structures",
    ],
    ["a web page", "<html></html>", "structures.foreign", "an HTML or XML page"],
    ["an archive", "PK\u0003\u0004", "structures.foreign", "a ZIP archive"],
    ["other JSON", '{"a":1}', "geojson.structure", "expected a FeatureCollection"],
    ["a list cut inside quotes", list([{}]).slice(0, -10), "csv.quote", "liste-1.csv:2"],
    ["a header alone", list([]), "structures.none", "0 rows, no usable structure, expected at least one"],
    [
      "a list of places abroad",
      list([{ latitude: "0" }, { latitude: "" }]),
      "structures.none",
      "2 rows, no usable structure (structure.coordinate.missing 1, first liste-1.csv:4",
    ],
    [
      "a list without coordinates",
      list([{}], ["id_fs", "lib_fs", "insee_com", "adresse"]),
      "structures.columns",
      "liste-1.csv:1: columns found: id_fs, lib_fs, insee_com, adresse; expected also: latitude or lat, longitude",
    ],
  ])("%s is refused in one line", async (_, contents, code, message) => {
    const error = await read(contents).then(
      () => null,
      (reason: unknown) => reason as Error,
    );
    expect(error).toMatchObject({ name: "InputError", code });
    expect(error?.message).toContain(message);
    expect(error?.message).not.toContain("\n");
  });
});

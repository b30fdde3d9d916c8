import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readCsv, type CsvOptions, type CsvRow } from "../../data/csv.ts";
import { InputError } from "../../data/input-error.ts";
import { DataIssues } from "../../data/issues.ts";
import { tempFile } from "../helpers/temp-folder.ts";

async function read(
  contents: string | Uint8Array,
  issues = new DataIssues(),
  options: Partial<CsvOptions> = {},
): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(tempFile("liste.csv", contents), { issues, ...options })) rows.push(row);
  return rows;
}

/** Text as a program of the nineties writes it: one byte a sign. */
function latin1(text: string): Buffer {
  return Buffer.from(text, "latin1");
}

describe("reading a CSV", () => {
  test("gives the header, then each record with the line on which it begins", async () => {
    const rows = await read('a,b\n1,"two\nlines"\n\n3,4\r\n5,"x\r\ny"\r\n6,7');
    expect(rows).toEqual([
      { line: 1, fields: ["a", "b"] },
      { line: 2, fields: ["1", "two\nlines"] },
      { line: 5, fields: ["3", "4"] },
      { line: 6, fields: ["5", "x\ny"] },
      { line: 8, fields: ["6", "7"] },
    ]);
  });

  test.each([
    [",", "a,b\n1;2,3\n"],
    [";", "a;b\n1,2;3\n"],
    ["\t", "a\tb\n1,2\t3\n"],
  ])("tells the delimiter %j from the header", async (_, contents) => {
    const rows = await read(contents);
    expect(rows.map(({ fields }) => fields.length)).toEqual([2, 2]);
  });

  test("does not count delimiters inside the header's quotes", async () => {
    const [header] = await read('"a;b;c",d\n1,2\n');
    expect(header?.fields).toEqual(["a;b;c", "d"]);
  });

  test("takes the delimiter that it is given", async () => {
    const [header] = await read("a,b;c\n", new DataIssues(), { delimiter: ";" });
    expect(header?.fields).toEqual(["a,b", "c"]);
  });

  test("reads old Macintosh line ends", async () => {
    const rows = await read("a,b\r1,2\r3,4\r");
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 3]);
  });

  test("gives back any table that was written by the rules of RFC 4180, with its lines", async () => {
    // Any sign may stand in a field; \r alone is a line end to us, so it is not generated.
    const field = fc.string({ unit: fc.constantFrom("a", "é", "€", " ", '"', ",", ";", "\n") });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width }), { maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(table, async (records) => {
        const header = (records[0] ?? ["", ""]).map((_, index) => `column ${index}`);
        const text = [header, ...records]
          .map((fields) => fields.map((value) => `"${value.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        let line = 1;
        const expected: CsvRow[] = [];
        for (const fields of [header, ...records]) {
          if (fields.some((value) => value.trim() !== "")) expected.push({ line, fields });
          line += 1 + fields.join("").split("\n").length - 1;
        }
        expect(await read(text)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });
});

describe("the encoding of a CSV", () => {
  const TEXT = "nom,lieu\nMaison,Orée d'Anjou\nŒuvre,Nîmes\n";
  const FIELDS = [
    ["nom", "lieu"],
    ["Maison", "Orée d'Anjou"],
    ["Œuvre", "Nîmes"],
  ];

  test.each([
    ["UTF-8", Buffer.from(TEXT)],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${TEXT}`)],
    ["UTF-16 with a mark", Buffer.from(`\uFEFF${TEXT}`, "utf16le")],
    ["UTF-16 without a mark", Buffer.from(TEXT, "utf16le")],
    ["big-endian UTF-16", Buffer.from(`\uFEFF${TEXT}`, "utf16le").swap16()],
  ])("%s is read without a word", async (_, contents) => {
    const issues = new DataIssues();
    const rows = await read(contents, issues);
    expect(rows.map(({ fields }) => fields)).toEqual(FIELDS);
    expect(issues.list()).toEqual([]);
  });

  test("latin-1 keeps its accents, and says on which lines", async () => {
    const issues = new DataIssues();
    // \x8C is Œ in windows-1252, a control sign in strict latin-1.
    const rows = await read(latin1("nom,lieu\nMaison,Orée d'Anjou\n\x8Cuvre,Nîmes\n"), issues);
    expect(rows.map(({ fields }) => fields)).toEqual(FIELDS);
    expect(issues.list()).toEqual([
      {
        code: "csv.encoding.latin1",
        severity: "warning",
        count: 2,
        examples: ["liste.csv:2", "liste.csv:3"],
      },
    ]);
  });

  test("one latin-1 line does not spoil the UTF-8 lines around it", async () => {
    const issues = new DataIssues();
    const parts = [Buffer.from("nom\nOrée\n"), latin1("Nîmes\n"), Buffer.from("Sète\n")];
    const rows = await read(Buffer.concat(parts), issues);
    expect(rows.map(({ fields }) => fields[0])).toEqual(["nom", "Orée", "Nîmes", "Sète"]);
    expect(issues.list()[0]?.examples).toEqual(["liste.csv:3"]);
  });

  test("letters of several bytes survive the borders of the pieces that the file is read in", async () => {
    // Node reads pieces of 64 KiB: with lines of 9 bytes, every alignment of the é occurs at a border.
    const count = 50_000;
    const rows = await read(`nom,n\n${"éé,ééé\n".repeat(count)}`.slice(0, -1));
    expect(rows.length).toBe(count + 1);
    expect(new Set(rows.slice(1).map(({ fields }) => fields.join()))).toEqual(new Set(["éé,ééé"]));
    expect(rows.at(-1)?.line).toBe(count + 1);
  });
});

describe("rows that do not fit the header", () => {
  test("are completed, trimmed of empty cells, or counted and left out", async () => {
    const issues = new DataIssues();
    const rows = await read("a,b\n1\n1,2,,\n1,2,3\n , \n5,6\n", issues);
    expect(rows.map(({ fields }) => fields)).toEqual([
      ["a", "b"],
      ["1", ""],
      ["1", "2"],
      ["5", "6"],
    ]);
    expect(issues.list().map(({ code, severity, examples }) => [code, severity, examples[0]])).toEqual([
      ["csv.row.empty", "info", "liste.csv:5"],
      ["csv.row.long", "error", "liste.csv:4: 3 fields, 2 in the header"],
      ["csv.row.short", "warning", "liste.csv:2: 1 fields, 2 in the header"],
    ]);
  });
});

describe("a file that is no CSV", () => {
  test.each([
    ["an empty file", "", "csv.foreign", "liste.csv: an empty file"],
    ["nothing but a mark and blanks", "\uFEFF \n\n", "csv.foreign", "liste.csv: an empty file"],
    ["HTML", "<!DOCTYPE html><html></html>", "csv.foreign", "liste.csv: not a CSV: an HTML or XML page"],
    ["JSON", '{"a": 1}', "csv.foreign", "liste.csv: not a CSV: JSON"],
    ["a ZIP", "PK\u0003\u0004....", "csv.foreign", "liste.csv: not a CSV: a ZIP archive"],
    ["binary", "a,b\n\0\0\u0001", "csv.foreign", "liste.csv: not a CSV: binary data"],
    ["quotes never closed", 'a,b\n1,2\n3,"x\ny\nz,2\n', "csv.quote", "liste.csv:3: the record after line 2"],
    ["text after quotes", 'a,b\n1,2\n"x" y,2\n', "csv.quote", "liste.csv:3: a quote in the middle"],
    ["a quote inside a field", 'a,b\n1,x "y"\n', "csv.quote", "liste.csv:2: a quote in the middle"],
  ])("%s is refused by its place", async (_, contents, code, message) => {
    const error = await read(contents).then(
      () => null,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(InputError);
    expect(error).toMatchObject({ code, message: expect.stringContaining(message) as string });
  });

  test("a line without end is refused before it fills the memory", async () => {
    await expect(read(`a,b\n1,2\n${"x".repeat(3 << 20)}`)).rejects.toMatchObject({
      code: "csv.line.too_long",
      message: expect.stringContaining("liste.csv:3") as string,
    });
  });

  test("quotes that never close are refused before the rest of the file is read", async () => {
    await expect(read(`a,b\n"x,2\n${"yy,3\n".repeat(500_000)}`)).rejects.toMatchObject({
      code: "csv.quote",
      message: expect.stringContaining("liste.csv:2: the record after line 1") as string,
    });
  });

  test("a file that is not there is named as it was given", async () => {
    const rows = readCsv("/nowhere/liste.csv", { issues: new DataIssues() });
    await expect(rows.next()).rejects.toThrow("/nowhere/liste.csv: no such file");
  });

  test("an aborted reading stops", async () => {
    const controller = new AbortController();
    controller.abort();
    const reading = read("a,b\n1,2\n", new DataIssues(), { signal: controller.signal });
    await expect(reading).rejects.toMatchObject({ name: "AbortError" });
  });
});

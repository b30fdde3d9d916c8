import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { CsvScanner } from "../../../data/population/csv-scanner.ts";

interface Row {
  line: number;
  fields: string[];
}

function scan(chunks: readonly Uint8Array[]): { rows: Row[]; endsWithNewline: boolean } {
  const rows: Row[] = [];
  const scanner = new CsvScanner("grid.csv", (row) => {
    const fields = Array.from({ length: row.count }, (_, i) =>
      row.bytes.toString("utf8", row.starts[i], row.ends[i]),
    );
    rows.push({ line: row.line, fields });
  });
  for (const chunk of chunks) scanner.push(chunk);
  scanner.end();
  return { rows, endsWithNewline: scanner.endsWithNewline };
}

function fieldsOf(text: string): string[][] {
  return scan([Buffer.from(text)]).rows.map((row) => row.fields);
}

describe("CSV rows", () => {
  test.each([
    [
      "commas",
      "a,b;x,c\n1,2,3\n",
      [
        ["a", "b;x", "c"],
        ["1", "2", "3"],
      ],
    ],
    [
      "semicolons",
      "a;b;c\n1,5;2;3\n",
      [
        ["a", "b", "c"],
        ["1,5", "2", "3"],
      ],
    ],
    [
      "tabs",
      "a\tb\n1\t2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    ["a single column", "a\n1\n", [["a"], ["1"]]],
    [
      "Windows ends of line",
      "a,b\r\n1,2\r\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "old Mac ends of line",
      "a,b\r1,2\r",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "a byte order mark",
      "\ufeffa,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "no last end of line",
      "a,b\n1,2",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "blank lines",
      "a,b\n\n1,2\n\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "empty fields",
      "a,b,c\n,,\n",
      [
        ["a", "b", "c"],
        ["", "", ""],
      ],
    ],
    [
      "quotes",
      '"a","b"\n"1,5",2\n',
      [
        ["a", "b"],
        ["1,5", "2"],
      ],
    ],
    [
      "a quoted last field without end of line",
      'a,b\n1,"2"',
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      "an end of line inside quotes",
      'a,b\n"x\ny",2\n3,4\n',
      [
        ["a", "b"],
        ["x\ny", "2"],
        ["3", "4"],
      ],
    ],
  ])("are split with %s", (_, text, expected) => {
    expect(fieldsOf(text)).toEqual(expected);
  });

  test("know the line they begin on, blank and quoted lines counted", () => {
    const { rows } = scan([Buffer.from('a,b\n\n"x\ny",2\n3,4\n')]);
    expect(rows.map((row) => row.line)).toEqual([1, 3, 5]);
  });

  test("are the same wherever the bytes are cut into chunks", () => {
    const text = '\ufeffid;pop\r\n"a""b";1\r\n\r\n"x\r\ny";22\n333;"4"';
    const bytes = Buffer.from(text);
    const whole = scan([bytes]);
    expect(whole.rows).toHaveLength(4);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const edges = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
        expect(scan(chunks)).toEqual(whole);
      }),
    );
  });

  test("tell whether the last one has its end of line", () => {
    expect(scan([Buffer.from("a,b\n1,2\n")]).endsWithNewline).toBe(true);
    expect(scan([Buffer.from("a,b\n1,2")]).endsWithNewline).toBe(false);
  });

  test("cut inside quotes are refused at the line of the quote", () => {
    expect(() => fieldsOf('a,b\n1,2\n3,"4\n5,6\n')).toThrow(/^grid\.csv:3: got a quote that is never closed/);
  });

  test("with text after a closing quote are refused", () => {
    expect(() => fieldsOf('a,b\n1,"2"x\n')).toThrow(
      /^grid\.csv:2: got text after the closing quote of column 2/,
    );
  });

  test("without an end in sight are refused instead of filling the memory", () => {
    const chunk = Buffer.alloc(1 << 18, "x");
    let pushed = 0;
    const scanner = new CsvScanner("grid.csv", () => undefined);
    expect(() => {
      for (; pushed < 100; pushed++) scanner.push(chunk);
    }).toThrow(/grid\.csv:1: got a row of more than 1048576 bytes \(no end of line\)/);
    expect(pushed).toBeLessThan(10);
  });
});

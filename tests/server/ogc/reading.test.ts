import type { Point } from "geojson";
import { describe, expect, test } from "vitest";

import { RequestError } from "../../../isochrones/errors.ts";
import { readBox } from "../../../server/ogc/box-filter.ts";
import { CRS84, LAMBERT_93 } from "../../../server/ogc/crs.ts";
import { html } from "../../../server/html/markup.ts";
import { chooseFormat } from "../../../server/ogc/negotiation.ts";
import { once } from "../../../server/ogc/sources/once.ts";
import { readTimeSpan } from "../../../server/ogc/time-span.ts";

describe("a box", () => {
  const at = (lon: number, lat: number): Point => ({ type: "Point", coordinates: [lon, lat] });

  test("of six numbers passes over the heights", () => {
    const box = readBox("3,46,-100,4,47,5000", CRS84);
    expect(box.envelopes).toEqual([[3, 46, 4, 47]]);
  });

  test("may be as narrow as a point", () => {
    expect(readBox("3,46,3,46", CRS84).meets(at(3, 46))).toBe(true);
  });

  test("from east to west spans the antimeridian", () => {
    const box = readBox("177,-20,-178,-10", CRS84);
    expect([179, -179, 177, -178, 0, 176].map((lon) => box.meets(at(lon, -15)))).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  test("in metres is far larger than the country without losing it", () => {
    const box = readBox("-1e12,-1e12,1e12,1e12", LAMBERT_93);
    const [[west, south, east, north]] = box.envelopes;
    expect(west).toBeLessThan(-10);
    expect(south).toBeLessThan(41);
    expect(east).toBeGreaterThan(11);
    expect(north).toBeGreaterThan(52);
    expect(box.meets(at(9.4, 42))).toBe(true);
  });

  test.each([
    "",
    "1,2,3",
    "1,2,3,4,5",
    "1,2,,4",
    "a,2,3,4",
    "1,2,3,Infinity",
    "1,2,3,NaN",
    "0x1,2,3,4",
    "1 2 3 4",
  ])("is not %j in any system", (text) => {
    for (const crs of [CRS84, LAMBERT_93]) expect(() => readBox(text, crs)).toThrow(RequestError);
  });

  test.each(["3,47,4,46", "3,-91,4,46", "3,46,4,91", "-181,46,4,47", "3,46,181,47", "3,46,0,4,45,9"])(
    "is not %s in degrees",
    (text) => expect(() => readBox(text, CRS84)).toThrow(/« bbox »/),
  );

  test.each(["2,1,1,2", "1,2,2,1"])("is not %s in metres", (text) =>
    expect(() => readBox(text, LAMBERT_93)).toThrow(/« bbox »/),
  );
});

describe("a time", () => {
  const noon = Date.UTC(2022, 8, 1, 12);
  const dayStart = Date.UTC(2022, 8, 1);
  const dayEnd = Date.UTC(2022, 8, 2) - 1;

  test.each([
    { text: "2022-09-01T12:00:00Z", start: noon, end: noon },
    { text: "2022-09-01t12:00:00z", start: noon, end: noon },
    { text: "2022-09-01T14:00:00+02:00", start: noon, end: noon },
    { text: "2022-09-01T12:00:00.25Z", start: noon + 250, end: noon + 250 },
    { text: "2022-09-01", start: dayStart, end: dayEnd },
    // What GDAL 3.6 sends for a day.
    { text: "2022-09-01T", start: dayStart, end: dayEnd },
    { text: "2022-09-01/2022-09-01T12:00:00Z", start: dayStart, end: noon },
    { text: "../2022-09-01", start: -Infinity, end: dayEnd },
    { text: "/2022-09-01", start: -Infinity, end: dayEnd },
    { text: "2022-09-01/..", start: dayStart, end: Infinity },
    { text: "2022-09-01/", start: dayStart, end: Infinity },
  ])("$text", ({ text, start, end }) => {
    expect(readTimeSpan(text)).toEqual({ start, end });
  });

  test.each([
    "",
    "..",
    "/",
    "../..",
    "hier",
    "2022",
    "2022-02-30",
    "2022-9-1",
    "2022-09-01T25:00:00Z",
    "2022-09-01T12:00:00",
    "2022-09-01 12:00:00Z",
    "2022-09-02/2022-09-01",
    "2022-09-01/2022-09-02/2022-09-03",
    "2022-09-01/demain",
  ])("is not %j", (text) => {
    expect(() => readTimeSpan(text)).toThrow(RequestError);
  });
});

describe("the encoding", () => {
  const BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

  test.each([
    { f: undefined, accept: undefined, format: "json" },
    { f: undefined, accept: "*/*", format: "json" },
    { f: undefined, accept: BROWSER, format: "html" },
    { f: "json", accept: BROWSER, format: "json" },
    { f: "html", accept: "application/json", format: "html" },
    { f: undefined, accept: "application/geo+json, application/json", format: "json" },
    { f: undefined, accept: "application/vnd.oai.openapi+json;version=3.0", format: "json" },
    { f: undefined, accept: "text/html;q=0.5, application/geo+json;q=0.9", format: "json" },
    { f: undefined, accept: "text/html;q=0.9, application/geo+json;q=0.5", format: "html" },
    { f: undefined, accept: "TEXT/HTML", format: "html" },
    { f: undefined, accept: "text/*", format: "html" },
    { f: undefined, accept: "text/html;q=0, */*;q=0.1", format: "json" },
    { f: undefined, accept: "text/html;q=x", format: "json" },
    { f: undefined, accept: "image/png", format: "json" },
  ] as const)("f=$f, Accept $accept: $format", ({ f, accept, format }) => {
    expect(chooseFormat(f, accept)).toBe(format);
  });
});

test("values never become markup, in elements or attributes", () => {
  const value = `"><b onclick='x'>&`;
  expect(html`<a title="${value}">${[value, 1, null, html`<i>${value}</i>`]}</a>`.text).toBe(
    '<a title="&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;">' +
      "&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;1" +
      "<i>&quot;&gt;&lt;b onclick=&#39;x&#39;&gt;&amp;</i></a>",
  );
});

test("what is asked for at once is made once, and again after it failed", async () => {
  let made = 0;
  const ask = once(async () => {
    made++;
    if (made === 1) throw new Error("first");
    return made;
  });
  await expect(ask()).rejects.toThrow("first");
  expect(await Promise.all([ask(), ask()])).toEqual([2, 2]);
  expect(await ask()).toBe(2);
});

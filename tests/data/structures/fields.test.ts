import { describe, expect, test } from "vitest";

import { readCoordinates } from "../../../data/structures/coordinates.ts";
import { readLabelDate } from "../../../data/structures/label-date.ts";
import { readType, type TypeColumns } from "../../../data/structures/type-words.ts";

describe("the date of a label", () => {
  test.each([
    ["Espace labellisé 15/11/2022", "2022-11-15"],
    ["Espace labellisé 01/2020", "2020-01-01"],
    ["labellisé le 1/9/2020", "2020-09-01"],
    ["2023-07-06", "2023-07-06"],
    ["29/02/2024", "2024-02-29"],
    ["29/02/2023", null],
    ["31/13/2022", null],
    ["Espace labellisé", null],
    ["", null],
  ])("%j is %j", (text, date) => {
    expect(readLabelDate(text)).toBe(date);
  });
});

describe("the coordinates of a structure", () => {
  const AJACCIO = { lon: 8.7369, lat: 41.9267 };

  test("are read as they stand", () => {
    expect(readCoordinates("41.9267", " 8.7369 ")).toEqual({
      kind: "read",
      ...AJACCIO,
      swapped: false,
      decimalComma: false,
    });
  });

  test("are put right when swapped, and when written with commas", () => {
    expect(readCoordinates("8,7369", "41,9267")).toEqual({
      kind: "read",
      ...AJACCIO,
      swapped: true,
      decimalComma: true,
    });
  });

  test.each([
    ["Guadeloupe", 16.24, -61.53],
    ["Martinique", 14.6, -61.07],
    ["Guyane", 4.93, -52.33],
    ["La Réunion", -20.88, 55.45],
    ["Mayotte", -12.78, 45.23],
    ["Saint-Pierre-et-Miquelon", 46.78, -56.18],
    ["Saint-Barthélemy", 17.9, -62.85],
    ["Saint-Martin", 18.07, -63.08],
    ["Wallis", -13.28, -176.18],
    ["Tahiti", -17.54, -149.57],
    ["Nouméa", -22.27, 166.46],
    ["Ouessant", 48.46, -5.1],
    ["Bray-Dunes", 51.07, 2.52],
    ["Lauterbourg", 48.97, 8.18],
  ])("%s is in France, swapped or not", (_, lat, lon) => {
    expect(readCoordinates(String(lat), String(lon))).toMatchObject({ lat, lon, swapped: false });
    expect(readCoordinates(String(lon), String(lat))).toMatchObject({ lat, lon, swapped: true });
  });

  test.each([
    ["", "2.35", "missing"],
    ["48.85", " ", "missing"],
    ["48°51", "2.35", "unreadable"],
    ["4.8.85", "2.35", "unreadable"],
    ["0", "0", "outside"],
    ["52.52", "13.4", "outside"],
    ["6862000", "652000", "outside"],
  ])("%j, %j are %s", (lat, lon, kind) => {
    expect(readCoordinates(lat, lon)).toEqual({ kind });
  });

  test("may be those of a fictitious country where one is given, and of France as before", () => {
    const extent = [-33, 41, -22, 51] as const;
    expect(readCoordinates("46", "-27.5")).toEqual({ kind: "outside" });
    expect(readCoordinates("46", "-27.5", extent)).toMatchObject({ lat: 46, lon: -27.5, swapped: false });
    expect(readCoordinates("-27.5", "46", extent)).toMatchObject({ lat: 46, lon: -27.5, swapped: true });
    expect(readCoordinates("46", "-33.01", extent)).toEqual({ kind: "outside" });
    expect(readCoordinates("41.9267", "8.7369", extent)).toMatchObject({ ...AJACCIO, swapped: false });
  });
});

describe("type and format", () => {
  const NONE: TypeColumns = { type: "", format: "", formatAnct: "", category: "", itinerance: "" };

  test.each<[string, Partial<TypeColumns>, string, string]>([
    ["2024", { type: "Principal", format: "Fixe" }, "principal", "fixe"],
    ["2024", { type: "Principal", format: "Bus_équivalent" }, "principal", "bus"],
    ["2024", { type: "Principal", format: "Itinérante" }, "principal", "itinerante"],
    ["2024", { type: "Antenne", format: "Multisites" }, "antenne", "multisite"],
    ["2024", { type: "Antenne", format: "Fixe_antenne(s)" }, "antenne", "fixe"],
    ["2023", { format: "Site principal", formatAnct: "Lieu fixe", itinerance: "Oui" }, "principal", "fixe"],
    ["2023", { format: "Site principal", formatAnct: "Mobile", itinerance: "Oui" }, "principal", "bus"],
    ["2023", { format: "Site principal", formatAnct: "Multi-sites" }, "principal", "multisite"],
    ["2023", { format: "Antenne", formatAnct: "Antenne", itinerance: "Non" }, "antenne", "fixe"],
    ["2021", { format: "Espace labellisé", category: "FS" }, "principal", "fixe"],
    ["2021", { format: "Espace labellisé", category: "FS itinerante" }, "principal", "itinerante"],
    ["2021", { format: "Antenne", category: "Antenne itinerante" }, "antenne", "itinerante"],
    ["any", { type: "PRINCIPAL", itinerance: "oui" }, "principal", "itinerante"],
  ])("the words of %s %j are %s, %s", (_, columns, type, format) => {
    expect(readType({ ...NONE, ...columns })).toEqual({ type, format, unknown: [], assumed: [] });
  });

  test("an unknown word is told, and a principal, fixed place assumed", () => {
    expect(readType({ ...NONE, type: "Satellite", format: "Pirogue" })).toEqual({
      type: "principal",
      format: "fixe",
      unknown: ["Satellite", "Pirogue"],
      assumed: ["type", "format"],
    });
  });
});

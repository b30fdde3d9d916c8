import { describe, expect, test } from "vitest";

import type { Source } from "../../../isochrones/model/provenance.ts";
import { PLAIN_STATE } from "../../../web/src/app/state.ts";
import { buildCommand, coverageCommand } from "../../../web/src/method/commands.ts";

const source = (role: Source["role"], file: string): Source => ({
  role,
  file,
  name: "",
  vintage: "",
  licence: "",
  attribution: "",
  sha256: "",
  bytes: 0,
  fictitious: false,
});

describe("the command that makes a dataset anew", () => {
  test("names every file by its role, but for codes, which come with the program", () => {
    const sources = [
      source("roads", "corse.osm.pbf"),
      source("communes", "2a.geojson"),
      source("communes", "2b.geojson"),
      source("codes", "@etalab/decoupage-administratif 6.0.0"),
    ];
    expect(buildCommand({ sources, profile: "car", parameters: { minComponent: 1_000 } })).toBe(
      "npx trente build --osm corse.osm.pbf --communes 2a.geojson --communes 2b.geojson --out jeux/le-mien",
    );
  });

  test("says what was not left at its default", () => {
    const command = buildCommand({ sources: [], profile: "car-26.9", parameters: { minComponent: 50 } });
    expect(command).toContain("--profile car-26.9 --min-component 50");
  });

  test("is read by a shell in as many words, whatever files are called", () => {
    const sources = [source("roads", "l'extrait $(de) Corse.pbf")];
    expect(buildCommand({ sources, profile: "car", parameters: {} })).toContain(
      String.raw`--osm 'l'\''extrait $(de) Corse.pbf'`,
    );
  });
});

describe("the command that gives the figure", () => {
  test("has all that the state counts by", () => {
    expect(
      coverageCommand({
        ...PLAIN_STATE,
        territory: "dep:2A",
        minutes: 20,
        excluded: ["bus", "itinerante"],
        asOf: "2022-09-01",
        openOn: "samedi",
      }),
    ).toBe(
      "npx trente coverage --dataset jeux/le-mien --territoire dep:2A --minutes 20 --exclure bus,itinerante --au 2022-09-01 --ouvert-le samedi --sensibilite",
    );
  });

  test("names no territory for all of them", () => {
    expect(coverageCommand(PLAIN_STATE)).toBe(
      "npx trente coverage --dataset jeux/le-mien --minutes 30 --sensibilite",
    );
  });
});

import { describe, expect, test } from "vitest";

import { PLAIN_STATE } from "../../../web/src/app/state.ts";
import { exportSets } from "../../../web/src/export/export-sets.ts";
import type { ExportSubject } from "../../../web/src/export/export-sets.ts";

const subject: ExportSubject = {
  ...PLAIN_STATE,
  territory: "dep:2A",
  minutes: 20,
  excluded: ["bus", "itinerante"],
  openOn: "samedi",
  asOf: "2024-05-01",
  counts: { communes: 124, gaps: 37, structures: 15, cells: 1_491 },
};

const files = (change: Partial<ExportSubject> = {}): string[] =>
  exportSets({ ...subject, ...change }).flatMap((set) => set.files.map(({ href }) => href));

describe("files to take along", () => {
  test("are of the territory and of the structures that are shown", () => {
    for (const href of files()) {
      const { searchParams } = new URL(href, "http://localhost");
      expect(searchParams.get("territoire")).toBe("dep:2A");
      expect(searchParams.get("exclure")).toBe("bus,itinerante");
      expect(searchParams.get("ouvert_le")).toBe("samedi");
      expect(searchParams.get("au")).toBe("2024-05-01");
    }
  });

  test("have names that differ, with the ending of their format", () => {
    const all = exportSets(subject).flatMap((set) => set.files);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    for (const { name, format } of all) {
      expect(name).toMatch(new RegExp(`-dep-2A\\.${format.toLowerCase()}$`));
    }
  });

  test("hold the isochrones of a structure that is chosen, with the minutes of the slider among them", () => {
    expect(files().some((href) => href.includes("isochrone"))).toBe(false);
    expect(files({ selection: { kind: "gap", id: "zb-1" } })).toEqual(files());
    const chosen = { kind: "structure", id: "a/1" } as const;
    expect(files({ selection: chosen })).toContain("/api/v1/structures/a%2F1/isochrone?minutes=10,20,30");
    expect(files({ selection: chosen, minutes: 45 })).toContain(
      "/api/v1/structures/a%2F1/isochrone?minutes=10,20,30,45",
    );
  });

  test("say when they are heavy", () => {
    const details = (cells: number): string =>
      exportSets({ ...subject, counts: { ...subject.counts, cells } })
        .map(({ detail }) => detail)
        .join(" ");
    expect(details(1_491)).not.toContain("Mo");
    // 2.3 million cells of 80 bytes.
    expect(details(2_300_000)).toMatch(/184\sMo en CSV, 1,5\sGo en GeoJSON/);
  });
});

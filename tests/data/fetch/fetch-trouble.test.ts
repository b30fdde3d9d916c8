import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { readFetchedFolder } from "../../../data/fetch/fetched-folder.ts";
import { lockFolder } from "../../../data/fetch/folder-lock.ts";
import { fetchSource } from "../../../data/fetch/sources.ts";
import { arrivals, bytesAt, FILES, fetchWorld, problemOf, townFiles } from "../../helpers/fetch-world.ts";
import { headerFrame } from "../../helpers/osm-pbf.ts";
import { ADDRESSES, zipOf } from "../../tools/corsican-sites.mjs";
import { OfficialSites } from "../../tools/official-sites.mjs";

const ROADS = ADDRESSES.roadsFile;

/** GeoJSON of another kind than communes. */
const PLACES = JSON.stringify({
  type: "FeatureCollection",
  features: [
    { type: "Feature", properties: { altitude: 12 }, geometry: { type: "Point", coordinates: [9, 42] } },
  ],
});

function lockOf(host: string, pid: number): string {
  return JSON.stringify({ host, pid, startTicks: null });
}

describe("what is wrong", () => {
  test.each([
    ["a checksum", { kind: "garbled" } as const, /somme de contrôle/u],
    ["a page instead of the file", { kind: "page" } as const, /« Maintenance en cours »/u],
    ["a length", { kind: "lie", by: 10 } as const, /coupée|octets/u],
    ["a refusal", { kind: "status", status: 403 } as const, /refuse les programmes \(HTTP 403\)/u],
    ["an absence", { kind: "status", status: 404 } as const, /ne connaît pas cette adresse/u],
  ])("%s leaves the old file, and says so", async (_name, fault, words) => {
    const world = await fetchWorld();
    await world.fetch();
    const before = world.hash(FILES.roads);
    const { roads } = await townFiles(50_000);
    world.sites.put(ROADS, roads, { lastModified: "Tue, 25 Nov 2025 21:00:00 GMT" });
    world.sites.alwaysFaults.set(ROADS, fault);
    const report = await world.fetch();
    expect(problemOf(report, "osm/corse")).toMatch(words);
    expect(report.outcomes.find(({ source }) => source.id === "osm/corse")?.kept?.sha256).toBe(before);
    expect(report.isComplete).toBe(true);
    expect(world.hash(FILES.roads)).toBe(before);
    expect(readFetchedFolder(world.folder).inputs.osm).toHaveLength(1);
  });

  test("with one host is what is told, not that the others were stopped by it", async () => {
    const world = await fetchWorld();
    world.sites.next(ADDRESSES.structures, { kind: "status", status: 503, headers: { "retry-after": "4" } });
    mkdirSync(join(world.folder, `${FILES.roads}.part`), { recursive: true });
    await expect(world.fetch()).rejects.toMatchObject({
      code: "EISDIR",
      path: `${world.folder}/${FILES.roads}.part`,
    });
    expect(world.notes.join("\n")).toContain("nouvel essai dans 4 s");
  });

  test("once is asked for once more, from the beginning", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "garbled" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
  });

  test.each([
    ["that is announced", null],
    ["whose length is not told", { kind: "chunked" } as const],
  ])("an answer without measure %s is broken off, and nothing of it kept", async (_, fault) => {
    const world = await fetchWorld();
    const most = 20 * fetchSource("structures").bytes;
    world.sites.put(ADDRESSES.structuresFile, Buffer.alloc(most + 500_000, "a,b\n"));
    if (fault !== null) world.sites.next(ADDRESSES.structuresFile, fault);
    expect(problemOf(await world.fetch(), "structures")).toMatch(/plus de 23,5 Mo, 20 fois/u);
    expect(readdirSync(world.folder).filter((name) => name.startsWith(FILES.structures))).toEqual([]);
  });

  test("a page does not cost what has come before", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 2000 }, { kind: "page" });
    expect(problemOf(await world.fetch(), "osm/corse")).toMatch(/page/u);
    expect(statSync(join(world.folder, `${FILES.roads}.part`)).size).toBe(2000);
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("resumed");
  });

  test.each([
    [ADDRESSES.structuresFile, "structures", Buffer.from("a,b\n1,2\n"), /columns/u],
    [ADDRESSES.population, "population", Buffer.from("PK\u0003\u0004 and no more"), /zip/u],
    [ADDRESSES.population, "population", zipOf("notes.csv", Buffer.from("a,b\n1,2\n")), /the columns a, b/u],
    [ADDRESSES.communes, "communes", Buffer.from('{"message": "moved"}'), /structure|GeoJSON/iu],
    [ADDRESSES.communes, "communes", Buffer.from(PLACES), /expected a code/u],
    [ROADS, "osm/corse", Buffer.from("not roads"), /PBF/u],
    [ROADS, "osm/corse", headerFrame(undefined, 1e13), /timestamp is 10000000000000/u],
  ])("%s that is another kind of file is refused", async (address, id, bytes, words) => {
    const world = await fetchWorld();
    world.sites.put(address, bytes);
    const report = await world.fetch();
    expect(problemOf(report, id)).toMatch(words);
    expect(report.isComplete).toBe(false);
    expect(report.outcomes.filter(({ arrived }) => arrived !== null)).toHaveLength(3);
  });

  test("without a published checksum the file is read, and that is told", async () => {
    const world = await fetchWorld();
    world.sites.files.delete(`${ROADS}.md5`);
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.notes.join("\n")).toMatch(/somme de contrôle publiée n’a pu être lue/u);
  });

  test("a busy site is asked again when it says", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "status", status: 429, headers: { "retry-after": "2" } });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.notes.join("\n")).toContain("HTTP 429 ; nouvel essai dans 2 s.");
    const [first, second] = world.sites.asked(ROADS).map(({ at }) => at);
    expect(second - first).toBeGreaterThan(1_990);
  });

  test("a site that asks to wait for an hour is not waited for", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "status", status: 503, headers: { "retry-after": "3600" } });
    expect(problemOf(await world.fetch(), "osm/corse")).toMatch(/demande de revenir dans 60 min/u);
  });

  test("redirects that lead round in a circle, to too many places or nowhere end", async () => {
    const world = await fetchWorld();
    world.sites.redirects.set(ROADS, ADDRESSES.roads);
    expect(problemOf(await world.fetch(), "osm/corse")).toMatch(/en boucle/u);
    for (let hop = 0; hop < 8; hop++)
      world.sites.redirects.set(`${ROADS}${"x".repeat(hop)}`, `${ROADS}${"x".repeat(hop + 1)}`);
    expect(problemOf(await world.fetch(), "osm/corse")).toMatch(/plus de 5 fois/u);
    world.sites.redirects.set(ROADS, "ftp://ftp.example/corse.pbf");
    expect(problemOf(await world.fetch(), "osm/corse")).toMatch(/ftp:/u);
  });

  test("a site that nobody answers at is told once for all its files", async () => {
    const world = await fetchWorld();
    const gone = await OfficialSites.start();
    await gone.close();
    const report = await world.fetch({ words: ["06"], mirror: gone.url });
    expect(
      report.outcomes.filter(({ problem }) => problem?.includes("n’accepte pas de connexion")),
    ).toHaveLength(6);
    expect(
      world.notes.filter((note) => note.includes("monaco-latest") && note.includes("nouvel essai")),
    ).toHaveLength(3);
    expect(
      world.notes.filter((note) => note.includes("provence") && note.includes("nouvel essai")),
    ).toHaveLength(0);
  });
});

describe("a file put by hand", () => {
  test("is verified, used, and not asked for", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ADDRESSES.population, { kind: "status", status: 403 });
    const refused = await world.fetch();
    expect(refused.outcomes.find(({ source }) => source.id === "population")).toMatchObject({
      isRefused: true,
    });
    expect(refused.isComplete).toBe(false);
    writeFileSync(join(world.folder, FILES.population), bytesAt(world, ADDRESSES.population));
    world.sites.served.length = 0;
    expect(arrivals(await world.fetch())).toMatchObject({ population: "by-hand", "osm/corse": "unchanged" });
    expect(arrivals(await world.fetch())).toMatchObject({ population: "by-hand" });
    expect(world.sites.asked(ADDRESSES.population)).toEqual([]);
    const { files, missing } = readFetchedFolder(world.folder);
    expect(missing).toEqual([]);
    expect(files.find(({ id }) => id === "population")).toMatchObject({ byHand: true, etag: null });
  });

  test("needs no network where all are", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    for (const [role, file] of Object.entries(FILES)) {
      const address =
        role === "roads" || role === "structures" ? ADDRESSES[`${role}File`] : ADDRESSES[role as "communes"];
      writeFileSync(join(world.folder, file), bytesAt(world, address));
    }
    const gone = await OfficialSites.start();
    await gone.close();
    const report = await world.fetch({ mirror: gone.url });
    expect(new Set(Object.values(arrivals(report)))).toEqual(new Set(["by-hand"]));
    expect(readFetchedFolder(world.folder).missing).toEqual([]);
  });

  test("that does not read is told, and another asked for", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    writeFileSync(join(world.folder, FILES.population), "<html>403</html>");
    expect(arrivals(await world.fetch())["population"]).toBe("downloaded");
    expect(world.notes.join("\n")).toMatch(/qui est là ne se lit pas/u);
    expect(existsSync(join(world.folder, `${FILES.population}.part`))).toBe(false);
  });

  test("frees what had come of a download in its stead", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ROADS, { kind: "cut", after: 1500 });
    await world.fetch();
    expect(existsSync(join(world.folder, `${FILES.roads}.part`))).toBe(true);
    writeFileSync(join(world.folder, FILES.roads), bytesAt(world, ROADS));
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("by-hand");
    expect(readdirSync(world.folder).sort()).toEqual([...Object.values(FILES), "fetch.json"].sort());
  });
});

describe("a file that was spoilt in its place, as long as before,", () => {
  const spoil = (path: string): void => {
    writeFileSync(path, readFileSync(path).fill(0));
    const later = new Date(Date.now() + 10_000);
    utimesSync(path, later, later);
  };

  test("comes anew", async () => {
    const world = await fetchWorld();
    await world.fetch();
    const before = world.hash(FILES.structures);
    spoil(join(world.folder, FILES.structures));
    expect(arrivals(await world.fetch())["structures"]).toBe("downloaded");
    expect(world.hash(FILES.structures)).toBe(before);
  });

  test("is not taken for that of before where the site has none", async () => {
    const world = await fetchWorld();
    await world.fetch();
    spoil(join(world.folder, FILES.structures));
    world.sites.alwaysFaults.set(ADDRESSES.structuresFile, { kind: "status", status: 404 });
    const report = await world.fetch();
    expect(report.outcomes.find(({ source }) => source.id === "structures")?.kept).toBeNull();
    expect(report.isComplete).toBe(false);
    expect(readFetchedFolder(world.folder).missing.map(({ id }) => id)).toEqual(["structures"]);
  });
});

describe("a folder", () => {
  test("that has a folder in a file's place says so before anything is asked", async () => {
    const world = await fetchWorld();
    mkdirSync(join(world.folder, FILES.roads), { recursive: true });
    await expect(world.fetch()).rejects.toThrow(`${FILES.roads}: got a folder`);
    expect(world.sites.asked(ROADS)).toEqual([]);
  });

  test("that another process downloads into is left to it", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    const unlock = lockFolder(world.folder);
    await expect(world.fetch()).rejects.toThrow("uses this folder, expected one at a time");
    expect(world.sites.served).toEqual([]);
    unlock();
    expect((await world.fetch()).isComplete).toBe(true);
  });

  test("of a process that is no more is taken over", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(join(world.folder, ".fetch.lock"), lockOf(hostname(), pid));
    writeFileSync(join(world.folder, `.fetch.lock.${pid}`), lockOf(hostname(), pid));
    writeFileSync(join(world.folder, `.new-${pid}-abc`), "{");
    expect((await world.fetch()).isComplete).toBe(true);
    expect(readdirSync(world.folder).sort()).toEqual([...Object.values(FILES), "fetch.json"].sort());
  });

  test("of a process of another machine is left to it, whatever numbers this one has", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    writeFileSync(join(world.folder, ".fetch.lock"), lockOf("another", process.pid));
    await expect(world.fetch()).rejects.toThrow("of another uses this folder");
  });

  test.each([
    ["{", "got no JSON"],
    ["[]", "got other JSON"],
    [
      JSON.stringify({
        format: "trente-sources",
        formatVersion: 99,
        words: [],
        territories: [],
        files: [],
        missing: [],
      }),
      "got format 99",
    ],
  ])("whose record is %s is refused", async (text, words) => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    writeFileSync(join(world.folder, "fetch.json"), text);
    await expect(world.fetch()).rejects.toThrow(words);
    expect(() => readFetchedFolder(world.folder)).toThrow(words);
  });

  test("that lacks a recorded file, or any record, gives a build nothing", async () => {
    const world = await fetchWorld();
    mkdirSync(world.folder, { recursive: true });
    expect(() => readFetchedFolder(world.folder)).toThrow(/no fetch\.json here/u);
    await world.fetch();
    rmSync(join(world.folder, FILES.roads));
    expect(() => readFetchedFolder(world.folder)).toThrow(/the file is gone/u);
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import type { FetchReport } from "../../../data/fetch/fetch-territories.ts";
import { readFetchedFolder } from "../../../data/fetch/fetched-folder.ts";
import { PausedError } from "../../../data/paused-error.ts";
import { FILES, fetchWorld, type FetchWorld, sha256, townFiles } from "../../helpers/fetch-world.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";
import { OfficialSites } from "../../tools/official-sites.mjs";

const ROADS = ADDRESSES.roadsFile;

/** How each file came, by the id of its source. */
const arrivals = ({ outcomes }: FetchReport): Record<string, string> =>
  Object.fromEntries(
    outcomes.map(({ source, arrived, problem }) => [source.id, arrived?.arrival ?? problem ?? ""]),
  );

const bytesAt = ({ sites }: FetchWorld, address: string): Buffer =>
  sites.files.get(address)?.bytes ?? Buffer.alloc(0);

const problemOf = (report: FetchReport, id: string): string =>
  report.outcomes.find(({ source }) => source.id === id)?.problem ?? "";

/** Nothing that is half done. */
const leftovers = (folder: string): string[] => readdirSync(folder).filter((name) => !isWhole(name));
const isWhole = (name: string): boolean =>
  name === "fetch.json" || Object.values<string>(FILES).includes(name);

describe("a territory", () => {
  test("comes whole, and its folder gives a build what it needs", async () => {
    const world = await fetchWorld();
    const report = await world.fetch();
    expect(arrivals(report)).toEqual({
      structures: "downloaded",
      population: "downloaded",
      communes: "downloaded",
      "osm/corse": "downloaded",
    });
    expect(report.isComplete).toBe(true);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
    const { inputs, files, missing } = readFetchedFolder(world.folder);
    expect(inputs).toEqual({
      osm: [join(world.folder, FILES.roads)],
      structures: [join(world.folder, FILES.structures)],
      population: [join(world.folder, FILES.population)],
      communes: [join(world.folder, FILES.communes)],
      territories: ["dep:2A"],
    });
    expect(missing).toEqual([]);
    const roads = files.find(({ role }) => role === "osm");
    expect(roads).toMatchObject({
      sha256: sha256(bytesAt(world, ROADS)),
      bytes: bytesAt(world, ROADS).length,
      address: ADDRESSES.roads,
      finalAddress: ROADS,
      byHand: false,
    });
    expect(leftovers(world.folder)).toEqual([]);
  });

  test("is not downloaded again where nothing has changed", async () => {
    const world = await fetchWorld();
    await world.fetch();
    const before = readFileSync(join(world.folder, "fetch.json"), "utf8");
    world.sites.served.length = 0;
    const report = await world.fetch();
    expect(new Set(Object.values(arrivals(report)))).toEqual(new Set(["unchanged"]));
    expect(world.sites.served.map(({ sent }) => sent).reduce((a, b) => a + b, 0)).toBe(0);
    expect(readFileSync(join(world.folder, "fetch.json"), "utf8")).toBe(before);
  });

  test("comes anew where a site has a newer file, which takes the place of the old", async () => {
    const world = await fetchWorld();
    await world.fetch();
    const newer = Buffer.concat([bytesAt(world, ADDRESSES.structuresFile), Buffer.from("")]);
    const text = newer.toString("utf8").replace("Mairie", "Mairie annexe");
    world.sites.put(ADDRESSES.structuresFile, Buffer.from(text));
    expect(arrivals(await world.fetch())).toMatchObject({
      structures: "downloaded",
      "osm/corse": "unchanged",
    });
    expect(world.hash(FILES.structures)).toBe(sha256(Buffer.from(text)));
  });

  test("of before is known again when it is asked for after another", async () => {
    const world = await fetchWorld();
    await world.fetch();
    // Réunion's roads are not on this site.
    expect((await world.fetch({ words: ["974"] })).isComplete).toBe(false);
    const { inputs, missing } = readFetchedFolder(world.folder);
    expect(inputs.osm).toEqual([]);
    expect(missing.map(({ file }) => file)).toEqual(["reunion-latest.osm.pbf"]);
    expect(arrivals(await world.fetch())).toMatchObject({ "osm/corse": "unchanged" });
  });

  test("is asked of one host one file at a time, by a name that says who asks", async () => {
    const world = await fetchWorld();
    world.sites.pace = { bytes: 4000, milliseconds: 1 };
    await world.fetch({ words: ["06"] });
    expect(world.sites.mostBusy.get("download.geofabrik.de")).toBe(1);
    const agents = world.sites.served.map(({ address, headers }) => [
      new URL(address).host,
      headers["user-agent"],
    ]);
    expect(agents).toContainEqual(["www.data.gouv.fr", "trente/essai"]);
    expect(agents).toContainEqual(["www.insee.fr", "Mozilla/5.0 (compatible; trente/essai)"]);
  });
});

describe("what is cut", () => {
  test("goes on where it was, and is the same in the end", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 1000 }, { kind: "cut", after: 700 });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ headers }) => headers.range)).toEqual([
      undefined,
      "bytes=1000-",
      "bytes=1700-",
    ]);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
  });

  test("by Ctrl-C is kept and gone on with by the next call, which says how much there was", async () => {
    const world = await fetchWorld();
    const size = bytesAt(world, ROADS).length;
    const stop = new AbortController();
    world.sites.next(ROADS, { kind: "stall", after: Math.floor(size / 2) });
    const progress = {
      stage() {},
      advance: () => {
        const { size: got = 0 } =
          statSync(join(world.folder, `${FILES.roads}.part`), { throwIfNoEntry: false }) ?? {};
        if (got > 0) stop.abort();
      },
    };
    await expect(world.fetch({ signal: stop.signal, progress })).rejects.toThrow(PausedError);
    expect(world.hash(FILES.roads)).toBeNull();
    const report = await world.fetch();
    const roads = report.outcomes.find(({ source }) => source.id === "osm/corse");
    expect(roads?.arrived?.arrival).toBe("resumed");
    expect(roads?.arrived?.resumedShare).toBeCloseTo(0.5, 2);
    expect(world.hash(FILES.roads)).toBe(sha256(bytesAt(world, ROADS)));
  });

  test("starts anew where the file has changed meanwhile", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ROADS, { kind: "cut", after: 1500 });
    expect((await world.fetch()).isComplete).toBe(false);
    world.sites.alwaysFaults.clear();
    const { roads } = await townFiles();
    const changed = Buffer.concat([roads, roads.subarray(roads.length)]);
    world.sites.put(ROADS, changed, { etag: '"newer"' });
    world.sites.served.length = 0;
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).at(0)).toMatchObject({ status: 200 });
    expect(world.hash(FILES.roads)).toBe(sha256(changed));
  });

  test("is not joined to what a careless site sends of another version", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "cut", after: 1500 }, { kind: "careless" });
    const fetching = world.fetch();
    const before = bytesAt(world, ROADS);
    // Between the first answer and the second.
    while (world.sites.asked(ROADS).length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    world.sites.put(ROADS, before, { etag: '"other"' });
    expect(arrivals(await fetching)["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ status }) => status)).toEqual([200, 206, 200]);
    expect(world.hash(FILES.roads)).toBe(sha256(before));
  });

  test.each([
    ["that knows no ranges", {}, { kind: "whole" } as const],
    ["that gives nothing to tell versions by", { etag: null, lastModified: null }, null],
    ["that gives a weak tag and no date", { etag: 'W/"1"', lastModified: null }, null],
  ])("by a site %s starts anew", async (_name, more, fault) => {
    const world = await fetchWorld();
    const bytes = bytesAt(world, ROADS);
    world.sites.put(ROADS, bytes, more);
    world.sites.next(ROADS, { kind: "cut", after: 1000 }, ...(fault === null ? [] : [fault]));
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).at(1)).toMatchObject({ status: 200, sent: bytes.length });
    expect(world.hash(FILES.roads)).toBe(sha256(bytes));
  });

  test("by silence is given up and asked again", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "stall", after: 500 }, { kind: "silent" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.notes.join("\n")).toMatch(/plus un octet ne vient/u);
    expect(world.notes.join("\n")).toMatch(/ne répond rien/u);
  });

  test("again and again ends after a few tries, says so, and keeps what came", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ROADS, { kind: "cut", after: 300 });
    const report = await world.fetch();
    expect(problemOf(report, "osm/corse")).toMatch(/coupée/u);
    expect(world.sites.asked(ROADS)).toHaveLength(4);
    expect(statSync(join(world.folder, `${FILES.roads}.part`)).size).toBe(1200);
    expect(world.hash(FILES.roads)).toBeNull();
  });

  test("of a site that does not tell lengths comes whole all the same", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "chunked" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
  });
});

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
    const newer = Buffer.concat([bytesAt(world, ROADS), (await townFiles()).roads.subarray(0, 0)]);
    world.sites.put(ROADS, newer, { etag: '"newer"', lastModified: "Tue, 25 Nov 2025 21:00:00 GMT" });
    world.sites.alwaysFaults.set(ROADS, fault);
    const report = await world.fetch();
    expect(problemOf(report, "osm/corse")).toMatch(words);
    expect(report.outcomes.find(({ source }) => source.id === "osm/corse")?.kept?.sha256).toBe(before);
    expect(report.isComplete).toBe(true);
    expect(world.hash(FILES.roads)).toBe(before);
    expect(readFetchedFolder(world.folder).inputs.osm).toHaveLength(1);
  });

  test("once is asked for once more, from the beginning", async () => {
    const world = await fetchWorld();
    world.sites.next(ROADS, { kind: "garbled" });
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(world.sites.asked(ROADS).map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
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
    [ADDRESSES.communes, "communes", Buffer.from('{"message": "moved"}'), /structure|GeoJSON/iu],
    [ROADS, "osm/corse", Buffer.from("not roads"), /PBF/u],
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
    world.sites.next(ROADS, { kind: "status", status: 429, headers: { "retry-after": "1" } });
    const start = performance.now();
    expect(arrivals(await world.fetch())["osm/corse"]).toBe("downloaded");
    expect(performance.now() - start).toBeGreaterThan(990);
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
});

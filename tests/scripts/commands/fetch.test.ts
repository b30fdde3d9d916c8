import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { afterEach, describe, expect, test, vi } from "vitest";

import { FILES, fetchWorld, type FetchWorld } from "../../helpers/fetch-world.ts";
import { ADDRESSES } from "../../tools/corsican-sites.mjs";
import { trente, type Ran, type World } from "./fake-terminal.ts";

afterEach(() => {
  vi.unstubAllEnvs();
});

const fetchIn = async ({ sites, folder }: FetchWorld, terminal: World = {}): Promise<Ran> =>
  trente(["fetch", "2A", "--out", folder, "--miroir", sites.url], terminal);

/** What the summary says of a file. */
const lineOf = ({ out }: Ran, file: string): string =>
  out.split("\n").find((line) => line.includes(file)) ?? "";

describe("trente fetch", () => {
  test("tells each file with its size, vintage, licence and how it came", async () => {
    const world = await fetchWorld();
    const first = await fetchIn(world);
    expect(first).toMatchObject({ code: 0, complaints: [] });
    expect(lineOf(first, FILES.population)).toMatch(
      / {2}0,0 Mo, 2021 \(publiée en février 2026\), Licence Ouverte 2\.0, téléchargé$/u,
    );
    expect(lineOf(first, FILES.roads)).toMatch(/0,1 Mo, \d{4}-\d\d-\d\d, ODbL 1\.0, téléchargé$/u);
    expect(first.err).toContain(`l’adresse officielle renvoie à ${ADDRESSES.roadsFile}`);
    const second = await fetchIn(world);
    for (const file of Object.values(FILES)) expect(lineOf(second, file)).toMatch(/, déjà là$/u);
  });

  test("takes the mirror from the environment", async () => {
    const world = await fetchWorld();
    vi.stubEnv("TRENTE_MIROIR", `${world.sites.url}/`);
    expect(await trente(["fetch", "2a", "--out", world.folder])).toMatchObject({ code: 0, complaints: [] });
  });

  test("tells where to put what a site refuses to give, and takes it from there", async () => {
    const world = await fetchWorld();
    world.sites.alwaysFaults.set(ADDRESSES.population, { kind: "status", status: 403 });
    const refused = await fetchIn(world);
    expect(refused.code).toBe(1);
    expect(refused.complaints).toEqual([
      `trente fetch: ${world.folder}: 1 of 4 files could not be had (${FILES.population}); what to do is said above`,
    ]);
    expect(refused.out).toContain("le site refuse les programmes (HTTP 403)");
    expect(refused.out).toContain(`téléchargez-le avec un navigateur : ${ADDRESSES.population}\n`);
    expect(refused.out).toContain(`mettez ce fichier ici : ${join(world.folder, FILES.population)}\n`);

    writeFileSync(
      join(world.folder, FILES.population),
      world.sites.files.get(ADDRESSES.population)?.bytes ?? "",
    );
    const taken = await fetchIn(world);
    expect(taken.code).toBe(0);
    expect(lineOf(taken, FILES.population)).toMatch(/mis à la main/u);
  });

  test("stopped by Ctrl-C says that it goes on, and does", async () => {
    const world = await fetchWorld();
    world.sites.next(ADDRESSES.roadsFile, { kind: "stall", after: 30_000 });
    const stopped = await fetchIn(world, { interruptAt: `${FILES.communes} : ` });
    expect(stopped).toMatchObject({
      code: 130,
      out: "",
      complaints: [
        "trente fetch: interrupted; what is downloaded stays, the same command goes on from there",
      ],
    });
    const { code, ...next } = await fetchIn(world);
    expect(code).toBe(0);
    expect(lineOf({ code, ...next }, FILES.roads)).toMatch(/repris à \d+ %$|téléchargé$/u);
  });

  test("tells an old file that stays", async () => {
    const world = await fetchWorld();
    await fetchIn(world);
    world.sites.put(ADDRESSES.structuresFile, Buffer.from("<html><title>Panne</title></html>"));
    const ran = await fetchIn(world);
    expect(ran.code).toBe(0);
    expect(lineOf(ran, `  ${FILES.structures}`)).toMatch(/celui d’avant, gardé$/u);
    expect(ran.out).toContain("« Panne »");
    expect(ran.out).toContain("le fichier d’avant reste en place");
  });

  test.each([
    [["fetch", "bretange", "--out", "x"], 'territory "bretange": unknown, did you mean "bretagne"?'],
    [["fetch", "dep:2C", "--out", "x"], 'territory "dep:2C": unknown, did you mean "dep:2'],
    [["fetch", "zzzzzzzz", "--out", "x"], 'territory "zzzzzzzz": unknown, expected such as 2A'],
    [["fetch", "2A"], "option --out is missing"],
    [
      ["fetch", "2A", "--out", "x", "--miroir", "ftp://a"],
      'option --miroir: got "ftp://a", expected an address',
    ],
    [
      ["fetch", "2A", "--out", "x", "--miroir", "https://a/pub?cle=1"],
      'option --miroir: got "https://a/pub?cle=1", expected an address',
    ],
    [
      ["fetch", "2A", "--out", "x", "--miroir", "https://moi:secret@a/pub"],
      "option --miroir: got an address with a name or a password, which would not be sent",
    ],
    [["france", "--port", "1"], "a territory is missing"],
    [["france", "2A", "--port", "70000"], "option --port"],
  ])("%j is bad usage", async (args, words) => {
    const { code, out, err } = await trente(args);
    expect({ code, out, lines: err.split("\n").length - 1 }, err).toEqual({ code: 2, out: "", lines: 1 });
    expect(err).toContain(words);
  });
});

import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

import { describe, expect, onTestFinished, test } from "vitest";

import { readManifest } from "../../../data/bundle/manifest.ts";
import { readCurrent } from "../../../data/depot/current.ts";
import { CURRENT_FILE, versionFolder } from "../../../data/depot/depot-layout.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { FILES, fetchWorld } from "../../helpers/fetch-world.ts";
import { COLUMNS, place, structureList } from "../../helpers/mini-files.ts";
import { sharedData } from "../../helpers/shared-data.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { ADDRESSES, corsicanFiles } from "../../tools/corsican-sites.mjs";
import { trente, trenteOk } from "./fake-terminal.ts";

const CLI = resolve(import.meta.dirname, "../../../dist/scripts/trente.js");

useCompiled();

describe("trente france", () => {
  test("makes a dataset, once for the same files, and again for newer ones", async () => {
    const { sites } = await fetchWorld();
    const folder = join(tempFolder(), "sud");
    const args = ["france", "2A", "--dossier", folder, "--sans-servir", "--miroir", sites.url];
    const first = await trenteOk(args);
    const { id } = readCurrent(folder)!;
    expect(readManifest(versionFolder(folder, id)).name).toBe("Corse-du-Sud");
    expect(first.out).toContain(`Mis en service : ${id}.`);
    const second = await trenteOk(args);
    expect(second.out).toContain(`Rien n’a changé : ${id} reste en service`);
    expect(second.err).not.toContain("Lecture des routes");

    const list = sites.files.get(ADDRESSES.structuresFile)?.bytes.toString("utf8") ?? "";
    sites.put(ADDRESSES.structuresFile, Buffer.from(list.replace("Mairie", "Mairie annexe")));
    const third = await trenteOk(args);
    const next = readCurrent(folder)!.id;
    expect(next).not.toBe(id);
    expect(third.out).toContain(`Mis en service : ${next}.`);
  });

  test("says how a version that it refuses is put in service", async () => {
    const { sites } = await fetchWorld();
    const folder = join(tempFolder(), "sud");
    const mirror = ["--miroir", sites.url];
    const list = (columns: number): Buffer =>
      Buffer.from(
        structureList(
          Array.from({ length: columns }, (_, column) => [
            `s${column}`,
            `n° ${column}`,
            ...place(column, 0),
            "2A004",
          ]),
        ),
      );
    sites.put(ADDRESSES.structuresFile, list(COLUMNS));
    await trenteOk(["france", "2A", "--dossier", folder, "--sans-servir", ...mirror]);
    sites.put(ADDRESSES.structuresFile, list(1));
    const refused = await trente(["france", "2A", "--dossier", folder, "--sans-servir", ...mirror]);
    expect(refused.code).toBe(1);
    const advice = `refresh --depot ${folder} --forcer`;
    expect(refused.err).toContain(`trente ${advice} if it is right`);
    expect((await trenteOk([...advice.split(" "), ...mirror])).out).toContain("Mis en service");
  });

  test("and a later refresh says by its code that a list grows old", async () => {
    const { sites } = await fetchWorld();
    const folder = join(tempFolder(), "sud");
    await trenteOk(["france", "2A", "--dossier", folder, "--sans-servir", "--miroir", sites.url]);
    sites.put(ADDRESSES.structuresFile, Buffer.from("<!doctype html><title>Maintenance</title>"));
    const refreshed = await trente(["refresh", "--depot", folder, "--miroir", sites.url]);
    expect(refreshed).toMatchObject({
      code: 1,
      out: expect.stringContaining("Rien n’a changé") as unknown,
      err: expect.stringContaining("1 of 4 files are those of before (liste-france-services.csv)") as unknown,
    });
  });

  test("and a later refresh asks again for a file that was taken away", async () => {
    const { sites } = await fetchWorld();
    const folder = join(tempFolder(), "sud");
    await trenteOk(["france", "2A", "--dossier", folder, "--sans-servir", "--miroir", sites.url]);
    const grid = join(folder, "sources", FILES.population);
    rmSync(grid);
    await trenteOk(["refresh", "--depot", folder, "--miroir", sites.url]);
    expect(existsSync(grid)).toBe(true);
  });

  test("and a later refresh does not mind a site that no longer gives a file of a fixed date", async () => {
    const { sites } = await fetchWorld();
    const folder = join(tempFolder(), "sud");
    await trenteOk(["france", "2A", "--dossier", folder, "--sans-servir", "--miroir", sites.url]);
    sites.alwaysFaults.set(ADDRESSES.population, { kind: "status", status: 403 });
    const { out, err } = await trenteOk(["refresh", "--depot", folder, "--miroir", sites.url]);
    expect(out).toContain("Rien n’a changé");
    expect(err).toContain("le site refuse les programmes (HTTP 403)");
  });

  test("builds nothing of a folder that lacks a file, fetched anew or taken as it is", async () => {
    const { sites } = await fetchWorld();
    sites.alwaysFaults.set(ADDRESSES.population, { kind: "status", status: 403 });
    const folder = join(tempFolder(), "sud");
    await trente(["fetch", "2A", "--out", join(folder, "sources"), "--miroir", sites.url]);
    const refreshed = await trente(["refresh", "--depot", folder, "--sans-telecharger"]);
    expect(refreshed.code).toBe(1);
    expect(refreshed.complaints[0]).toContain(`1 of 4 files are missing (${FILES.population}), expected all`);
    expect(existsSync(join(folder, CURRENT_FILE))).toBe(false);
  });

  test("builds nothing where a file could not be had", async () => {
    const { sites } = await fetchWorld();
    sites.alwaysFaults.set(ADDRESSES.population, { kind: "status", status: 403 });
    const folder = join(tempFolder(), "sud");
    const ran = await trente(["france", "2A", "--dossier", folder, "--sans-servir", "--miroir", sites.url]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain("mettez ce fichier ici");
    expect(existsSync(join(folder, CURRENT_FILE))).toBe(false);
  });

  const files = sharedData("") === null ? null : corsicanFiles(sharedData("") ?? "");
  test.skipIf(files === null)("goes from an empty folder to the map and the figure of Corsica", async () => {
    const { sites } = await fetchWorld(files ?? undefined);
    const folder = tempFolder();
    mkdirSync(join(folder, "ici"));
    const args = [CLI, "france", "2A", "2B", "--port", "0", "--miroir", sites.url];
    const child = spawn(process.execPath, args, {
      cwd: join(folder, "ici"),
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let said = "";
    child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString("utf8")));
    let url: string | undefined;
    while (url === undefined) {
      if (child.exitCode !== null) throw new Error(`trente france ended: ${said}`);
      await sleep(50);
      url = /Corse\S* : (http:\/\/\S+)/u.exec(said)?.[1];
    }
    const response = await fetch(`${url}/api/v1/couverture?territoire=dep:2B`);
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ territory: { code: "2B" } });
    expect(existsSync(join(folder, "ici/jeux/france-2A-2B", CURRENT_FILE))).toBe(true);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});

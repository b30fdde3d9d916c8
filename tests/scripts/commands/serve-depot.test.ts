import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { describe, expect, test } from "vitest";

import { writeBundle } from "../../../data/bundle/write-bundle.ts";
import { DepotWriter } from "../../../data/depot/depot-writer.ts";
import { sampleDataset } from "../../data/bundle/sample-dataset.ts";
import { useCompiled } from "../../helpers/compiled.ts";
import { faultyStore } from "../../helpers/faulty-store.ts";
import { servedId, serveProcess } from "../../helpers/served-process.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

useCompiled();

/** Puts a version in service. @returns its id */
function put(depot: string, name: string, spoil: (bundle: string) => void = () => {}): string {
  const writer = DepotWriter.open(depot);
  try {
    writeBundle(writer.buildFolder, sampleDataset({ name }));
    const { id, directory } = writer.put(writer.buildFolder);
    writer.serve(id, new Date());
    spoil(directory);
    return id;
  } finally {
    writer.close();
  }
}

/** Alters the cells, which differ from those of no other version by their name alone. */
function damageRecords(bundle: string): void {
  const file = readdirSync(bundle).find((name) => name.startsWith("records-")) ?? "";
  const path = join(bundle, file);
  writeFileSync(path, readFileSync(path, "utf8").replace("Ajaccio", "Ajaccia").replace("L’Île", "L’Îla"));
}

function goBack(depot: string): void {
  const writer = DepotWriter.open(depot);
  writer.goBack(null, new Date());
  writer.close();
}

describe.skipIf(process.platform === "win32")("a server of a depot", () => {
  test("follows what is in service, there and back, without being told", async () => {
    const depot = join(tempFolder(), "depot");
    const first = put(depot, "Un");
    const { url, says } = await serveProcess(depot, "--suivre", "1");
    expect(await servedId(url)).toBe(first);
    const second = put(depot, "Deux");
    await says("Deux : servi désormais");
    expect(await servedId(url)).toBe(second);
    goBack(depot);
    await says("Un : servi désormais");
    expect(await servedId(url)).toBe(first);
  });

  test("goes back when it is told to, and says why where it cannot", async () => {
    const depot = join(tempFolder(), "depot");
    const token = "0123456789abcdef0123456789abcdef";
    const tokenFile = join(tempFolder(), "jeton");
    writeFileSync(tokenFile, token);
    const first = put(depot, "Un");
    const second = put(depot, "Deux");
    const { url } = await serveProcess(depot, "--suivre", "0", "--admin-jeton-fichier", tokenFile);
    expect(await servedId(url)).toBe(second);
    const back = async () =>
      fetch(`${url}/admin/retour`, { method: "POST", headers: { authorization: `Bearer ${token}` } });
    const response = await back();
    expect(await response.json()).toEqual({ outcome: "swapped", dataset: first, reason: null });
    expect(await servedId(url)).toBe(first);
    const refused = await back();
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { outcome: "failed", dataset: first },
    ]);
    expect(await servedId(url)).toBe(first);
  });

  test("leaves a version out that cannot be read, says so once, and takes the next", async () => {
    const depot = join(tempFolder(), "depot");
    const first = put(depot, "Un");
    const { url, says, said } = await serveProcess(depot, "--suivre", "1");
    put(depot, "Abîmé", damageRecords);
    await says("the dataset in service stays: ");
    expect(await servedId(url)).toBe(first);
    const next = put(depot, "Trois");
    await says("Trois : servi désormais");
    expect(await servedId(url)).toBe(next);
    expect(said().split("the dataset in service stays").length).toBe(2);
  });

  test("serves a depot over HTTP, follows it, and starts without it", async () => {
    const folder = tempFolder();
    const [depot, cache] = [join(folder, "depot"), join(folder, "cache")];
    const first = put(depot, "Un");
    const store = await faultyStore(depot);
    const options = ["--cache", cache, "--suivre", "1"];
    const { url, says, child } = await serveProcess(store.address, ...options);
    expect(await servedId(url)).toBe(first);
    const second = put(depot, "Deux");
    await says("Deux : servi désormais");
    expect(await servedId(url)).toBe(second);
    await store.goAway();
    await says("the dataset in service stays: ");
    expect(await servedId(url)).toBe(second);
    child.kill("SIGKILL");
    const again = await serveProcess(store.address, ...options);
    expect(again.said()).toContain("the store is away");
    expect(await servedId(again.url)).toBe(second);
    const third = put(depot, "Trois");
    await store.comeBack();
    await again.says("Trois : servi désormais");
    expect(await servedId(again.url)).toBe(third);
  });
});

import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test } from "vitest";

import { identify, type Manifest, readManifest } from "../../../../data/bundle/manifest.ts";
import type { Check } from "../../../../data/bundle/verify-dataset.ts";
import { verifyFiles } from "../../../../data/bundle/verify-files.ts";
import { writeBundle } from "../../../../data/bundle/write-bundle.ts";
import { DepotWriter } from "../../../../data/depot/depot-writer.ts";
import { RemoteDepot } from "../../../../data/depot/remote/remote-depot.ts";
import { storeAddress } from "../../../../data/depot/remote/store-address.ts";
import {
  cutAfter,
  drip,
  type FaultyStore,
  faultyStore,
  ignoreRange,
  stall,
  status,
  tooMuch,
  wrongBytes,
} from "../../../helpers/faulty-store.ts";
import { tempFolder } from "../../../helpers/temp-folder.ts";
import { sampleDataset } from "../../bundle/sample-dataset.ts";

const PATIENCE = {
  tries: 3,
  firstPauseMilliseconds: 5,
  longestPauseMilliseconds: 20,
  longestAskedMilliseconds: 1000,
  // A busy machine is silent for longer than a fast test would like.
  stallMilliseconds: 1500,
};
const NETWORK = /jeux\/.*\/network-/u;

interface Mirror {
  readonly depot: string;
  readonly store: FaultyStore;
  readonly cache: string;
  readonly told: string[];
  /** Another reader of the same store and cache. */
  readonly open: () => RemoteDepot;
  /** Puts a version in service at the store. */
  readonly serve: (name: string) => string;
}

async function mirror(): Promise<Mirror> {
  const folder = tempFolder();
  const depot = join(folder, "depot");
  const cache = join(folder, "cache");
  const serve = (name: string): string => {
    const writer = DepotWriter.open(depot);
    const sample = sampleDataset({ name });
    const structures = sample.structures.map((one) => ({ ...one, name }));
    writeBundle(writer.buildFolder, { ...sample, structures });
    const { id } = writer.put(writer.buildFolder);
    writer.serve(id, new Date());
    writer.close();
    return id;
  };
  serve("Un");
  const store = await faultyStore(depot);
  const told: string[] = [];
  const open = (): RemoteDepot => {
    const remote = new RemoteDepot({
      address: store.address,
      cache,
      agent: "trente/test",
      patience: PATIENCE,
      tell: (line) => void told.push(line),
    });
    onTestFinished(async () => remote.close());
    return remote;
  };
  return { depot, store, cache, told, open, serve };
}

function troublesIn(cache: string, id: string): readonly Check[] {
  return verifyFiles(join(cache, "jeux", id)).filter(({ trouble }) => trouble !== null);
}

/** Neither beginnings nor locks. */
function filesIn(cache: string): string[] {
  return readdirSync(join(cache, "fichiers")).filter((entry) => !/^[0-9a-f]{64}$/u.test(entry));
}

describe("a depot behind a static server", () => {
  test("is read whole, once, and afterwards from the cache", async () => {
    const { store, cache, open, serve } = await mirror();
    const id = serve("Deux");
    const remote = open();
    expect((await remote.load()).id).toBe(id);
    expect(troublesIn(cache, id)).toEqual([]);
    const { length } = store.asked;
    expect((await open().load()).id).toBe(id);
    expect(store.asked.slice(length)).toEqual(["courant.json"]);
    expect(filesIn(cache)).toEqual([]);
  });

  test("is followed with a question that carries nothing while nothing changes", async () => {
    const { store, open, serve } = await mirror();
    const remote = open();
    const first = await remote.currentId();
    let seen = 0;
    store.fail(/courant\.json/u, (request, response) => {
      seen++;
      expect(request.headers["if-none-match"]).toBeDefined();
      response.writeHead(304).end();
    });
    expect(await remote.currentId()).toBe(first);
    expect(seen).toBe(1);
    const second = serve("Deux");
    expect(await remote.currentId()).toBe(second);
  });

  test("is given up where what is in service comes in drops", async () => {
    const { store, open } = await mirror();
    store.fail(/courant/u, drip);
    const remote = open();
    await expect(remote.currentId()).rejects.toMatchObject({ code: "store.unavailable" });
    expect(await remote.currentId()).toMatch(/^[0-9a-f]{16}$/u);
  }, 15_000);

  test("sends of a new version only what the one before does not have", async () => {
    const { depot, store, open, serve } = await mirror();
    const remote = open();
    const first = (await remote.load()).id;
    const second = serve("Deux");
    const known = new Set(
      Object.values(readManifest(join(depot, "jeux", first)).files).map(({ sha256 }) => sha256),
    );
    const changed = Object.values(readManifest(join(depot, "jeux", second)).files).filter(
      ({ sha256 }) => !known.has(sha256),
    );
    expect(changed.map(({ file }) => file)).toEqual([expect.stringMatching(/^records-/u)]);
    const { length } = store.asked;
    expect((await remote.load()).id).toBe(second);
    expect(store.asked.slice(length).sort()).toEqual(
      [
        "courant.json",
        `jeux/${second}/manifest.json`,
        ...changed.map(({ file }) => `jeux/${second}/${file}`),
      ].sort(),
    );
  });

  test("is gone on with where a download was cut, in this process and by the next", async () => {
    const { store, cache, open, serve } = await mirror();
    const id = serve("Deux");
    store.fail(NETWORK, cutAfter(100), cutAfter(50));
    expect((await open().load()).id).toBe(id);
    const asked = store.asked.filter((path) => NETWORK.test(path)).map((path) => path.split(" ")[1]);
    expect(asked[0]).toBeUndefined();
    // How much of what was sent before a cut arrives is the network's affair.
    expect(asked.slice(1).every((range) => range === undefined || /^bytes=\d+-$/u.test(range))).toBe(true);
    expect(asked.length).toBe(3);
    expect(troublesIn(cache, id)).toEqual([]);
  });

  test("is gone on with from what a killed process has left", async () => {
    const { depot, store, cache, open } = await mirror();
    const { id } = await open().load();
    const { sha256, file } = readManifest(join(depot, "jeux", id)).files["network"];
    rmSync(join(cache, "jeux"), { recursive: true });
    const place = join(cache, "fichiers", sha256);
    cpSync(place, `${place}.part`);
    rmSync(place);
    truncateSync(`${place}.part`, 200);
    const { length } = store.asked;
    await open().load();
    expect(store.asked.slice(length)).toContain(`jeux/${id}/${file} bytes=200-`);
    expect(troublesIn(cache, id)).toEqual([]);
  });

  test("is downloaded anew where a beginning was bad, or the server knows no ranges", async () => {
    const { depot, store, cache, open } = await mirror();
    const { id } = await open().load();
    const { sha256 } = readManifest(join(depot, "jeux", id)).files["network"];
    const place = join(cache, "fichiers", sha256);
    for (const fault of [null, ignoreRange]) {
      rmSync(join(cache, "jeux"), { recursive: true });
      rmSync(place);
      writeFileSync(`${place}.part`, "autre chose");
      if (fault !== null) store.fail(NETWORK, fault);
      expect((await open().load()).id).toBe(id);
      expect(troublesIn(cache, id)).toEqual([]);
    }
  });

  test.each([
    ["slow to the point of silence", stall],
    ["busy", status(503)],
    ["broken for a moment", status(500)],
    ["of another opinion about the range", status(416)],
  ])("is asked again where it is %s", async (_words, fault) => {
    const { store, cache, open } = await mirror();
    store.fail(NETWORK, fault);
    const { id } = await open().load();
    expect(troublesIn(cache, id)).toEqual([]);
  });

  test("is refused where its bytes are not what its manifest says, and nothing of them stays", async () => {
    const { store, cache, open } = await mirror();
    store.fail(NETWORK, wrongBytes);
    await expect(open().load()).rejects.toMatchObject({
      code: "store.hash",
      message: expect.stringMatching(
        /^http:.*network-.*: got a file of sha256 [0-9a-f]{64}, expected/u,
      ) as unknown,
    });
    expect(filesIn(cache)).toEqual([]);
    expect((await open().load()).name).toBe("Un");
  });

  test("is refused where a file is longer than it says, absent, or the manifest is another's", async () => {
    const { depot, store, open } = await mirror();
    store.fail(NETWORK, tooMuch);
    await expect(open().load()).rejects.toMatchObject({ code: "store.length" });
    store.fail(NETWORK, status(404));
    await expect(open().load()).rejects.toMatchObject({ code: "store.absent" });
    store.fail(/courant/u, status(200));
    await expect(open().load()).rejects.toMatchObject({ code: "depot.current.form" });
    const id = JSON.parse(readFileSync(join(depot, "courant.json"), "utf8")) as { id: string };
    const path = join(depot, "jeux", id.id, "manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    for (const network of [{ ...manifest.files["network"], file: "../../../evil.bin" }, null, "evil.bin"]) {
      const evil = { ...manifest, files: { ...manifest.files, network } } as unknown as Manifest;
      const forged = identify(evil);
      writeFileSync(path, JSON.stringify({ ...evil, id: forged }));
      await expect(open().load()).rejects.toMatchObject({ code: "store.manifest" });
      cpSync(join(depot, "jeux", id.id), join(depot, "jeux", forged), { recursive: true });
      writeFileSync(join(depot, "courant.json"), JSON.stringify({ id: forged, since: "2026" }));
      await expect(open().load()).rejects.toThrow(`names a file ${JSON.stringify(network)}`);
      writeFileSync(join(depot, "courant.json"), JSON.stringify({ id: id.id, since: "2026" }));
    }
  });

  test("may be away once a version is in the cache, and not before", async () => {
    const { store, told, open, serve } = await mirror();
    await store.goAway();
    await expect(open().load()).rejects.toMatchObject({ code: "store.unavailable" });
    await store.comeBack();
    const { id } = await open().load();
    await store.goAway();
    const remote = open();
    expect((await remote.load()).id).toBe(id);
    expect(told.at(-1)).toContain("the store is away");
    await expect(remote.currentId()).rejects.toMatchObject({ code: "store.unavailable" });
    await store.comeBack();
    const next = serve("Deux");
    expect(await remote.currentId()).toBe(next);
    expect((await remote.load()).id).toBe(next);
  });

  test.each([
    ["a page instead of what is in service", /courant/u, status(200), "the store is away"],
    ["no manifest of its version", /manifest/u, status(404), "cannot be had whole"],
  ])("that has %s does not keep a server from starting with the version before", async (...row) => {
    const [, path, fault, words] = row;
    const { store, told, open, serve } = await mirror();
    const running = open();
    const { id } = await running.load();
    const next = serve("Deux");
    store.fail(path, fault);
    const starting = open();
    expect((await starting.load()).id).toBe(id);
    expect(told).toEqual([expect.stringContaining(words)]);
    // Who has something in service keeps it without reading it again, and hears why.
    for (const one of [running, starting]) {
      store.fail(path, fault);
      await expect(one.load()).rejects.toThrow("http");
    }
    expect((await starting.load()).id).toBe(next);
  });

  test.skipIf(!existsSync("/dev/full"))(
    "does not keep a server from starting where the disk has no room for its version",
    async () => {
      const { depot, cache, told, open, serve } = await mirror();
      const running = open();
      const { id } = await running.load();
      const next = serve("Deux");
      const { sha256 } = readManifest(join(depot, "jeux", next)).files["records"];
      symlinkSync("/dev/full", join(cache, "fichiers", `${sha256}.part`));
      expect((await open().load()).id).toBe(id);
      expect(told).toEqual([expect.stringContaining(`${cache}: cannot keep what is downloaded: ENOSPC`)]);
      await expect(running.load()).rejects.toMatchObject({ code: "store.cache" });
    },
  );

  test("that is away is not taken for another that the cache was used for", async () => {
    const { store, cache, open } = await mirror();
    await open().load();
    const other = await mirror();
    await other.store.goAway();
    const { address } = other.store;
    const remote = new RemoteDepot({ address, cache, agent: "trente/test", patience: PATIENCE, tell() {} });
    onTestFinished(async () => remote.close());
    await expect(remote.load()).rejects.toMatchObject({ code: "store.unavailable" });
    await store.goAway();
    expect((await open().load()).name).toBe("Un");
  });

  test("is served though its cache cannot be tidied", async () => {
    const { cache, told, open } = await mirror();
    mkdirSync(join(cache, "courant.json", "plein"), { recursive: true });
    expect((await open().load()).name).toBe("Un");
    expect(told.at(-1)).toContain("cannot be tidied");
  });

  test("leaves nothing of a version whose removal was interrupted", async () => {
    const { cache, open } = await mirror();
    await open().load();
    mkdirSync(join(cache, "jeux", ".old-1"));
    await open().load();
    expect(readdirSync(join(cache, "jeux"))).not.toContain(".old-1");
  });

  test("is fetched again where the cache has lost something", async () => {
    const { cache, told, open } = await mirror();
    const { id } = await open().load();
    const bundle = join(cache, "jeux", id);
    const { file } = readManifest(bundle).files["network"];
    const bytes = readFileSync(join(bundle, file));
    bytes[bytes.length - 9] ^= 1;
    writeFileSync(join(bundle, file), bytes);
    expect((await open().load()).id).toBe(id);
    expect(told.at(-1)).toContain("the cache is damaged");
    expect(troublesIn(cache, id)).toEqual([]);
  });

  test("is downloaded once by readers who come at once", async () => {
    const { store, open } = await mirror();
    await Promise.all(Array.from({ length: 5 }, async () => open().load()));
    const files = store.asked.filter((path) => path.endsWith(".bin") || path.includes("/records-"));
    expect(new Set(files).size).toBe(files.length);
  });

  test("leaves two versions in the cache, and files of those alone", async () => {
    const { cache, open, serve } = await mirror();
    const remote = open();
    const ids = [(await remote.load()).id];
    for (const name of ["Deux", "Trois", "Quatre"]) {
      age(cache);
      serve(name);
      ids.push((await remote.load()).id);
    }
    age(cache);
    await remote.load();
    expect(readdirSync(join(cache, "jeux")).sort()).toEqual(ids.slice(-2).sort());
    const named = ids.slice(-2).flatMap((id) => Object.values(readManifest(join(cache, "jeux", id)).files));
    expect(readdirSync(join(cache, "fichiers")).sort()).toEqual(
      [...new Set(named.map(({ sha256 }) => sha256))].sort(),
    );
  });
});

/** All that is in a cache is hours older, in the order in which it came. */
function age(cache: string): void {
  for (const folder of ["jeux", "fichiers"]
    .map((name) => join(cache, name))
    .filter((name) => existsSync(name))) {
    for (const path of readdirSync(folder).map((entry) => join(folder, entry))) {
      const before = new Date(statSync(path).mtimeMs - 3 * 3_600_000);
      utimesSync(path, before, before);
    }
  }
}

describe("the address of a store", () => {
  test("ends with a slash, and has nothing that a depot's has not", () => {
    expect(storeAddress("https://hote.exemple/depot")).toBe("https://hote.exemple/depot/");
    for (const text of ["https://", "https://u:p@hote/", "https://hote/?a=1", "https://hote/#a"]) {
      expect(() => storeAddress(text)).toThrow("expected the address of a depot");
    }
  });
});

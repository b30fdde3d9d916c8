import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { describe, expect, onTestFinished, test, vi } from "vitest";

import { openFolder, writeLabel } from "../../../isochrones/engines/valhalla/folder.ts";
import { installPackage } from "../../../isochrones/engines/valhalla/install.ts";
import { loadValhalla } from "../../../isochrones/engines/valhalla/package.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";

/** A folder that looks like a build; its tiles are not Valhalla's. */
async function builtFolder(): Promise<string> {
  const folder = join(tempFolder(), "corse");
  mkdirSync(join(folder, "tiles", "2", "000"), { recursive: true });
  writeFileSync(join(folder, "tiles", "2", "000", "001.gph"), "twelve bytes");
  await writeLabel(folder);
  return folder;
}

function changeLabel(folder: string, changes: object): void {
  const path = join(folder, "valhalla.json");
  const config = JSON.parse(readFileSync(path, "utf8")) as { trente: object };
  writeFileSync(path, JSON.stringify({ ...config, trente: { ...config.trente, ...changes } }));
}

describe("a folder of tiles", () => {
  test("is opened wherever it was moved, under its own name alone", async () => {
    const folder = await builtFolder();
    const moved = join(tempFolder(), "ailleurs");
    renameSync(folder, moved);
    const { name, config } = await openFolder(`${moved}/`);
    expect(name).toBe("ailleurs");
    expect(JSON.parse(config)).toMatchObject({ mjolnir: { tile_dir: join(moved, "tiles") } });
    expect(readFileSync(join(moved, "valhalla.json"), "utf8")).not.toContain(folder);
  });

  test("is refused in one line where it is absent, of another kind, or no folder", async () => {
    const empty = tempFolder();
    const other = tempFolder();
    writeFileSync(join(other, "valhalla.json"), '{"mjolnir":{}}');
    const file = join(empty, "fichier");
    writeFileSync(file, "");
    for (const path of [join(empty, "none"), empty, other, file]) {
      await expect(openFolder(path)).rejects.toThrow(
        `${path}: got no Valhalla tiles, expected a folder of trente valhalla build`,
      );
    }
  });

  test("is refused where its configuration is cut", async () => {
    const folder = await builtFolder();
    writeFileSync(join(folder, "valhalla.json"), '{"trente":');
    await expect(openFolder(folder)).rejects.toThrow("valhalla.json: is not JSON: build again");
  });

  test("is refused where another version or format wrote it", async () => {
    const folder = await builtFolder();
    changeLabel(folder, { valhallaVersion: "3.5.0" });
    await expect(openFolder(folder)).rejects.toThrow("got tiles of Valhalla 3.5.0, format 1, expected 3.6.1");
    changeLabel(folder, { valhallaVersion: "3.6.1", format: 2 });
    await expect(openFolder(folder)).rejects.toThrow("format 2, expected 3.6.1, 1: build again");
  });

  test("is refused where tiles are missing or cut, which the library would not tell", async () => {
    const folder = await builtFolder();
    const tile = join(folder, "tiles", "2", "000", "001.gph");
    writeFileSync(tile, "eleven byte");
    await expect(openFolder(folder)).rejects.toThrow("got 1 tiles of 11 bytes, expected 1 of 12: copy or");
    renameSync(tile, `${tile}.part`);
    await expect(openFolder(folder)).rejects.toThrow("got 0 tiles of 0 bytes, expected 1 of 12");
  });
});

/** Puts a program named npm first on the path, or nothing at all. */
function useNpm(script: string | null): void {
  const folder = tempFolder();
  if (script !== null) {
    const program = join(folder, "npm");
    writeFileSync(program, `#!/bin/sh\n${script}\n`);
    chmodSync(program, 0o755);
  }
  vi.stubEnv("npm_execpath", "");
  vi.stubEnv("PATH", script === null ? folder : `${folder}:${process.env["PATH"] ?? ""}`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
}

describe("the package", () => {
  test("is refused on systems that it has no binary for, before anything is installed", async () => {
    const cacheFolder = join(tempFolder(), "cache");
    await expect(loadValhalla({ cacheFolder, platform: "win32-x64" })).rejects.toThrow(
      "valhalla: cannot run on win32-x64, expected linux-x64, linux-arm64, darwin-arm64",
    );
    expect(existsSync(cacheFolder)).toBe(false);
  });

  test("is installed by exact version and hash, without scripts, and is whole or absent", async () => {
    useNpm(
      'echo "$@" > arguments && mkdir -p node_modules/paquet && cp package-lock.json node_modules/paquet',
    );
    const home = join(tempFolder(), "engines", "paquet-1.2.3");
    await installPackage(home, "paquet", "1.2.3", "sha512-abc", undefined);
    expect(readFileSync(join(home, "arguments"), "utf8")).toContain("ci --ignore-scripts");
    expect(
      JSON.parse(readFileSync(join(home, "node_modules", "paquet", "package-lock.json"), "utf8")),
    ).toMatchObject({
      packages: { "node_modules/paquet": { version: "1.2.3", integrity: "sha512-abc" } },
    });
    expect(readdirSync(join(home, ".."))).toEqual(["paquet-1.2.3"]);
    // Again, as another process would that began at the same time.
    await installPackage(home, "paquet", "1.2.3", "sha512-abc", undefined);
    expect(readdirSync(join(home, ".."))).toEqual(["paquet-1.2.3"]);
  });

  test("that npm cannot get is told in one line, with npm's reason, and leaves nothing", async () => {
    useNpm("printf 'npm error code ENOTFOUND\\nnpm error network request failed\\n' >&2; exit 1");
    const engines = join(tempFolder(), "engines");
    await expect(installPackage(join(engines, "p"), "p", "1.0.0", "sha512-abc", undefined)).rejects.toThrow(
      /^valhalla: npm could not install the engine \(network request failed\)$/u,
    );
    expect(readdirSync(engines)).toEqual([]);
  });

  test("cannot be installed without npm", async () => {
    useNpm(null);
    await expect(
      installPackage(join(tempFolder(), "p"), "p", "1.0.0", "sha512-abc", undefined),
    ).rejects.toThrow("valhalla: npm is not on the path; it is needed to install the engine");
  });

  test("that is being installed is given up at Ctrl-C", async () => {
    useNpm("sleep 20");
    const engines = join(tempFolder(), "engines");
    const reason = new Error("enough");
    const ending = new AbortController();
    const installing = installPackage(join(engines, "p"), "p", "1.0.0", "sha512-abc", ending.signal);
    setTimeout(() => ending.abort(reason), 100);
    await expect(installing).rejects.toBe(reason);
    expect(readdirSync(engines)).toEqual([]);
  });
});

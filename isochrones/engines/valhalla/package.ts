import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

import { EngineError } from "../engine-error.ts";
import { installPackage } from "./install.ts";

/** The one version that the engine is written and tested for. */
export const VALHALLA_VERSION = "3.6.1";
export const VALHALLA_PACKAGE = "@valhallajs/valhallajs";
/** Of the package's archive, as the npm registry publishes it: what is installed is that or nothing. */
const INTEGRITY =
  "sha512-od2CkY58XW2Frf2/6KTaqgd567XwGKkwFu4ga4YjYOAdu0u3aJIODEr6zlY6sSKW3qGylW1wwg3joZHidIbaiw==";

/** Systems that the package has binaries for; on Linux they want glibc. */
const PLATFORMS = ["linux-x64", "linux-arm64", "darwin-arm64"];

/** The library's questions, each a JSON text for a JSON text. They run beside the main thread. */
export interface ValhallaActor {
  locate(query: string): Promise<string>;
  matrix(query: string): Promise<string>;
  route(query: string): Promise<string>;
  isochrone(query: string): Promise<string>;
}

/** The package, loaded. */
export interface Valhalla {
  /** Opens tiles. @param config JSON of `valhallaConfig` */
  openActor(config: string): ValhallaActor;
  /** The program that makes tiles from PBF files. */
  readonly tileBuilder: string;
}

export interface LoadOptions {
  /** Folder for packages that are installed when they are first asked for. */
  readonly cacheFolder: string;
  /** false to take it only where it is installed already; true unless told. */
  readonly mayInstall?: boolean;
  /** Told before the package is installed, which takes some seconds. */
  readonly onInstall?: () => void;
  readonly signal?: AbortSignal | undefined;
  /** `platform-arch` of this machine, unless a test says another. */
  readonly platform?: string;
}

/**
 * Loads the package: one that was installed in the project itself (`npm install --no-save`), else the one in the
 * cache, which is installed there the first time.
 *
 * @throws EngineError where it cannot run, cannot be installed, or is of another version in the project
 */
export async function loadValhalla(options: LoadOptions): Promise<Valhalla> {
  const { cacheFolder, mayInstall = true, platform = `${process.platform}-${process.arch}` } = options;
  if (!PLATFORMS.includes(platform)) {
    throw new EngineError(
      "engine.valhalla.platform",
      "valhalla",
      `cannot run on ${platform}, expected ${PLATFORMS.join(", ")}`,
    );
  }
  const own = findInProject();
  if (own !== null) return load(own, platform);
  const home = join(cacheFolder, `valhalla-${VALHALLA_VERSION}`);
  const folder = join(home, "node_modules", VALHALLA_PACKAGE);
  if (!existsSync(join(folder, "package.json"))) {
    if (!mayInstall) {
      throw new EngineError("engine.valhalla.absent", "valhalla", `${VALHALLA_PACKAGE} is not installed`);
    }
    options.onInstall?.();
    await installPackage(home, VALHALLA_PACKAGE, VALHALLA_VERSION, INTEGRITY, options.signal);
  }
  return load(folder, platform);
}

/** Upwards from here, as Node itself looks for packages. */
function findInProject(): string | null {
  const paths = createRequire(import.meta.url).resolve.paths(VALHALLA_PACKAGE) ?? [];
  const folders = paths.map((path) => join(path, VALHALLA_PACKAGE));
  return folders.find((folder) => existsSync(join(folder, "package.json"))) ?? null;
}

function load(folder: string, platform: string): Valhalla {
  const manifest = join(folder, "package.json");
  const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version?: unknown };
  if (version !== VALHALLA_VERSION) {
    throw new EngineError(
      "engine.valhalla.version",
      "valhalla",
      `got version ${String(version)} of ${VALHALLA_PACKAGE}, expected ${VALHALLA_VERSION}`,
    );
  }
  const loaded = requireModule(manifest);
  return {
    openActor: (config) => new loaded.Actor(config),
    tileBuilder: join(dirname(manifest), ...platform.split("-"), "valhalla_build_tiles"),
  };
}

interface LoadedModule {
  readonly Actor: new (config: string) => ValhallaActor;
}

function requireModule(manifest: string): LoadedModule {
  const cannot = (why: string, cause?: unknown): EngineError =>
    new EngineError("engine.valhalla.load", "valhalla", `the native library does not load here: ${why}`, {
      cause,
    });
  let loaded: unknown;
  try {
    loaded = createRequire(manifest)(".");
  } catch (error) {
    // A C library of another kind or age is said in the first line; the others are Node's stack.
    const [why] = (error instanceof Error ? error.message : String(error)).split("\n", 1);
    throw cannot(why, error);
  }
  if (typeof loaded !== "object" || loaded === null || !("Actor" in loaded)) throw cannot("it has no Actor");
  return loaded as LoadedModule;
}

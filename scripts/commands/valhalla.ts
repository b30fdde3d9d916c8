import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { mergePbfFiles } from "../../data/osm/merge-pbf.ts";
import { PbfFile } from "../../data/osm/pbf/pbf-reader.ts";
import {
  type BuildStep,
  buildTiles,
  checkReplaceable,
} from "../../isochrones/engines/valhalla/build-tiles.ts";
import type { FolderLabel } from "../../isochrones/engines/valhalla/folder.ts";
import { loadValhalla, VALHALLA_VERSION } from "../../isochrones/engines/valhalla/package.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import { count, megabytes } from "../cli/french.ts";
import { suggestion } from "../cli/nearest-word.ts";
import { installOptions } from "../cli/open-engine.ts";
import { listOption, readOptions, requiredOption } from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const STEP_NAMES: Readonly<Record<BuildStep, string>> = {
  ways: "lecture des voies",
  relations: "lecture des relations",
  nodes: "lecture des nœuds",
  tiles: "construction des tuiles",
  enhance: "vitesses et carrefours",
  hierarchy: "hiérarchie des routes",
  validate: "vérification des tuiles",
};

export const valhallaCommand: Command = {
  name: "valhalla",
  summary: "valhalla build fabrique les tuiles de Valhalla, pour --engine valhalla:DIR",
  usage: `  --osm FICHIER     réseau routier, OSM PBF (obligatoire, répétable : fusionnés par identifiant)
  --out DIR         dossier des tuiles (obligatoire) ; un dossier de tuiles existant est remplacé d’un coup

trente valhalla build --osm corse.osm.pbf --out jeux/corse-valhalla
Valhalla ${VALHALLA_VERSION} est installé la première fois, par npm, dans ~/.cache/trente (Linux x64 ou arm64, macOS arm64).`,
  async run(args, terminal) {
    const [action, ...rest] = args;
    if (action !== "build") {
      const got = action === undefined ? "the action is missing" : `unknown action "${action}"`;
      throw new UsageError(`${got}${suggestion(action ?? "", ["build"]) || ", expected build"}`);
    }
    const values = readOptions(rest, {
      osm: { type: "string", multiple: true },
      out: { type: "string" },
    });
    const osm = listOption(values, "osm");
    if (osm.length === 0) throw new UsageError("option --osm is missing");
    await build(osm, requiredOption(values, "out"), terminal);
  },
};

async function build(osm: readonly string[], out: string, terminal: Terminal): Promise<void> {
  await checkReplaceable(out);
  // Valhalla's builder dies of a file that is none.
  for (const path of osm) await (await PbfFile.open(path)).close();
  const { signal } = terminal;
  const label = await withProgress(terminal, async (progress) => {
    const valhalla = await loadValhalla(installOptions({ progress, signal }));
    const onStep = (step: BuildStep): void => progress.stage(STEP_NAMES[step]);
    const make = async (file: string): Promise<FolderLabel> =>
      buildTiles(valhalla, { osm: file, out, onStep, signal });
    if (osm.length === 1) return make(osm[0]);
    progress.stage("fusion des fichiers");
    return withMerged(osm, signal, make);
  });
  const tiles = `${count(label.tileCount)} tuiles, ${megabytes(label.tileBytes)}`;
  await terminal.out(`Tuiles de Valhalla ${VALHALLA_VERSION} : ${tiles}\n`);
}

/** Neighbouring extracts share objects, which Valhalla's builder would take twice. */
async function withMerged<Result>(
  paths: readonly string[],
  signal: AbortSignal,
  work: (path: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "trente-fusion-"));
  try {
    const merged = join(folder, "routes.osm.pbf");
    await mergePbfFiles(paths, merged, signal);
    return await work(merged);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

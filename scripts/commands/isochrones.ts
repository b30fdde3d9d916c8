import { POLYGONS, TIMES } from "../../data/export/isochrones/isochrone-folder.ts";
import { type WrittenIsochrones, writeIsochrones } from "../../data/export/isochrones/write-isochrones.ts";
import { readBundle } from "../../data/bundle/read-bundle.ts";
import { withDataset } from "../../data/depot/resolve-dataset.ts";
import { InputError } from "../../data/input-error.ts";
import { type Command } from "../cli/command.ts";
import { count, countOf, megabytes } from "../cli/french.ts";
import { readOptions, requiredOption, wholeNumberOption } from "../cli/options.ts";
import { OPEN_ON_USAGE, readSelection, readSeveralMinutes } from "../cli/selection-options.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const MAX_THREADS = 256;
/** Failed structures that are named. */
const NAMED = 5;

export const isochronesCommand: Command = {
  name: "isochrones",
  summary: "les zones de toutes les structures, et les temps de leurs carreaux",
  usage: `  --dataset DIR         jeu de données ou dépôt (obligatoire)
  --out DIR             dossier du résultat (obligatoire) ; un calcul interrompu y reprend où il en était
  --minutes LISTE       seuils en minutes, 30 par défaut ; les temps vont jusqu’au plus long
  --exclure LISTE       types ou formats non comptés : bus,itinerante,antenne,principal,fixe,multisite
  --au AAAA-MM-JJ       réseau des structures labellisées à cette date
${OPEN_ON_USAGE}
  --threads N           calculs en parallèle, un par cœur par défaut

${POLYGONS}  une zone par ligne (GeoJSON), que QGIS et R (sf) ouvrent tel quel
${TIMES}/*.parquet      une ligne par structure et carreau : structure, crs, cote, nord, est, decisecondes ; l’identifiant officiel d’un carreau est CRS{crs}RES{cote}mN{nord}E{est} ; R : arrow::open_dataset("${TIMES}")
manifest.json         sources, paramètres, et ce qui est fait`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      out: { type: "string" },
      minutes: { type: "string" },
      exclure: { type: "string" },
      au: { type: "string" },
      "ouvert-le": { type: "string" },
      threads: { type: "string" },
    });
    const bundle = requiredOption(values, "dataset");
    const out = requiredOption(values, "out");
    const minutes = readSeveralMinutes(values).sort((a, b) => a - b);
    const selection = readSelection(values);
    const threads = wholeNumberOption(values, "threads", undefined, [1, MAX_THREADS]);
    const dataset = withDataset(bundle, readBundle);
    const { signal } = terminal;
    const written = await withProgress(terminal, async (progress) =>
      writeIsochrones(dataset, { out, minutes, selection, threads, progress, signal }),
    );
    await terminal.out(summaryOf(written));
    if (written.failed.length > 0) throw failureOf(out, written);
  },
};

function summaryOf({ found, drawn, cellCount, bytes }: WrittenIsochrones): string {
  const before = found > 0 ? `, ${countOf(found, "déjà là", "déjà là")}` : "";
  return `Isochrones : ${countOf(drawn, "structure", "structures")}${before} ; ${count(cellCount)} temps de carreaux, ${megabytes(bytes)}\n`;
}

function failureOf(out: string, { failed, found, drawn }: WrittenIsochrones): InputError {
  const named = failed.slice(0, NAMED).map(({ structure, cause }) => `${structure.id} (${cause.message})`);
  const more = failed.length > NAMED ? ` and ${failed.length - NAMED} more` : "";
  return new InputError(
    "isochrones.failed",
    out,
    `got ${found + drawn} structures, expected ${found + drawn + failed.length}: ${named.join(", ")}${more} failed twice; the same command tries them again`,
  );
}

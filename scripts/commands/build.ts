import { type BuildResult, buildDataset, DEFAULT_MIN_COMPONENT } from "../../data/build-dataset.ts";
import { CAR_PROFILES } from "../../data/osm/car-profile.ts";
import type { IssueCount } from "../../isochrones/model/provenance.ts";
import { type Command, UsageError } from "../cli/command.ts";
import { inOneLine } from "../cli/error-text.ts";
import { count, megabytes, megabytesOfMemory } from "../cli/french.ts";
import { folded } from "../cli/layout.ts";
import {
  listOption,
  readChoice,
  readOptions,
  requiredOption,
  textOption,
  wholeNumberOption,
} from "../cli/options.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const FROM_ZERO = [0, Number.MAX_SAFE_INTEGER] as const;

const SEVERITIES: Readonly<Record<IssueCount["severity"], string>> = {
  error: "erreur",
  warning: "attention",
  info: "pour information",
};

export const buildCommand: Command = {
  name: "build",
  summary: "fabrique un jeu de données à partir des fichiers officiels",
  usage: `  --osm FICHIER         réseau routier, OSM PBF (obligatoire, répétable : fusionnés par identifiant)
  --structures FICHIER  liste des France services, CSV ou GeoJSON officiel (répétable)
  --indicateurs CSV     qualité par structure : id_fs, taux_realisation, part_sans_reorientation,
                        satisfaction (répétable)
  --population FICHIER  carreaux Insee ou Eurostat : CSV, .gz, .zip, Parquet (répétable)
  --communes FICHIER    contours des communes, GeoJSON (répétable)
  --territoire REF      carreaux et communes à garder, dep:2A ou reg:94 (répétable) ; routes et structures d’au-delà de la limite restent et comptent
  --profile NOM         voiture d’OSRM 6.0 (car, par défaut) ou d’OSRM 26.9 (car-26.9)
  --min-component N     taille minimale, en arcs, d’un morceau de réseau qui reçoit des points (${DEFAULT_MIN_COMPONENT})
  --out DIR             dossier du jeu de données (obligatoire) ; un jeu existant est remplacé d’un coup`,
  async run(args, terminal) {
    const file = { type: "string", multiple: true } as const;
    const values = readOptions(args, {
      osm: file,
      structures: file,
      indicateurs: file,
      population: file,
      communes: file,
      territoire: file,
      profile: { type: "string" },
      "min-component": { type: "string" },
      out: { type: "string" },
    });
    const osm = listOption(values, "osm");
    if (osm.length === 0) throw new UsageError("option --osm is missing");
    const minComponent = wholeNumberOption(values, "min-component", DEFAULT_MIN_COMPONENT, FROM_ZERO);
    const profile = CAR_PROFILES.get(
      readChoice("profile", textOption(values, "profile") ?? "car", [...CAR_PROFILES.keys()]),
    );
    const out = requiredOption(values, "out");
    const result = await withProgress(terminal, async (progress) =>
      buildDataset({
        osm,
        structures: listOption(values, "structures"),
        indicators: listOption(values, "indicateurs"),
        population: listOption(values, "population"),
        communes: listOption(values, "communes"),
        territories: listOption(values, "territoire"),
        minComponent,
        ...(profile === undefined ? {} : { profile }),
        out,
        progress,
        signal: terminal.signal,
      }),
    );
    await terminal.out(summaryOf(result));
  },
};

function summaryOf({ manifest, counts }: BuildResult): string {
  const bytes = Object.values(manifest.files).reduce((sum, file) => sum + file.bytes, 0);
  const lines = [
    `Jeu de données ${manifest.id} : ${manifest.name}${manifest.fictitious ? " (données fictives)" : ""}`,
    `  réseau      ${count(counts.junctions)} carrefours, ${count(counts.edges)} arcs, ${count(counts.turns)} mouvements`,
    `  structures  ${count(counts.structures)} sur le réseau`,
    `  population  ${count(counts.people)} habitants, ${count(counts.cells)} carreaux, ${count(counts.communes)} communes`,
    `  taille      ${megabytes(bytes)} ; mémoire au plus ${megabytesOfMemory()}`,
  ];
  if (manifest.issues.length > 0) lines.push("Relevé des données :", ...manifest.issues.map(issueLine));
  return `${lines.join("\n")}\n`;
}

function issueLine({ code, severity, count: times, examples }: IssueCount): string {
  const example = examples.length > 0 ? `, par exemple ${inOneLine(examples[0])}` : "";
  return folded(`  ${code} (${SEVERITIES[severity]}) : ${count(times)}${example}`, "    ");
}

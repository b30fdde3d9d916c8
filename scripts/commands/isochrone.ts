import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { IsochroneBand } from "../../isochrones/model/report.ts";
import type { Structure } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import { type Command, type Terminal, UsageError } from "../cli/command.ts";
import { EMBEDDED, openValhalla, readEngine } from "../cli/open-engine.ts";
import { openStudy } from "../cli/open-study.ts";
import { numbersOption, readNumber, readOptions, textOption } from "../cli/options.ts";
import { checkMinutes } from "../cli/selection-options.ts";
import { withProgress } from "../cli/terminal-progress.ts";

const DEFAULT_MINUTES = [10, 20, 30];

export const isochroneCommand: Command = {
  name: "isochrone",
  summary: "la zone d’où l’on atteint une structure ou un point, en GeoJSON",
  usage: `  --dataset DIR     jeu de données ou dépôt (obligatoire)
  --structure ID    identifiant d’une structure, ou
  --point LON,LAT   un point, en degrés
  --minutes LISTE   seuils en minutes, ${DEFAULT_MINUTES.join(",")} par défaut
  --engine MOTEUR   embedded (par défaut) ou valhalla:DIR, ses propres contours, sans compter d’habitants`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      structure: { type: "string" },
      point: { type: "string" },
      minutes: { type: "string" },
      engine: { type: "string" },
    });
    const engine = textOption(values, "engine");
    const choice = engine === undefined ? EMBEDDED : readEngine(engine);
    if (choice.kind === "osrm") {
      throw new UsageError(`option --engine: got "${engine}", expected embedded or valhalla:DIR`);
    }
    const structureId = textOption(values, "structure");
    const point = textOption(values, "point");
    if ((structureId === undefined) === (point === undefined)) {
      throw new UsageError("expected either --structure ID or --point LON,LAT");
    }
    const minutes = numbersOption(values, "minutes", DEFAULT_MINUTES).map(checkMinutes);
    const to = structureId === undefined ? readPoint(point ?? "") : { structureId };
    const study = openStudy(values);
    const { bands, name: engineName } =
      choice.kind === "embedded"
        ? { bands: study.isochrones(to, minutes), name: choice.kind }
        : await valhallaBands(choice.dir, study, to, minutes, terminal);
    const features = [...bands]
      .sort((a, b) => b.minutes - a.minutes)
      .map(({ area, ...properties }) => ({
        type: "Feature",
        geometry: area,
        properties: { ...to, ...properties },
      }));
    const { id, name, sources, profile } = study.dataset;
    const provenance = { dataset: { id, name }, sources, profile, engine: engineName };
    await terminal.out(`${JSON.stringify({ type: "FeatureCollection", provenance, features })}\n`);
  },
};

type Target = { readonly structureId: string } | { readonly lon: number; readonly lat: number };

/** Valhalla's own areas; nobody counts people in them, because that is done on the times of cells. */
async function valhallaBands(
  dir: string,
  { dataset }: Study,
  to: Target,
  minutes: readonly number[],
  terminal: Terminal,
): Promise<{ bands: IsochroneBand[]; name: string }> {
  const { lon, lat } = "structureId" in to ? structureOf(dataset, to.structureId) : to;
  const { signal } = terminal;
  return withProgress(terminal, async (progress) => {
    const engine = await openValhalla(dir, dataset, { progress, signal });
    const areas = await engine.isochrone([lon, lat], minutes, "arrival", { signal });
    if (areas === null) {
      throw new RequestError(
        "point.far_from_road",
        "point",
        `aucune route de Valhalla près du point ${lon},${lat} (longitude,latitude)`,
      );
    }
    return { bands: areas.map((area) => ({ ...area, people: null })), name: engine.name };
  });
}

function structureOf({ structures }: Dataset, structureId: string): Structure {
  const structure = structures.find(({ id }) => id === structureId);
  if (structure !== undefined) return structure;
  throw new RequestError(
    "structure.unknown",
    "structure",
    `structure « ${structureId} » inconnue de ce jeu de données`,
  );
}

function readPoint(text: string): { lon: number; lat: number } {
  const [lon, lat, ...more] = text.split(",").map((part) => readNumber("point", part));
  const isPoint = lat !== undefined && more.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  if (isPoint) return { lon, lat };
  throw new UsageError(`option --point: got "${text}", expected LON,LAT in degrees, such as 8.7386,41.9267`);
}

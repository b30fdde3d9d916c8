import { type Command, UsageError } from "../cli/command.ts";
import { openStudy } from "../cli/open-study.ts";
import { numbersOption, readNumber, readOptions, textOption } from "../cli/options.ts";
import { checkMinutes } from "../cli/selection-options.ts";

const DEFAULT_MINUTES = [10, 20, 30];

export const isochroneCommand: Command = {
  name: "isochrone",
  summary: "la zone d’où l’on atteint une structure ou un point, en GeoJSON",
  usage: `  --dataset DIR     jeu de données (obligatoire)
  --structure ID    identifiant d’une structure, ou
  --point LON,LAT   un point, en degrés
  --minutes LISTE   seuils en minutes, ${DEFAULT_MINUTES.join(",")} par défaut`,
  async run(args, terminal) {
    const values = readOptions(args, {
      dataset: { type: "string" },
      structure: { type: "string" },
      point: { type: "string" },
      minutes: { type: "string" },
    });
    const structureId = textOption(values, "structure");
    const point = textOption(values, "point");
    if ((structureId === undefined) === (point === undefined)) {
      throw new UsageError("expected either --structure ID or --point LON,LAT");
    }
    const minutes = numbersOption(values, "minutes", DEFAULT_MINUTES).map(checkMinutes);
    const to = structureId === undefined ? readPoint(point ?? "") : { structureId };
    const study = openStudy(values);
    const bands = study.isochrones(to, minutes);
    const features = [...bands]
      .sort((a, b) => b.minutes - a.minutes)
      .map(({ area, ...properties }) => ({
        type: "Feature",
        geometry: area,
        properties: { ...to, ...properties },
      }));
    const { id, name, sources, profile } = study.dataset;
    const provenance = { dataset: { id, name }, sources, profile, engine: "embedded" };
    await terminal.out(`${JSON.stringify({ type: "FeatureCollection", provenance, features })}\n`);
  },
};

function readPoint(text: string): { lon: number; lat: number } {
  const [lon, lat, ...more] = text.split(",").map((part) => readNumber("point", part));
  const isPoint = lat !== undefined && more.length === 0 && Math.abs(lon) <= 180 && Math.abs(lat) <= 90;
  if (isPoint) return { lon, lat };
  throw new UsageError(`option --point: got "${text}", expected LON,LAT in degrees, such as 8.7386,41.9267`);
}

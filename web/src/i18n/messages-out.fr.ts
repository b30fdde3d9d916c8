import type { TerritoryKind } from "../../../isochrones/model/territory.ts";
import { formatCount, formatMinutes } from "./format.ts";
import { NO_BREAK, plural } from "./plural.fr.ts";

/** `, 12 lignes` with its colon, where the number is known. */
const lines = (count: number | null): string =>
  count === null ? "" : ` : ${plural(count, "ligne", "lignes")}`;

/** `180 Mo`, `1,5 Go`. */
const megaoctets = (megabytes: number): string =>
  megabytes < 1000
    ? `${formatCount(megabytes)}${NO_BREAK}Mo`
    : `${(megabytes / 1000).toFixed(1).replace(".", ",")}${NO_BREAK}Go`;

/** Files to take along. */
export const exports = {
  title: "Exporter ce qui est affiché",
  scope: (name: string, minutes: number, counted: string) =>
    `${name}, à ${formatMinutes(minutes)} ; ${counted}`,
  communes: "Communes",
  communesDetail: (count: number) =>
    `Le chiffre de chaque commune : ${plural(count, "ligne", "lignes")}. Le GeoJSON porte les contours.`,
  gaps: "Zones blanches",
  gapsDetail: (minutes: number, count: number | null) =>
    `Chaque zone habitée à plus de ${formatMinutes(minutes)}${lines(count)}. Le GeoJSON porte les contours.`,
  structures: "Structures",
  structuresDetail: (count: number) =>
    `Celles qui sont comptées et se trouvent dans le territoire, avec adresse et horaires : ${plural(count, "ligne", "lignes")}.`,
  cells: "Carreaux",
  cellsDetail: (count: number) =>
    `Chaque carreau habité, ses habitants et son temps de route : ${plural(count, "ligne", "lignes")}.`,
  heavy: (megabytes: Readonly<Record<"csv" | "geojson" | "parquet", number>>) =>
    `Fichiers lourds : environ ${megaoctets(megabytes.parquet)} en Parquet, ${megaoctets(megabytes.csv)} en CSV, ${megaoctets(megabytes.geojson)} en GeoJSON.`,
  isochrones: "Isochrones",
  isochronesDetail: (minutes: readonly number[]) =>
    `D’où l’on vient à la structure choisie en ${minutes.join(", ")} min au plus : ${formatCount(minutes.length)} aires et leurs habitants.`,
  curve: "Courbe",
  curveDetail: (count: number) =>
    `La part des habitants couverts selon le temps de route, minute par minute : ${plural(count, "ligne", "lignes")}.`,
  report: "Rapport complet",
  reportDetail: "Le chiffre, ce qui est mal connu, les avertissements, les sources et les paramètres.",
  picture: "Image de la carte",
  pictureDetail: "La carte telle qu’elle est, avec titre, chiffre, légende, échelle, sources et date.",
  pictureMaking: "Dessin de l’image…",
  pictureDone: "L’image est enregistrée.",
  pictureFailed: (detail: string) => `L’image n’a pas pu être dessinée : ${detail}`,
  noMap: "la carte n’a pas démarré.",
  curveHeader: ["minutes", "part_couverte", "habitants_couverts"],
  files: { communes: "communes", gaps: "zones-blanches", structures: "structures", cells: "carreaux" },
  curveFile: "courbe",
  reportFile: "couverture",
  isochronesFile: "isochrones",
  pictureFile: "carte",
};

/** Addresses and frames. */
export const sharing = {
  title: "Partager cette vue",
  link: "Adresse de la vue",
  linkDetail: "Tout y est : territoire, temps, structures comptées, endroit de la carte.",
  copyLink: "Copier l’adresse",
  frame: "Intégrer à une page",
  frameDetail: "La carte, le chiffre et le curseur, dans un cadre. À coller dans le code d’une page.",
  code: "Code du cadre",
  copyCode: "Copier le code",
  width: "Largeur",
  height: "Hauteur",
  size: (width: number, height: number) => `Cadre de ${width} sur ${height} pixels.`,
  tooSmall: (width: number, height: number) => `Il en faut au moins ${width} sur ${height} pour tout lire.`,
  frameTitle: (place: string) => `Trente : temps de route vers une France services, ${place}`,
  copied: "Copié.",
  selected: "Le texte est sélectionné : copiez-le par Ctrl+C, ou ⌘C.",
};

/** The sheet to print. */
export const sheet = {
  label: "Fiche à imprimer",
  print: "Imprimer",
  back: "Retour à la carte",
  kicker: "Accès par la route aux France services",
  fictitious: "Données fictives : territoire inventé, aucun chiffre n’est réel",
  drawing: "Dessin de la carte…",
  mapFailed: "La carte n’a pas pu être dessinée ; les chiffres n’en dépendent pas.",
  mapLabel: (place: string, sentence: string) =>
    `Carte du temps de route vers la France services la plus proche, ${place}. ${sentence}`,
  north: "Nord",
  keyFigures: "Chiffres clés",
  within: (minutes: number) => `À ${formatMinutes(minutes)} ou moins`,
  beyond: (minutes: number) => `Habitants à plus de ${formatMinutes(minutes)}`,
  mean: "Temps moyen",
  p95: "Le plus long, pour 95 % des habitants",
  structures: "Structures dans le territoire",
  curve: "Habitants couverts selon le temps",
  gaps: (minutes: number, shown: number, total: number) =>
    total === 0
      ? `Zones habitées à plus de ${formatMinutes(minutes)} : aucune`
      : `Zones habitées à plus de ${formatMinutes(minutes)} : ${formatCount(total)}${shown < total ? ", dont les plus peuplées" : ""}`,
  least: (kind: TerritoryKind) =>
    ({
      france: "Territoires les moins couverts",
      region: "Régions les moins couvertes",
      departement: "Départements les moins couverts",
      epci: "Intercommunalités les moins couvertes",
      commune: "Communes les moins couvertes",
    })[kind],
  columns: {
    place: "Lieu",
    people: "Hab.",
    worst: "Au pire",
    nearest: "Structure la plus proche",
    /** Said by the title of the sheet already. */
    namePrefix: /^France services (?:d[eu] |d[’'])?/i,
    name: "Nom",
    share: "Couverts",
    uncovered: "Au-delà",
  },
  method: "Méthode",
  methodText:
    "Pour chaque carreau habité de la grille de population, le trajet en voiture le plus court en temps jusqu’à une structure comptée, en circulation fluide, sens uniques et interdictions de tourner respectés. On additionne les habitants des carreaux qui arrivent à temps. Un carreau sans route est compté comme non couvert.",
  sources: "Sources",
  warnings: "À savoir",
  stamp: (date: string, dataset: string) =>
    `Document du ${date}. Jeu de données ${dataset}. Outil non officiel.`,
};

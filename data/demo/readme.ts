import type { CountryPlan } from "./country/country-plan.ts";
import type { DemoPlan } from "./plan.ts";
import type { RoadCounts } from "./roads-pbf.ts";

/** How much there is of what was written. */
export interface DemoCounts extends RoadCounts {
  readonly communes: number;
  /** Rows of the list that were meant to be right, without those spoilt on purpose. */
  readonly structures: number;
  readonly people: number;
  readonly cells: number;
}

const FILES = `Fichiers, aux formats officiels
routes.osm.pbf      routes, comme un extrait d'OpenStreetMap
structures.csv      structures, comme la liste publiée par l'ANCT (1er août 2024)
carreaux_200m.csv   habitants, comme les carreaux de 200 m de l'INSEE (Filosofi 2021, EPSG:3035)
communes.geojson    contours des communes ; departement, region et epci de chacune dans ses propriétés

Et un fichier sans modèle officiel, car ces indicateurs ne sont pas publiés
indicateurs_fictifs.csv   qualité par structure, en pourcentages tirés au sort : taux de réalisation, part d'actes sans
                          réorientation, satisfaction. Exprès, quelques structures n'y sont pas, et une ligne n'est
                          celle d'aucune structure : le rapport de « trente build --indicateurs » les compte.
`;

/** The notice that lies beside the files of one département. */
export function formatReadme(plan: DemoPlan, seed: number, counts: DemoCounts): string {
  const defects = plan.structures.withDefects
    ? `
La liste des structures contient exprès quatre défauts, comme on en trouve dans la réalité : des coordonnées
inversées, un identifiant en double, un point hors de France, un code de commune inconnu. Le rapport de lecture
doit les signaler tous les quatre.
`
    : "";
  return `DONNÉES FICTIVES

Ce département n'existe pas. Relief, routes, communes, habitants et structures sortent d'un générateur
(commande « trente demo », graine ${seed}). Toute ressemblance de nom serait un hasard. Ces fichiers montrent
l'outil et servent à l'essayer ; ils ne disent rien d'un territoire réel.

Territoire          ${plan.departement.name}, ${plan.region.name}
Emplacement         en pleine mer, au large de la côte atlantique
Communes            ${number(counts.communes)} (codes ${plan.departement.code}001 et suivants, inconnus du code officiel)
Habitants           ${number(counts.people)}
Structures          ${number(counts.structures)}
Routes              ${number(counts.nodes)} nœuds, ${number(counts.ways)} voies, ${number(counts.relations)} interdictions de tourner

${FILES}${defects}`;
}

/** The notice that lies beside the files of a country. */
export function formatCountryReadme(plan: CountryPlan, seed: number, counts: DemoCounts): string {
  return `DONNÉES FICTIVES

Ce pays n'existe pas. Relief, routes, communes, habitants et structures sortent d'un générateur (commande
« trente demo », graine ${seed}). Toute ressemblance de nom serait un hasard. Il a la taille et la texture de la
France pour que l'outil y soit mesuré ; il ne dit rien d'un territoire réel.

Territoire          ${plan.name}
Emplacement         en plein océan Atlantique, au nord des Açores
Communes            ${number(counts.communes)} (codes à lettre, comme 3K012, inconnus du code officiel)
Habitants           ${number(counts.people)} dans ${number(counts.cells)} carreaux
Structures          ${number(counts.structures)}
Routes              ${number(counts.nodes)} nœuds, ${number(counts.ways)} voies, ${number(counts.relations)} interdictions de tourner

${FILES}`;
}

function number(value: number): string {
  return value.toLocaleString("fr-FR").replace(/[\u202f\u00a0]/g, " ");
}

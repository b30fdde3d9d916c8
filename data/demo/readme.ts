import type { DemoPlan } from "./plan.ts";

interface Counts {
  readonly nodes: number;
  readonly ways: number;
  readonly relations: number;
  readonly communes: number;
  readonly structures: number;
  readonly people: number;
}

/** The notice that lies beside the files. */
export function formatReadme(plan: DemoPlan, seed: number, counts: Counts): string {
  const number = (value: number) => value.toLocaleString("fr-FR").replace(/[\u202f\u00a0]/g, " ");
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

Fichiers, aux formats officiels
routes.osm.pbf      routes, comme un extrait d'OpenStreetMap
structures.csv      structures, comme la liste publiée par l'ANCT (1er août 2024)
carreaux_200m.csv   habitants, comme les carreaux de 200 m de l'INSEE (Filosofi 2021, EPSG:3035)
communes.geojson    contours des communes ; departement, region et epci de chacune dans ses propriétés
${defects}`;
}

/** What operations are grouped under, in the order in which they are shown. */
export const TAGS = {
  Couverture: "La part des habitants à moins de tant de minutes d’une structure.",
  "Zones blanches": "Les ensembles de carreaux habités qu’aucune structure ne couvre.",
  Structures: "Les structures France Services, et les plus proches d’un lieu par la route.",
  Isochrones: "Les zones d’où l’on rejoint un lieu en tant de minutes.",
  Territoires: "Régions, départements, EPCI et communes du jeu de données.",
  "Jeu de données": "Ce sur quoi reposent les chiffres.",
  Tuiles: "Les tuiles vectorielles de la carte, avec leur TileJSON.",
  Service: "L’état du serveur et la description de cette interface.",
} as const;

export type TagName = keyof typeof TAGS;

import type { Random } from "./random.ts";

const WAYS = ["Rue", "Rue", "Rue", "Rue", "Allée", "Chemin", "Impasse", "Passage"];
const AVENUES = ["Avenue", "Boulevard", "Cours", "Avenue"];
const SUBJECTS = [
  "de l'Église",
  "du Moulin",
  "des Tilleuls",
  "de la Fontaine",
  "du Lavoir",
  "des Écoles",
  "de la Mairie",
  "du Pressoir",
  "des Acacias",
  "de la Gare",
  "du Vieux Pont",
  "des Tanneurs",
  "de la Forge",
  "du Puits",
  "des Jardins",
  "de la Poste",
  "du Four Banal",
  "des Lilas",
  "de la Halle",
  "du Stade",
  "des Vergers",
  "de la Source",
  "du Belvédère",
  "des Glycines",
  "de la Tuilerie",
  "du Colombier",
  "des Merles",
  "de la Croix Blanche",
  "du Marché",
  "des Potiers",
  "de l'Étang",
  "du Verger Neuf",
  "des Noisetiers",
  "de la République",
  "de la Liberté",
  "du Levant",
  "des Remparts",
  "de la Paix",
  "du Port",
  "des Saules",
];

export function streetName(highway: string, random: Random): string {
  const first =
    highway === "residential" || highway === "living_street" ? random.pick(WAYS) : random.pick(AVENUES);
  return `${first} ${random.pick(SUBJECTS)}`;
}

/** A house's address without its town. */
export function streetAddress(random: Random): string {
  return `${random.integer(1, 48)}${random.chance(0.1) ? " bis" : ""} ${random.pick(["Rue", "Place", "Avenue"])} ${random.pick(SUBJECTS)}`;
}

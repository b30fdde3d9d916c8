import { inventName } from "../place-names.ts";
import type { Point } from "../plane.ts";
import type { Random } from "../random.ts";
import type { CountryPlan } from "./country-plan.ts";
import { splitByPlace } from "./split-by-place.ts";

/** Letters in the codes of fictitious territories: a real one has no letter but A and B (Corsica). */
const LETTERS = "FGHJKLMNPQRSTUVWXYZ";
const DEPARTEMENT_NAMES = ["Val-de-", "Haut-", "Bas-", "Marche-de-", "Plaine-de-", "Rives-de-"];

/** A département or a région. */
export interface Area {
  readonly code: string;
  readonly name: string;
}

export interface PaysAreas {
  /** Index of its département. */
  readonly group: number;
  readonly departement: Area;
  readonly region: Area;
}

/** Makes départements of neighbouring pays and régions of neighbouring départements, for each pays by its heart. */
export function foundAreas(plan: CountryPlan, hearts: readonly Point[], random: Random): PaysAreas[] {
  const departements = splitByPlace(hearts, plan.departementCount);
  const middles = departements.map((members) => middle(members.map((member) => hearts[member])));
  const regions = splitByPlace(middles, plan.regionCount);
  const regionAreas = regions.map((_, index): Area => ({
    code: `${LETTERS[Math.floor(index / 9)]}${(index % 9) + 1}`,
    name: `Région ${inventName(random)} (fictive)`,
  }));
  const departementAreas = departements.map((_, index): Area => ({
    code: `${index % 10}${LETTERS[Math.floor(index / 10)]}`,
    name: `${random.pick(DEPARTEMENT_NAMES)}${inventName(random)} (fictif)`,
  }));
  const departementOf = memberships(departements, hearts.length);
  const regionOf = memberships(regions, departements.length);
  return departementOf.map((group) => ({
    group,
    departement: departementAreas[group],
    region: regionAreas[regionOf[group]],
  }));
}

function memberships(groups: readonly (readonly number[])[], count: number): number[] {
  const groupOf = Array.from({ length: count }, () => 0);
  for (const [group, members] of groups.entries()) for (const member of members) groupOf[member] = group;
  return groupOf;
}

function middle(points: readonly Point[]): Point {
  const mean = (axis: 0 | 1) => points.reduce((total, point) => total + point[axis], 0) / points.length;
  return [mean(0), mean(1)];
}

import type { Random } from "./random.ts";

type Tags = Record<string, string>;

const LANE_NAMES = [
  "Chemin des Crêtes",
  "Route du Moulin",
  "Chemin de la Lande",
  "Route des Étangs",
  "Chemin du Gué",
  "Route de la Chênaie",
  "Chemin des Vignes Hautes",
  "Route des Fontaines",
  "Chemin du Bois Clair",
  "Route de la Corniche",
];

/** Tags of a whole rural route, as varied as mappers leave them. */
export function ruralTags(highway: string, random: Random): Tags {
  if (highway === "track") return trackTags(random);
  if (highway === "unclassified") return laneTags(random);
  if (highway === "trunk") return trunkTags(random);
  const highest = { primary: 39, secondary: 199, tertiary: 899 }[highway] ?? 999;
  const lowest = { primary: 1, secondary: 40, tertiary: 200 }[highway] ?? 900;
  const tags: Tags = { ref: `D ${random.integer(lowest, highest)}`, surface: "asphalt" };
  if (highway === "primary") tags["maxspeed"] = random.chance(0.25) ? "90" : "80";
  else if (highway === "secondary" && random.chance(0.75)) tags["maxspeed"] = "80";
  else if (random.chance(0.35)) tags["maxspeed"] = random.pick(["80", "70", "FR:rural"]);
  else if (random.chance(0.4)) tags["source:maxspeed"] = "FR:rural";
  if (highway === "primary") tags["lanes"] = "2";
  if (highway === "tertiary" && random.chance(0.12)) tags["width"] = "4.5";
  if (random.chance(0.08)) tags["smoothness"] = random.pick(["good", "intermediate", "bad"]);
  return tags;
}

function trunkTags(random: Random): Tags {
  return {
    ref: `N ${random.integer(1, 199)}`,
    surface: "asphalt",
    maxspeed: random.chance(0.3) ? "90" : "80",
    lanes: random.chance(0.25) ? "3" : "2",
  };
}

function laneTags(random: Random): Tags {
  const tags: Tags = {};
  if (random.chance(0.5)) tags["name"] = random.pick(LANE_NAMES);
  if (random.chance(0.6))
    tags["surface"] = random.chance(0.85) ? "asphalt" : random.pick(["compacted", "gravel"]);
  if (random.chance(0.1)) tags["maxspeed"] = random.pick(["50", "70"]);
  if (random.chance(0.12)) tags["width"] = random.pick(["2.8", "3.5"]);
  if (random.chance(0.06)) tags["smoothness"] = random.pick(["intermediate", "bad", "very_bad"]);
  if (random.chance(0.05)) tags["lanes"] = "1";
  return tags;
}

function trackTags(random: Random): Tags {
  const grade = random.integer(1, 5);
  const tags: Tags = { tracktype: `grade${grade}` };
  if (random.chance(0.6)) tags["surface"] = ["asphalt", "gravel", "compacted", "ground", "grass"][grade - 1];
  if (random.chance(0.25)) tags["motor_vehicle"] = random.pick(["yes", "permissive", "agricultural", "no"]);
  return tags;
}

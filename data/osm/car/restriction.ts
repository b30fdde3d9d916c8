import type { CarProfile, Tags } from "../profile.ts";
import { tagValue } from "./directional.ts";

/** Vehicles that a car is one of, as restrictions name them. */
const CAR_VEHICLES = ["motorcar", "motor_vehicle", "vehicle"];
const CAR_KEYS = ["restriction", ...CAR_VEHICLES.map((vehicle) => `restriction:${vehicle}`)];
const CAR_KEY_SET: ReadonlySet<string> = new Set(CAR_KEYS);
const CONDITIONAL_KEYS: ReadonlySet<string> = new Set(CAR_KEYS.map((key) => `${key}:conditional`));

/**
 * What a turn restriction's tags mean for a car. Any `no_…` forbids and any `only_…` commands, except turns
 * on red; with several keys for cars the last one decides, and one unknown value spoils them all.
 */
export function restrictionRule(tags: Tags): ReturnType<CarProfile["restriction"]> {
  const keys = [...tags.keys()].filter(
    (key) => (key === "restriction" || key.startsWith("restriction:")) && tags.get(key) !== "",
  );
  if (keys.length === 0 || (tagValue(tags, "type") ?? "restriction") !== "restriction") return null;
  const carKeys = keys.filter((key) => CAR_KEY_SET.has(key));
  if (carKeys.length === 0) {
    return keys.some((key) => CONDITIONAL_KEYS.has(key)) ? "conditional" : "not-for-cars";
  }
  if (exceptsCars(tags)) return "not-for-cars";
  const kinds = carKeys.map((key) => kindOf(tags.get(key) ?? ""));
  const last = kinds.at(-1);
  return last === undefined || kinds.includes("unknown") || last === "unknown" ? "unknown" : { kind: last };
}

function kindOf(value: string): "no" | "only" | "unknown" {
  if (value.startsWith("only_")) return "only";
  return value.startsWith("no_") && !value.endsWith("_on_red") ? "no" : "unknown";
}

/** `except=bus;motorcar`: exact words between semicolons. */
function exceptsCars(tags: Tags): boolean {
  const excepted = tagValue(tags, "except")?.split(";") ?? [];
  return excepted.some((vehicle) => CAR_VEHICLES.includes(vehicle));
}

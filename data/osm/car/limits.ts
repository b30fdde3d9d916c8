import type { Tags } from "../profile.ts";
import { directionalKey, firstForBoth } from "./directional.ts";
import type { Both, DirectionalKey } from "./directional.ts";
import type { CarEdition } from "./edition.ts";
import { CAR_HEIGHT_METERS, CAR_LENGTH_METERS, CAR_WEIGHT_KG, CAR_WIDTH_METERS } from "./figures.ts";
import { parseKilograms, parseMeters } from "./measure.ts";

const HEIGHT_KEYS = ["maxheight:physical", "maxheight"].map(directionalKey);
const WIDTH_KEYS = ["maxwidth:physical", "maxwidth", "width", "est_width"].map(directionalKey);
const LENGTH_KEYS = ["maxlength"].map(directionalKey);

/** Signs that stand for the usual clearance. */
const USUAL_HEIGHT_METERS = 4.5;
const USUAL_HEIGHTS: ReadonlySet<string> = new Set(["default", "none", "no-sign", "unsigned"]);

/** Does the car fit under, between and on what a way says of itself? */
export function fits(tags: Tags, edition: CarEdition): Both<boolean> {
  const checks = [
    check(tags, HEIGHT_KEYS, passesHeight),
    check(tags, WIDTH_KEYS, (value) => (parseMeters(value) ?? Infinity) > CAR_WIDTH_METERS),
    check(tags, LENGTH_KEYS, (value) => (parseMeters(value) ?? Infinity) >= CAR_LENGTH_METERS),
    check(tags, edition.weightKeys, (value) => (parseKilograms(value) ?? Infinity) >= CAR_WEIGHT_KG),
  ];
  return {
    forward: checks.every((both) => both.forward),
    backward: checks.every((both) => both.backward),
  };
}

/** Does the car pass under a `maxheight` of this value? Values that cannot be read do not stop it. */
export function passesHeight(value: string): boolean {
  const meters = USUAL_HEIGHTS.has(value) ? USUAL_HEIGHT_METERS : parseMeters(value);
  return (meters ?? Infinity) >= CAR_HEIGHT_METERS;
}

function check(
  tags: Tags,
  keys: readonly DirectionalKey[],
  passes: (value: string) => boolean,
): Both<boolean> {
  const { forward, backward } = firstForBoth(tags, keys);
  return {
    forward: forward === undefined || passes(forward),
    backward: backward === undefined || passes(backward),
  };
}

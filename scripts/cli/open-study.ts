import { readBundle } from "../../data/bundle/read-bundle.ts";
import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import { requiredOption, type Values } from "./options.ts";

/** Opens the dataset that `--dataset` names. */
export function openStudy(values: Values): Study {
  return createStudy(readBundle(requiredOption(values, "dataset")));
}

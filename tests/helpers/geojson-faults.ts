import { createRequire } from "node:module";

/** The package is CommonJS without types. */
const validator = createRequire(import.meta.url)("geojson-validation") as {
  valid(object: unknown, trace: true): string[];
};

/** What `geojson-validation` finds wrong in a GeoJSON object; empty where it is valid. */
export function geojsonFaults(object: unknown): string[] {
  return validator.valid(object, true);
}

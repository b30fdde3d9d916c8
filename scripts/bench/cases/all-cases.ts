import type { SuiteCase } from "./about.ts";
import { buildCase, graphCase } from "./build-cases.ts";
import {
  changeCase,
  closureCase,
  coverageCase,
  coverageCommandCase,
  coverageFirstCase,
  loadCase,
} from "./coverage-cases.ts";
import { nearestCase, routeCase } from "./http-cases.ts";
import { isochroneCase, isochronesCase } from "./isochrone-cases.ts";
import { tableCase } from "./table-cases.ts";

/** In the order in which they are run and reported. */
export const ALL_CASES: readonly SuiteCase[] = [
  graphCase,
  buildCase,
  loadCase,
  coverageCommandCase,
  coverageFirstCase,
  coverageCase,
  changeCase,
  closureCase,
  isochroneCase,
  isochronesCase,
  tableCase,
  routeCase,
  nearestCase,
];

import type { Roads } from "../../isochrones/model/roads.ts";
import type { Section, Sections } from "../bundle/section-source.ts";

/** What of the roads goes into the file of their stage. One function each way, side by side. */

const ARRAYS = [
  "nodeLons",
  "nodeLats",
  "nodeOsmIds",
  "nodeObstacles",
  "wayOffsets",
  "wayNodes",
  "wayProfiles",
  "wayNames",
  "wayOsmIds",
] as const satisfies readonly (keyof Roads)[];

/** The part that is kept as JSON. */
export type RoadRecords = Omit<Roads, (typeof ARRAYS)[number]>;

export function roadSections(roads: Roads): Sections {
  const sections: Record<string, Section> = {};
  for (const name of ARRAYS) sections[name] = roads[name];
  return sections;
}

export function roadRecords({ profiles, names, restrictions }: Roads): RoadRecords {
  return { profiles, names, restrictions };
}

export function roadsFrom(sections: Sections, { profiles, names, restrictions }: RoadRecords): Roads {
  const arrays = sections as unknown as Pick<Roads, (typeof ARRAYS)[number]>;
  return { ...arrays, profiles, names, restrictions };
}

/** Road classes of the map, most important first, each with the level from which it is drawn. */
const ROAD_CLASSES = [
  { name: "motorway", minZoom: 0 },
  { name: "trunk", minZoom: 0 },
  { name: "primary", minZoom: 6 },
  { name: "ferry", minZoom: 6 },
  { name: "secondary", minZoom: 8 },
  { name: "tertiary", minZoom: 10 },
  { name: "minor", minZoom: 12 },
  { name: "service", minZoom: 14 },
] as const;

type RoadClassName = (typeof ROAD_CLASSES)[number]["name"];

const CLASS_OF_HIGHWAY: Readonly<Record<string, RoadClassName>> = {
  motorway: "motorway",
  motorway_link: "motorway",
  trunk: "trunk",
  trunk_link: "trunk",
  primary: "primary",
  primary_link: "primary",
  secondary: "secondary",
  secondary_link: "secondary",
  tertiary: "tertiary",
  tertiary_link: "tertiary",
  ferry: "ferry",
  shuttle_train: "ferry",
  service: "service",
  track: "service",
};

/** The number of a road class by the OSM value of `highway`: its rank, 0 for the most important. */
export function roadClassOf(highway: string): number {
  const name = CLASS_OF_HIGHWAY[highway] ?? "minor";
  return ROAD_CLASSES.findIndex((roadClass) => roadClass.name === name);
}

export function roadClassName(roadClass: number): string {
  return ROAD_CLASSES[roadClass].name;
}

/** Is a class drawn at a level? */
export function isRoadDrawn(roadClass: number, zoom: number): boolean {
  return ROAD_CLASSES[roadClass].minZoom <= zoom;
}

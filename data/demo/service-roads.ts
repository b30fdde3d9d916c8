import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { RoadLine } from "./road-line.ts";

/** One private drive for so many rural lines, one car park for so many main town streets. */
const LINES_PER_DRIVE = 4;
const STREETS_PER_CAR_PARK = 26;

/** Drives to lonely houses and car parks of shops: small roads that end, many of them private. */
export function drawServiceRoads(
  rural: readonly RoadLine[],
  streets: readonly RoadLine[],
  random: Random,
): RoadLine[] {
  const drives = rural
    .filter(
      (line) => line.highway !== "track" && line.points.length > 4 && random.chance(1 / LINES_PER_DRIVE),
    )
    .map((line) => drawDrive(line, random));
  const carParks = streets
    .filter((line) => line.points.length > 3 && random.chance(1 / STREETS_PER_CAR_PARK))
    .flatMap((line) => drawCarPark(line, random));
  return [...drives, ...carParks];
}

function drawDrive(line: RoadLine, random: Random): RoadLine {
  const { point, side } = besides(line, random);
  const meters = random.between(60, 260);
  const bend = random.between(-0.35, 0.35);
  const points: Point[] = [
    point,
    [point[0] + side[0] * meters * 0.5, point[1] + side[1] * meters * 0.5],
    [point[0] + meters * (side[0] + bend * side[1]), point[1] + meters * (side[1] - bend * side[0])],
  ];
  const tags: Record<string, string> = { service: "driveway" };
  if (random.chance(0.65)) tags["access"] = random.pick(["private", "private", "destination", "customers"]);
  return { points, highway: "service", tags };
}

/** A lane in, and aisles between the rows. */
function drawCarPark(line: RoadLine, random: Random): RoadLine[] {
  const { point, side } = besides(line, random);
  const forward: Point = [-side[1], side[0]];
  const at = (out: number, along: number): Point => [
    point[0] + side[0] * out + forward[0] * along,
    point[1] + side[1] * out + forward[1] * along,
  ];
  const access = random.chance(0.7) ? { access: "customers" } : {};
  const lines: RoadLine[] = [
    { points: [point, at(22, 0), at(62, 0)], highway: "service", tags: { ...access } },
  ];
  for (const out of [24, 43, 62]) {
    const tags = { service: "parking_aisle", oneway: out === 43 ? "yes" : "no", ...access };
    lines.push({ points: [at(out, 0), at(out, 40)], highway: "service", tags });
  }
  lines.push({
    points: [at(24, 40), at(62, 40)],
    highway: "service",
    tags: { service: "parking_aisle", ...access },
  });
  return lines;
}

/** A point of a line, away from its ends, and the direction square to it. */
function besides({ points }: RoadLine, random: Random): { point: Point; side: Point } {
  const index = random.integer(1, points.length - 2);
  const [a, b] = [points[index], points[index + 1]];
  const meters = Math.max(1, distance(a, b));
  const sign = random.chance(0.5) ? 1 : -1;
  return { point: a, side: [(-sign * (b[1] - a[1])) / meters, (sign * (b[0] - a[0])) / meters] };
}

import { fromEnd } from "./lookup.ts";
import type { DemoCommune } from "./communes.ts";
import { withDe } from "./place-names.ts";
import type { DemoPlan } from "./plan.ts";
import { distance } from "./plane.ts";
import type { Point } from "./plane.ts";
import type { Random } from "./random.ts";
import type { RoadMap } from "./road-map.ts";
import { streetAddress } from "./street-names.ts";
import { ellipseRadius } from "./terrain.ts";

/** A France Services desk of the fictitious list. */
export interface Desk {
  readonly id: number;
  readonly name: string;
  readonly point: Point;
  readonly address: string;
  readonly commune: DemoCommune;
  readonly type: "Principal" | "Antenne";
  readonly format: "Fixe" | "Multisites" | "Bus_équivalent" | "Itinérante" | "Fixe_antenne(s)";
  /** Monday to Saturday, as the list writes them; empty when closed. */
  readonly hours: readonly string[];
  readonly comment: string;
  readonly group: string;
  /** `DD/MM/YYYY`. */
  readonly labelled: string;
}

/** The days on which most labels of the real list were given. */
const LABEL_DATES = [
  "01/01/2020",
  "01/09/2020",
  "15/01/2021",
  "01/07/2021",
  "01/10/2021",
  "01/01/2022",
  "01/07/2022",
  "15/11/2022",
  "08/12/2023",
  "23/05/2024",
] as const;
const BUS_COMMENT = "Bus circulant dans les communes rurales du département (données fictives)";

/** Opens the desks that a plan wants, largest communes first, none in a desert. */
export function openDesks(
  plan: DemoPlan,
  communes: readonly DemoCommune[],
  map: RoadMap,
  random: Random,
): Desk[] {
  const wanted = plan.structures;
  const bySize = [...communes].sort((a, b) => b.people - a.people);
  const inReach = bySize.filter(({ seat }) =>
    wanted.deserts.every((desert) => ellipseRadius(desert, seat.point[0], seat.point[1]) > 1),
  );
  const candidates = inReach.length > 0 ? inReach : bySize;
  const desks: Desk[] = [];
  const open = (commune: DemoCommune, label: string, kind: Partial<Desk> = {}) => {
    desks.push({
      id: plan.first.structure + desks.length,
      name: `France services (fictive) ${label}`,
      point: findStreet(map, commune, random),
      address: streetAddress(random),
      commune,
      type: "Principal",
      format: "Fixe",
      hours: drawHours(random),
      comment: "",
      group: "",
      labelled:
        LABEL_DATES[Math.min(LABEL_DATES.length - 1, Math.floor(random.next() ** 1.5 * LABEL_DATES.length))],
      ...kind,
    });
  };
  const seats: DemoCommune[] = [];
  for (const commune of candidates) {
    if (seats.length === wanted.principals) break;
    if (seats.some((seat) => distance(seat.seat.point, commune.seat.point) < wanted.spacingMeters)) continue;
    seats.push(commune);
    open(commune, withDe(commune.name));
  }
  for (let i = 1; i < wanted.inPrefecture; i++)
    open(bySize[0], `${withDe(bySize[0].name)} - Quartier ${i + 1}`);
  for (const town of seats.slice(1, 1 + wanted.second)) open(town, `${withDe(town.name)} - Gare`);
  const others = candidates.filter((commune) => !seats.includes(commune));
  openSatellites(plan, seats, others, open);
  if (wanted.oneWithoutHours) {
    const last = fromEnd(desks);
    desks[desks.length - 1] = { ...last, hours: ["", "", "", "", "", ""] };
  }
  return desks;
}

/** Antennes, buses, itinerant and multi-site desks, each in a commune near to a principal one. */
function openSatellites(
  plan: DemoPlan,
  seats: readonly DemoCommune[],
  others: readonly DemoCommune[],
  open: (commune: DemoCommune, label: string, kind: Partial<Desk>) => void,
): void {
  const { antennes, buses, itinerants, multisites } = plan.structures;
  const seatOf = (index: number) => seats[(index * 3 + 1) % seats.length];
  for (let i = 0; i < antennes; i++) {
    const seat = seatOf(i);
    const near = others
      .filter((other) => other !== seat)
      .sort((a, b) => distance(a.seat.point, seat.seat.point) - distance(b.seat.point, seat.seat.point))[0];
    if (near === undefined) continue;
    const hours = ["14:00 - 16:00", "", "", "09:30 - 11:30", "", ""];
    const format = i % 3 === 0 ? "Fixe" : "Fixe_antenne(s)";
    const label = `${withDe(seat.name)} - Antenne ${withDe(near.name)}`;
    open(near, label, { type: "Antenne", format, hours, group: seat.name });
  }
  for (let i = 0; i < multisites; i++)
    open(seatOf(i + antennes), `multisites du Pays ${withDe(seatOf(i + antennes).name)}`, {
      format: "Multisites",
      group: `Pays ${withDe(seatOf(i + antennes).name)}`,
    });
  for (let i = 0; i < buses; i++)
    open(seatOf(i), `Bus ${i + 1} ${withDe(seatOf(i).name)}`, {
      format: "Bus_équivalent",
      comment: BUS_COMMENT,
    });
  for (let i = 0; i < itinerants; i++)
    open(seatOf(i + 2), `itinérante ${withDe(seatOf(i + 2).name)}`, {
      format: "Itinérante",
      comment: 'Le mardi à la mairie, le jeudi "sous la halle",\nle vendredi au marché (données fictives)',
    });
}

/** A corner in the middle of the seat. */
function findStreet(map: RoadMap, commune: DemoCommune, random: Random): Point {
  const { point, radiusMeters } = commune.seat;
  const corners = map.ways
    .filter((way) => way.highway === "residential" || way.highway === "tertiary")
    .map((way) => map.points[way.vertices[0]])
    .filter((corner) => distance(corner, point) < radiusMeters * 0.75);
  return corners.length === 0 ? point : random.pick(corners);
}

function drawHours(random: Random): string[] {
  const morning = random.pick(["08:45 - 12:00", "09:00 - 12:00", "09:00 - 12:30"]);
  const afternoon = random.pick(["13:30 - 17:00", "13:30 - 17:30", "14:00 - 18:00"]);
  const free = random.integer(0, 4);
  const days = [0, 1, 2, 3, 4].map((day) => {
    if (day === free) return random.pick([morning, afternoon]);
    return day === 4 && random.chance(0.3) ? `${morning} / 13:30 - 16:00` : `${morning} / ${afternoon}`;
  });
  return [...days, random.chance(0.25) ? "09:00 - 12:00" : ""];
}

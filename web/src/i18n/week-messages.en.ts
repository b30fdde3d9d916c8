import { formatCount, formatMinutes, formatShare } from "./format.ts";
import { people, plural } from "./plural.en.ts";
import type { weekMessages as french } from "./week-messages.fr.ts";

/** What has the same figure. */
const others = (count: number): string =>
  count > 1 ? ` (and ${plural(count - 1, "other half-hour", "other half-hours")} of the week)` : "";

/** Sentences of the opening hours, in English. */
export const weekMessages: typeof french = {
  intro: (minutes: number) =>
    `People within ${formatMinutes(minutes)} by road of an open structure, by half-hour, from the official opening hours.`,
  waiting: "Working out the week: a few seconds…",
  nobody: "At no hour of the week is anybody within that time of an open structure.",
  withoutScenario: "Without the scenario shown: the week is that of the structures of today.",
  tooLarge:
    "The week is not worked out for so large a territory: the way from each cell to each structure would have to be searched. Choose a département:",

  summary: {
    title: "The week in words",
    best: (figure: string, when: string, count: number) => `At best: ${figure}, ${when}${others(count)}.`,
    worst: (figure: string, when: string) => `On weekdays from 9:00 to 17:00, at worst: ${figure}, ${when}.`,
    evening: (figure: string, when: string) => `On weekdays after 17:00, at best: ${figure}, ${when}.`,
    noEvening: "On weekdays after 17:00: nobody.",
    saturday: (figure: string, when: string) => `On Saturday, at best: ${figure}, ${when}.`,
    noSaturday: "On Saturday: nobody.",
    sunday: "On Sunday: the official list says nothing of it; nobody is counted.",
    never: (count: number) =>
      `${people(count)} within that time of a structure, but of none that opens at a known hour.`,
  },
  figure: (covered: number, share: number) => `${people(covered)} (${formatShare(share)})`,

  grid: {
    caption: (name: string) => `${name}: share of people, in %`,
    captionOpen: (name: string) => `${name}: open structures of the territory`,
    hour: "Hour",
    days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    shortDays: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    when: (day: string, from: string, to: string) => `on ${day} from ${from} to ${to}`,
    hours: (from: string, to: string) => `from ${from} to ${to}`,
    cell: (when: string, covered: number, share: number, open: number) =>
      `${when}: ${people(covered)}, ${formatShare(share)}, ${plural(open, "open structure", "open structures")} here`,
    readoutHint: "Hover over a cell, or go there with the arrow keys, to read its figures.",
    chooseHint: "A cell that is chosen becomes the figure and the map of the page.",
    below: (percent: string) => `less than ${percent}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    atLeast: (percent: string) => `${percent} and more`,
    none: "nobody",
    legend: "Share of people",
  },
  measure: {
    legend: "In the cells",
    share: "% of people",
    open: "open structures",
  },
  chosen: (choice: string) => `The page counts the structures ${choice}.`,
  takeBack: "Back to all hours",
  without: "Buses and itinerant teams do not count there, as here.",
  rounds: "Count buses and itinerant teams, as if they stayed at their place in the list",
  csv: "Download the week (CSV)",
  file: (territory: string, minutes: number) => `horaires-${territory}-${minutes}-min`,
  fileHeader: ["jour", "debut", "fin", "habitants", "part", "structures_ouvertes"],

  hours: {
    title: "What is known of the hours",
    known: (known: number, counted: number) =>
      `Hours read in full for ${formatCount(known)} of the ${plural(counted, "counted structure", "counted structures")} of this territory.`,
    none: "No structure counted in this territory: only those around it count.",
    unknown: (count: number) =>
      `${plural(count, "structure", "structures")} without hours that can be read, never counted as open:`,
    partlyUnknown: (count: number) =>
      `${plural(count, "structure", "structures")} with hours that cannot be read on some days, on which ${count === 1 ? "it does" : "they do"} not count:`,
    onRounds: (count: number, areCounted: boolean) =>
      `${plural(count, "bus or itinerant team", "buses or itinerant teams")}, ${areCounted ? "counted as if they stayed at their place in the list" : "not counted: their hours are those of a round"}:`,
    byAppointment: (count: number) =>
      `${plural(count, "structure receives", "structures receive")} by appointment at least in part.`,
    holidays: "Public holidays are not taken into account.",
  },
};

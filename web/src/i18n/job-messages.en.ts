import { formatCount } from "./format.ts";
import type { jobMessages as french } from "./job-messages.fr.ts";
import { NO_BREAK, plural } from "./plural.en.ts";

export const jobMessages: typeof french = {
  queued: (before: number) =>
    before > 0 ? `Waiting: ${plural(before, "calculation", "calculations")} before this one…` : "Waiting…",

  sensitivity: {
    step: (number: number, total: number) => `Assumption ${number} of ${total}: `,
  },

  allIsochrones: {
    title: "All isochrones",
    detail: (structures: number, minutes: readonly number[]) =>
      `From where each counted structure of the territory is reached within ${minutes.join(", ")} min: ${plural(structures * minutes.length, "area", "areas")}. The server prepares the file, in some seconds or some minutes.`,
    asking: "Question sent…",
    drawing: "Drawing the isochrones…",
    drawn: (done: number, total: number) => `${formatCount(done)} of ${formatCount(total)} structures`,
    progress: "Progress of the drawing",
    giveUp: "Give up",
    givenUp: "Given up.",
    done: (areas: number, megabytes: number) =>
      `The file is ready: ${plural(areas, "area", "areas")}, ${formatCount(Math.max(1, Math.round(megabytes)))}${NO_BREAK}MB.`,
  },
};

import { formatCount } from "./format.ts";
import { NO_BREAK, plural } from "./plural.fr.ts";

/** Sentences of what the server computes for minutes, beside those of the siting screen. */
export const jobMessages = {
  queued: (before: number) =>
    before > 0 ? `En attente : ${plural(before, "calcul", "calculs")} avant celui-ci…` : "En attente…",

  sensitivity: {
    /** Before an assumption in the server’s words. */
    step: (number: number, total: number) => `Hypothèse ${number} sur ${total} : `,
  },

  allIsochrones: {
    title: "Toutes les isochrones",
    detail: (structures: number, minutes: readonly number[]) =>
      `D’où l’on vient à chaque structure comptée du territoire en ${minutes.join(", ")} min au plus : ${plural(structures * minutes.length, "aire", "aires")}. Le serveur prépare le fichier, en quelques secondes ou quelques minutes.`,
    asking: "Demande envoyée…",
    drawing: "Dessin des isochrones…",
    drawn: (done: number, total: number) => `${formatCount(done)} sur ${formatCount(total)} structures`,
    progress: "Avancement du dessin",
    giveUp: "Abandonner",
    givenUp: "Abandonné.",
    done: (areas: number, megabytes: number) =>
      `Le fichier est prêt : ${plural(areas, "aire", "aires")}, ${formatCount(Math.max(1, Math.round(megabytes)))}${NO_BREAK}Mo.`,
  },
};

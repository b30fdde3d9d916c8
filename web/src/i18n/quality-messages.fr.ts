import type { QualityIndicators } from "../../../isochrones/model/structure.ts";
import { formatCount } from "./format.ts";
import { plural } from "./plural.fr.ts";

/** Sentences of the quality of service, which come only where the data have indicators. */
export const qualityMessages = {
  title: "Qualité de service",
  fictitious: "Indicateurs fictifs, inventés pour la démonstration.",
  unknown: "non connu",
  names: {
    realisationRate: "Démarches réalisées",
    noRedirectionShare: "Traitées sans réorientation",
    satisfaction: "Usagers satisfaits",
  } satisfies Record<keyof QualityIndicators, string>,
  median: (known: number, all: number) =>
    all === 0
      ? "Aucune structure dans ce territoire."
      : `Médianes des structures de ce territoire, comptées ou non ; ${formatCount(known)} sur ${formatCount(all)} ont des indicateurs.`,
  choice: {
    legend: "Seulement celles qui…",
    all: "toutes",
    labels: {
      minNoRedirection: "traitent les demandes sans réorientation",
      minRealisation: "réalisent les démarches demandées",
    },
    atLeast: (percent: string) => `${percent} et plus`,
    uncounted: (count: number) =>
      count === 0
        ? "L’indicateur est connu pour toutes les structures."
        : `${plural(count, "structure dont l’indicateur n’est pas connu ne compte pas", "structures dont l’indicateur n’est pas connu ne comptent pas")}.`,
  },
};

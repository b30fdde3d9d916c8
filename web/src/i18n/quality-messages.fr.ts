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
  caption: (name: string) => `Qualité de service : ${name}`,
  indicator: "Indicateur",
  mean: "Moyenne",
  range: "De … à",
  structures: "Connu pour",
  between: (least: string, most: string) => `${least} à ${most}`,
  known: (known: number, all: number) => `${formatCount(known)} sur ${formatCount(all)}`,
  meanHint: "Moyenne simple des structures comptées de ce territoire dont l’indicateur est connu.",
  noStructure: "Aucune structure comptée dans ce territoire.",
  choice: {
    legend: "Seulement celles qui, au moins à…",
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

import { assumptionsFor } from "../../isochrones/accessibility/sensitivity.ts";
import { RequestError } from "../../isochrones/errors.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Assumption } from "../../isochrones/model/sensitivity.ts";
import type { StructureSelection } from "../../isochrones/model/structure.ts";
import { ASSUMPTION_WORDS } from "../schemas/parameters.ts";
import type { AssumptionWord } from "../schemas/parameters.ts";
import type { KnownAssumption } from "../schemas/figure-answers.ts";

/** What each assumption is called beside a figure. */
const LABELS: Readonly<Record<AssumptionWord, string>> = {
  "telle-que-demandee": "Telle que demandée",
  "vitesse-moins-20": "Vitesses de 20 % plus basses",
  "vitesse-moins-10": "Vitesses de 10 % plus basses",
  "vitesse-plus-10": "Vitesses de 10 % plus hautes",
  "sans-bus": "Sans les bus",
  "sans-antenne": "Sans les antennes",
  "sans-bus-ni-antenne": "Sans les bus ni les antennes",
  "toutes-structures": "Toutes les structures",
  "trajet-hors-route": "Trajet entre le carreau et la route compté, à pied",
  "chef-lieu": "Habitants de chaque commune à son carreau le plus peuplé",
};

/**
 * The assumption that a word stands for. Throws `RequestError` (`parameter.invalid`) for all structures where the question
 * leaves none out.
 */
export function assumptionOf(word: AssumptionWord, selection: StructureSelection): Assumption {
  const found = assumptionsFor(selection, null).find((assumption) => wordOf(assumption) === word);
  if (found !== undefined) return found;
  throw new RequestError(
    "parameter.invalid",
    "hypothese",
    `Paramètre « hypothese » : « ${word} » ne change rien à une demande sans « exclure ».`,
  );
}

/** The word of each assumption that the figure is tried with. Throws for one without a word. */
export function wordOf(assumption: Assumption): AssumptionWord {
  const name = nameOf(assumption);
  const word = ASSUMPTION_WORDS.find((known) => known === name);
  if (word === undefined)
    throw new Error(`assumption: got ${name}, expected one of ${ASSUMPTION_WORDS.join()}`);
  return word;
}

function nameOf(assumption: Assumption): string {
  switch (assumption.kind) {
    case "asked":
      return "telle-que-demandee";
    case "speed": {
      const percent = Math.round((assumption.factor - 1) * 100);
      return `vitesse-${percent < 0 ? "moins" : "plus"}-${Math.abs(percent)}`;
    }
    case "structures":
      return assumption.without.length === 0
        ? "toutes-structures"
        : `sans-${assumption.without.join("-ni-")}`;
    case "offRoad":
      return "trajet-hors-route";
    case "townHall":
      return "chef-lieu";
  }
}

/** All that are known, and which of them a dataset and a selection let one try. */
export function knownAssumptions(
  { cells, communes }: Dataset,
  { exclude = [] }: StructureSelection,
): KnownAssumption[] {
  const obstacleTo = (word: AssumptionWord): string | null => {
    if (cells === null) return "ce jeu de données n’a pas de population";
    if (word === "toutes-structures" && exclude.length === 0) return "la demande n’exclut aucune structure";
    if (word === "chef-lieu" && communes.length === 0) return "ce jeu de données n’a pas de communes";
    return null;
  };
  return ASSUMPTION_WORDS.map((word) => {
    const obstacle = obstacleTo(word);
    return { ...labelled(word), isAvailable: obstacle === null, obstacle };
  });
}

/** A word with what it is called. */
export function labelled(word: AssumptionWord): Pick<KnownAssumption, "assumption" | "label"> {
  return { assumption: word, label: LABELS[word] };
}

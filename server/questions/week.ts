import { EMBEDDED_ENGINE, provenanceOf } from "../../isochrones/accessibility/provenance.ts";
import { selectionParameters, selectStructures } from "../../isochrones/accessibility/selection.ts";
import { warningsFor } from "../../isochrones/accessibility/warnings.ts";
import { HALF_HOURS_OF_DAY, openIn } from "../../isochrones/accessibility/week-groups.ts";
import type { Warning } from "../../isochrones/model/provenance.ts";
import type { Structure, StructureSelection } from "../../isochrones/model/structure.ts";
import { DAY_NAMES } from "../../isochrones/opening-hours/opening-window.ts";
import type { Study } from "../../isochrones/study.ts";
import type { NamedStructure, WeekAnswer, WeekStructures } from "../schemas/week-answers.ts";
import { structuresIn } from "../structures/structures-in.ts";
import { tenths } from "./rounding.ts";

export interface WeekQuestion {
  readonly territory: string;
  readonly minutes: number;
  /** Without those on rounds where they do not count. */
  readonly selection: StructureSelection;
  readonly rounds: WeekAnswer["rounds"];
}

const ROUNDS: ReadonlySet<Structure["format"]> = new Set<Structure["format"]>(["bus", "itinerante"]);

/** Who is near an open structure, by half-hour of the week, as JSON. Searches around each structure near the territory. */
export function answerWeek(
  study: Study,
  { territory: ref, minutes, selection, rounds }: WeekQuestion,
): string {
  const territory = study.territory(ref);
  const week = study.weekCoverage({ territory: ref, minutes, selection });
  const { structures } = study.dataset;
  const standing = structuresIn(study.dataset, territory);
  const isCounted = new Set(
    selectStructures(structures, selection).counted.map((index) => structures[index]),
  );
  const counted = standing.filter((structure) => isCounted.has(structure));
  const facts = hoursKnown(counted, standing);
  return JSON.stringify({
    territory,
    minutes,
    rounds,
    population: week.population,
    covered: week.covered,
    coveredAtSomeTime: week.coveredAtSomeTime,
    days: [...DAY_NAMES, "dimanche"].map((day, number) => {
      const first = number * HALF_HOURS_OF_DAY;
      return {
        day,
        covered: Array.from(week.byHalfHour.subarray(first, first + HALF_HOURS_OF_DAY), tenths),
        open: Array.from({ length: HALF_HOURS_OF_DAY }, (_, at) => openIn(counted, first + at).length),
      };
    }),
    structures: facts,
    groupCount: week.groupCount,
    warnings: [...warningsFor(study.dataset, null), ...warningsOf(facts, rounds)],
    provenance: provenanceOf(study.dataset, EMBEDDED_ENGINE, {
      territory: ref,
      minutes,
      rounds,
      ...selectionParameters(selection),
    }),
  } satisfies WeekAnswer);
}

function hoursKnown(counted: readonly Structure[], standing: readonly Structure[]): WeekStructures {
  const unreadDays = ({ openingHours }: Structure): number =>
    openingHours.filter((hours) => hours === null).length;
  const isUnknown = (structure: Structure): boolean =>
    unreadDays(structure) === structure.openingHours.length;
  const partly = counted.filter((structure) => unreadDays(structure) > 0 && !isUnknown(structure));
  const unknown = counted.filter(isUnknown);
  return {
    counted: counted.length,
    known: counted.length - partly.length - unknown.length,
    unknown: unknown.map(named),
    partlyUnknown: partly.map(named),
    onRounds: standing.filter(({ format }) => ROUNDS.has(format)).map(named),
    byAppointment: counted.filter(({ byAppointment }) => byAppointment).length,
  };
}

function named({ id, name }: Structure): NamedStructure {
  return { id, name };
}

function warningsOf({ unknown, onRounds }: WeekStructures, rounds: WeekAnswer["rounds"]): Warning[] {
  const warnings: Warning[] = [];
  if (unknown.length > 0) {
    warnings.push({
      code: "horaires_inconnus",
      message: `${unknown.length} structures de ce territoire n’ont pas d’horaires lisibles : elles ne comptent à aucune heure.`,
    });
  }
  if (onRounds.length > 0) {
    const how =
      rounds === "exclure"
        ? "ne comptent pas : leurs horaires changent de lieu"
        : "comptent comme si elles restaient au lieu de la liste";
    warnings.push({
      code: "tournees",
      message: `${onRounds.length} structures de ce territoire sont en tournée (bus, itinérantes) et ${how}.`,
    });
  }
  return warnings;
}

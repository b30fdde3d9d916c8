import type { Misplaced } from "../../../isochrones/accessibility/town-halls.ts";
import type { Assumption } from "../../../isochrones/model/sensitivity.ts";
import type { SensitivityReport } from "./sensitivity-report.ts";

/** The report as one JSON object: `sensitivity` is a flat list, an entry for each cutoff and assumption. */
export function sensitivityJson(report: SensitivityReport): object {
  const { territory, minutes, rows, communes, townHalls, chiefTowns, warnings, provenance } = report;
  const misplaced = ({ communes: indices, people }: Misplaced): object => ({
    communes: indices.map((index) => communes[index].code),
    people,
  });
  return {
    territory,
    minutes,
    sensitivity: rows.map(({ assumption, ...row }) => ({ ...assumptionFields(assumption), ...row })),
    townHalls: {
      file: chiefTowns?.file ?? null,
      communes: townHalls.communeCount,
      absent: misplaced(townHalls.absent),
      unreached: misplaced(townHalls.unreached),
      peopleWithoutCommune: townHalls.peopleWithoutCommune,
    },
    issues: chiefTowns?.issues ?? [],
    warnings,
    provenance,
  };
}

/** The kind of an assumption with its own parameters. */
function assumptionFields(assumption: Assumption): object {
  switch (assumption.kind) {
    case "asked":
      return { assumption: "asked" };
    case "speed":
      return { assumption: "speed", factor: assumption.factor };
    case "structures":
      return {
        assumption: "structures",
        without: assumption.without,
        exclude: assumption.selection.exclude ?? [],
      };
    case "offRoad":
      return { assumption: "offRoad", speedKmh: assumption.speedKmh };
    case "townHall":
      return { assumption: "townHall", places: assumption.chiefTowns === null ? "cells" : "file" };
  }
}

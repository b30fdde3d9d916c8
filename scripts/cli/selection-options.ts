import type { CoverageQuery } from "../../isochrones/model/report.ts";
import type { StructureFormat, StructureSelection, StructureType } from "../../isochrones/model/structure.ts";
import { numberOption, type Options, textOption, UsageError, type Values } from "./command.ts";

/** Options of every command that states a figure. */
export const QUERY_OPTIONS = {
  dataset: { type: "string" },
  minutes: { type: "string" },
  territoire: { type: "string" },
  exclure: { type: "string" },
  au: { type: "string" },
} as const satisfies Options;

export const QUERY_USAGE = `  --dataset DIR         jeu de données (obligatoire)
  --minutes M           seuil en minutes, 30 par défaut
  --territoire REF      france (tout le jeu, par défaut), reg:94, dep:2A, epci:…, com:2A004
  --exclure LISTE       types ou formats non comptés : bus,itinerante,antenne,principal,fixe,multisite
  --au AAAA-MM-JJ       réseau des structures labellisées à cette date`;

const EXCLUDABLE: readonly (StructureType | StructureFormat)[] = [
  "principal",
  "antenne",
  "fixe",
  "multisite",
  "bus",
  "itinerante",
];

const DEFAULT_MINUTES = 30;

export function readQuery(values: Values): CoverageQuery {
  return {
    territory: textOption(values, "territoire") ?? "france",
    minutes: numberOption(values, "minutes", DEFAULT_MINUTES),
    selection: readSelection(values),
  };
}

function readSelection(values: Values): StructureSelection {
  const exclude = (textOption(values, "exclure") ?? "")
    .split(",")
    .filter((word) => word !== "")
    .map((word) => {
      const known = EXCLUDABLE.find((name) => name === word);
      if (known !== undefined) return known;
      throw new UsageError(`option --exclure: got "${word}", expected some of ${EXCLUDABLE.join(", ")}`);
    });
  const asOf = textOption(values, "au");
  if (asOf === undefined) return { exclude };
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(asOf) || Number.isNaN(Date.parse(asOf))) {
    throw new UsageError(`option --au: got "${asOf}", expected a day as YYYY-MM-DD`);
  }
  return { exclude, asOf };
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import type { Commune } from "../../../isochrones/model/territory.ts";
import { OfflinePlaces } from "../../../server/addresses/offline-places.ts";
import { miniCells, squares } from "../../helpers/mini-cells.ts";
import { miniCommune } from "../../helpers/mini-dataset.ts";

/** Places of these communes, all at one point. */
export function placesOf(communes: readonly Commune[]): OfflinePlaces {
  const [plan] = squares([[0, 0]]);
  const cells = miniCells(communes.map((_, commune) => ({ ...plan, commune })));
  return new OfflinePlaces({ cells, communes, communeShapes: communes.map(() => null) });
}

interface OfficialCommune {
  readonly code: string;
  readonly nom: string;
  readonly type: string;
  readonly departement: string;
  readonly codesPostaux?: readonly string[];
  readonly population?: number;
}

/** All communes and municipal arrondissements of France, of the package that datasets are built with. */
export function allCommunes(): Commune[] {
  const path = createRequire(import.meta.url).resolve("@etalab/decoupage-administratif/data/communes.json");
  const entries = JSON.parse(readFileSync(path, "utf8")) as OfficialCommune[];
  return entries
    .filter(({ type }) => type === "commune-actuelle" || type === "arrondissement-municipal")
    .map(({ code, nom, departement, codesPostaux = [], population = 0 }) =>
      miniCommune(code, {
        name: nom,
        departementCode: departement,
        postcodes: codesPostaux,
        legalPopulation: population,
      }),
    );
}

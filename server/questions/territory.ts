import { flatOutlines } from "../../data/bundle/outlines.ts";
import { codeIn, territoryRef } from "../../isochrones/accessibility/territories.ts";
import { RequestError } from "../../isochrones/errors.ts";
import { readOutlines } from "../../isochrones/geo/commune-outlines.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Commune, Territory } from "../../isochrones/model/territory.ts";
import type { Study } from "../../isochrones/study.ts";
import { CommuneBoxes } from "../extents/commune-boxes.ts";
import { type Apart, departementsApart } from "../extents/insets.ts";
import { smallOutline } from "../extents/small-outline.ts";
import { originOf } from "../public-data.ts";
import type { Inset, TerritoryAnswer, TerritoryCounts } from "../schemas/answers.ts";
import { listTerritory } from "../territories.ts";
import { territoryIndicators } from "./territory-indicators.ts";
import { groupCommunes, KINDS_BY_WIDTH, mainCommunesOfEpci } from "../territory-groups.ts";

export interface TerritoryQuestion {
  readonly ref: string;
}

/** What is made of a dataset for the first territory that is asked for. */
interface Extents {
  readonly boxes: CommuneBoxes;
  readonly mainCommunes: ReadonlyMap<string, Commune>;
}

const extentsOf = new WeakMap<Study, Extents>();

function extents(study: Study): Extents {
  const { dataset } = study;
  const known = extentsOf.get(study) ?? {
    boxes: new CommuneBoxes(dataset),
    mainCommunes: mainCommunesOfEpci(dataset.communes),
  };
  extentsOf.set(study, known);
  return known;
}

/** Where a territory lies, what it is in and what is in it, as JSON. Throws `RequestError` (`territory.unknown`). */
export function answerTerritory(study: Study, { ref }: TerritoryQuestion): string {
  const territory = territoryOf(study, ref);
  const { dataset } = study;
  const { boxes } = extents(study);
  const members = membersOf(dataset, territory);
  const isAll = territory.kind === "france";
  const bbox = (isAll ? null : boxes.around(members)) ?? dataset.bbox;
  const apart = isAll ? departementsApart(dataset, boxes) : [];
  const codesApart = new Set(apart.map((one) => one.territory.code));
  const main = members.filter((i) => !codesApart.has(dataset.communes[i].departementCode));
  return JSON.stringify({
    territory: listTerritory(territory),
    bbox,
    mainBbox: (apart.length === 0 ? null : boxes.around(main)) ?? bbox,
    parents: parentsOf(study, territory, members).map(listTerritory),
    kinds: countKinds(dataset, territory, members),
    insets: insetsOf(dataset, apart),
    indicators: territoryIndicators(
      dataset,
      isAll ? null : new Set(members.map((i) => dataset.communes[i].code)),
    ),
    ...originOf(dataset),
  } satisfies TerritoryAnswer);
}

/** Names the parameter of the path. */
function territoryOf(study: Study, ref: string): Territory {
  try {
    return study.territory(ref);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    throw new RequestError(error.code, "ref", error.message);
  }
}

function membersOf({ communes }: Dataset, { kind, code }: Territory): number[] {
  return [...communes.keys()].filter((i) => codeIn(communes[i], kind) === code);
}

function parentsOf(study: Study, { kind, code }: Territory, members: readonly number[]): Territory[] {
  const { communes, territories } = study.dataset;
  const wider = KINDS_BY_WIDTH.slice(0, KINDS_BY_WIDTH.indexOf(kind));
  // One that is not empty: a territory of the dataset without communes only lies in all of it.
  const commune = kind === "epci" ? extents(study).mainCommunes.get(code) : communes[members[0] ?? -1];
  const refs = wider.map((one) => {
    const parent = commune === undefined ? null : codeIn(commune, one);
    return parent === null ? null : territoryRef({ kind: one, code: parent, name: "" });
  });
  const known = new Map(territories.map((territory) => [territoryRef(territory), territory]));
  known.set("france", study.territory("france"));
  if (commune === undefined) refs.fill("france", 0, 1);
  return refs.flatMap((ref) => known.get(ref ?? "") ?? []);
}

function countKinds(dataset: Dataset, { kind }: Territory, members: readonly number[]): TerritoryCounts {
  const inside = members.map((commune) => dataset.communes[commune]);
  const counts: Partial<Record<Territory["kind"], number>> = {};
  for (const narrower of KINDS_BY_WIDTH.slice(KINDS_BY_WIDTH.indexOf(kind) + 1)) {
    const { length } = groupCommunes(inside, dataset.territories, narrower).territories;
    if (length > 0) counts[narrower] = length;
  }
  return counts;
}

function insetsOf(dataset: Dataset, apart: readonly Apart[]): Inset[] {
  const outlineOf = readOutlines(dataset);
  return apart.map(({ territory, communes, box }) => ({
    ...listTerritory(territory),
    bbox: box,
    outline: smallOutline(
      flatOutlines(communes.map(outlineOf)),
      communes.map((commune) => dataset.communes[commune]),
    ),
  }));
}

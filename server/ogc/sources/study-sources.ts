import type { Gap, IsochroneBand, SubTerritory } from "../../../isochrones/model/report.ts";
import type { Study } from "../../../isochrones/study.ts";
import { attributions } from "../../public-data.ts";
import type { Asker } from "../../questions/questions.ts";
import type { ServiceDescription } from "../documents.ts";
import type { FeatureCollectionSource } from "../source.ts";
import { communesSource } from "./communes.ts";
import { gapsSource } from "./gaps.ts";
import { ISOCHRONE_MINUTES, isochronesSource } from "./isochrones.ts";
import type { DrawIsochrone } from "./isochrones.ts";
import { structuresSource } from "./structures.ts";

const MINUTES = 30;

/** What `ogcRoutes` needs to know of a study, whose figures the asker finds. */
export function studyCollections(
  study: Study,
  asker: Asker,
): {
  readonly sources: FeatureCollectionSource[];
  readonly service: ServiceDescription;
} {
  return { sources: studySources(study, asker), service: studyService(study) };
}

/** All collections of a study. Without a population there are no figures to offer. */
export function studySources({ dataset }: Study, asker: Asker): FeatureCollectionSource[] {
  const draw: DrawIsochrone = async (structureId) => {
    const [band] = await listOf<IsochroneBand>(
      asker.ask("bands", { around: { structureId }, minutes: [ISOCHRONE_MINUTES] }),
    );
    return band;
  };
  const query = { minutes: MINUTES };
  const figures =
    dataset.cells === null
      ? []
      : [
          communesSource(dataset, async () =>
            listOf<SubTerritory>(asker.ask("subTerritories", { ...query, kind: "commune" })),
          ),
          gapsSource(dataset, dataset.cells, async () => listOf<Gap>(asker.ask("gapList", query))),
        ];
  return [structuresSource(dataset), ...figures, isochronesSource(dataset, draw)];
}

/** What a question has answered as a list in JSON. */
async function listOf<Item>(answer: Promise<Uint8Array>): Promise<Item[]> {
  return JSON.parse(Buffer.from(await answer).toString()) as Item[];
}

/** What a dataset's collections are together. */
export function studyService({ dataset }: Study): ServiceDescription {
  const { name, fictitious, sources } = dataset;
  const warning = fictitious ? " Données fictives, pour essayer : aucune ne décrit un lieu réel." : "";
  return {
    title: `Trente – ${name}`,
    description: `Qui est à moins de trente minutes d’une structure France services, et qui ne l’est pas.${warning}`,
    attribution: attributions(sources).join(" · "),
  };
}

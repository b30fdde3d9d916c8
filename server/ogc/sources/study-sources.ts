import { setImmediate } from "node:timers/promises";

import type { Study } from "../../../isochrones/study.ts";
import { attributions } from "../../public-data.ts";
import type { ServiceDescription } from "../documents.ts";
import type { FeatureCollectionSource } from "../source.ts";
import { communesSource } from "./communes.ts";
import { gapsSource } from "./gaps.ts";
import { ISOCHRONE_MINUTES, isochronesSource } from "./isochrones.ts";
import type { DrawIsochrone } from "./isochrones.ts";
import { structuresSource } from "./structures.ts";

const MINUTES = 30;

/** What `ogcRoutes` needs to know of a study. */
export function studyCollections(study: Study): {
  readonly sources: FeatureCollectionSource[];
  readonly service: ServiceDescription;
} {
  return { sources: studySources(study), service: studyService(study) };
}

/** All collections of a study, answered in this thread. Without a population there are no figures to offer. */
export function studySources(study: Study): FeatureCollectionSource[] {
  const { dataset } = study;
  const draw: DrawIsochrone = async (structureId) => {
    // Others are answered between two areas.
    await setImmediate();
    return study.isochrones({ structureId }, [ISOCHRONE_MINUTES])[0];
  };
  const figures =
    dataset.cells === null
      ? []
      : [
          communesSource(dataset, async () => study.subTerritories({ kind: "commune", minutes: MINUTES })),
          gapsSource(dataset, dataset.cells, async () => study.gaps({ minutes: MINUTES })),
        ];
  return [structuresSource(dataset), ...figures, isochronesSource(dataset, draw)];
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

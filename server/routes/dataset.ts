import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Warning } from "../../isochrones/model/provenance.ts";
import type { Study } from "../../isochrones/study.ts";
import type { DatasetAnswer } from "../schemas/answers.ts";
import { parameters } from "../schemas/parameters.ts";
import type { App, RouteContext } from "./context.ts";

/** `GET /api/v1/jeu`: what the figures rest on. */
export function datasetRoutes(app: App, { study, revalidate }: RouteContext): void {
  app.get(
    "/api/v1/jeu",
    { schema: { querystring: parameters({}) }, preHandler: revalidate },
    (): DatasetAnswer => describeDataset(study),
  );
}

function describeDataset(study: Study): DatasetAnswer {
  const { dataset } = study;
  return {
    id: dataset.id,
    name: dataset.name,
    formatVersion: dataset.formatVersion,
    fictitious: dataset.fictitious,
    bbox: dataset.bbox,
    sources: dataset.sources,
    issues: dataset.issues,
    warnings: datasetWarnings(study),
    profile: dataset.profile,
    parameters: dataset.parameters,
    counts: countDataset(dataset),
  };
}

function countDataset({ network, structures, cells, communes }: Dataset): DatasetAnswer["counts"] {
  return {
    nodes: network.nodeCount,
    edges: network.edgeCount,
    structures: structures.length,
    cells: cells?.count ?? 0,
    people: cells?.people.reduce((sum, people) => sum + people, 0) ?? 0,
    communes: communes.length,
  };
}

/** The warnings of the figure for everything; roads alone have no figure, so nothing to warn of. */
function datasetWarnings(study: Study): readonly Warning[] {
  return study.dataset.cells === null ? [] : study.coverage().warnings;
}

import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { Warning } from "../../isochrones/model/provenance.ts";
import type { QualityIndicators, Structure } from "../../isochrones/model/structure.ts";
import type { Study } from "../../isochrones/study.ts";
import type { DatasetAnswer } from "../schemas/answers.ts";

/** What the figures rest on, as JSON. */
export function answerDataset(study: Study): string {
  const { dataset } = study;
  return JSON.stringify({
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
  } satisfies DatasetAnswer);
}

function countDataset({ network, structures, cells, communes }: Dataset): DatasetAnswer["counts"] {
  return {
    nodes: network.nodeCount,
    edges: network.edgeCount,
    structures: structures.length,
    cells: cells?.count ?? 0,
    people: cells?.people.reduce((sum, people) => sum + people, 0) ?? 0,
    communes: communes.length,
    ...countIndicators(structures),
  };
}

/** Nothing where no structure has any. O(structures). */
function countIndicators(structures: readonly Structure[]): Pick<DatasetAnswer["counts"], "indicators"> {
  const given = structures.flatMap(({ indicators }) => (indicators === undefined ? [] : [indicators]));
  if (given.length === 0) return {};
  const known = (name: keyof QualityIndicators): number => given.filter((one) => one[name] !== null).length;
  return {
    indicators: {
      realisationRate: known("realisationRate"),
      noRedirectionShare: known("noRedirectionShare"),
      satisfaction: known("satisfaction"),
    },
  };
}

/** The warnings of the figure for everything; roads alone have no figure, so nothing to warn of. */
function datasetWarnings(study: Study): readonly Warning[] {
  return study.dataset.cells === null ? [] : study.coverage().warnings;
}

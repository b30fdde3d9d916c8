import { EMBEDDED_ENGINE, provenanceOf } from "../isochrones/accessibility/provenance.ts";
import type { Dataset } from "../isochrones/model/dataset.ts";
import type { Provenance } from "../isochrones/model/provenance.ts";
import type { Structure } from "../isochrones/model/structure.ts";
import type { DataOrigin, DatasetStamp, StructureFeature, StructureRecord } from "./schemas/answers.ts";

/**
 * A structure as open data. Fields are named one by one, so that a new one, or the e-mail, never leaves by
 * accident.
 */
export function structureFeature(structure: Structure): StructureFeature {
  return {
    type: "Feature",
    id: structure.id,
    geometry: { type: "Point", coordinates: [structure.lon, structure.lat] },
    properties: {
      id: structure.id,
      name: structure.name,
      address: structure.address,
      postcode: structure.postcode,
      communeCode: structure.communeCode,
      communeName: structure.communeName,
      departementCode: structure.departementCode,
      type: structure.type,
      format: structure.format,
      labelledOn: structure.labelledOn,
      openingHours: structure.openingHours,
      byAppointment: structure.byAppointment,
      phone: structure.phone,
      comment: withoutEmails(structure.comment),
      group: structure.group,
      ...(structure.indicators !== undefined && { indicators: structure.indicators }),
    },
  };
}

/** The same in one record. */
export function structureRecord({ properties, geometry }: StructureFeature): StructureRecord {
  const [lon, lat] = geometry.coordinates;
  return { ...properties, lon, lat };
}

/** Comments are free text, in which some structures write an address. */
function withoutEmails(text: string): string {
  return text.replaceAll(/[^\s<>()[\],;:"]+@[^\s<>()[\],;:"]+\.[^\s<>()[\],;:"]+/g, "[adresse électronique]");
}

/** What every answer says of the data behind it. @param parameters of the question */
export function originOf(dataset: Dataset, parameters: Provenance["parameters"] = {}): DataOrigin {
  return {
    dataset: datasetStamp(dataset),
    provenance: provenanceOf(dataset, EMBEDDED_ENGINE, parameters),
  };
}

function datasetStamp({ id, name, fictitious, sources }: Dataset): DatasetStamp {
  return { id, name, fictitious, attributions: attributions(sources) };
}

/** Each producer once, in the order of the sources. */
export function attributions(sources: Dataset["sources"]): string[] {
  return [...new Set(sources.map(({ attribution }) => attribution).filter((text) => text !== ""))];
}

import type { Dataset } from "../../isochrones/model/dataset.ts";
import { AddressResolver } from "./address-resolver.ts";
import { OfflinePlaces } from "./offline-places.ts";

/** Addresses by the communes of a dataset alone. */
export function communesOnly(dataset: Dataset): AddressResolver {
  return new AddressResolver({ places: new OfflinePlaces(dataset), geocoder: null, dataset });
}

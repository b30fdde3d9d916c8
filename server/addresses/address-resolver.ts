import type { Dataset } from "../../isochrones/model/dataset.ts";
import type { AddressMatch, AddressesAnswer } from "../schemas/answers.ts";
import { type Geocoder, GeocoderUnavailable } from "./geocoder.ts";
import type { OfflinePlaces } from "./offline-places.ts";

/** Asked for at least, since places outside the dataset are left out. */
const LEAST_ASKED = 20;

export interface AddressResolverOptions {
  readonly places: OfflinePlaces;
  /** null for none: addresses are sought among communes alone. */
  readonly geocoder: Geocoder | null;
  readonly dataset: Pick<Dataset, "fictitious" | "bbox">;
  /** Told each time the geocoder does not answer; by default nobody is. */
  readonly onTrouble?: (trouble: GeocoderUnavailable) => void;
}

/**
 * Turns what people type into points: by the geocoder where there is one and it answers, else, and whenever it knows
 * nothing, by the communes of the dataset.
 */
export class AddressResolver {
  readonly #places: OfflinePlaces;
  readonly #geocoder: Geocoder | null;
  readonly #bbox: Dataset["bbox"];
  readonly #onTrouble: (trouble: GeocoderUnavailable) => void;

  constructor({ places, geocoder, dataset, onTrouble = () => {} }: AddressResolverOptions) {
    this.#places = places;
    // Real addresses mean nothing in a made-up territory.
    this.#geocoder = dataset.fictitious ? null : geocoder;
    this.#bbox = dataset.bbox;
    this.#onTrouble = onTrouble;
  }

  /**
   * Best first. Never fails for the geocoder's sake, and waits for it no longer than its time limit. Places outside the
   * box around the dataset's roads are left out: nothing can be said of them.
   *
   * @param limit at most so many, 1 or more
   */
  async resolve(text: string, limit: number): Promise<AddressesAnswer> {
    if (this.#geocoder === null || this.#places.isKnownCode(text)) {
      return { addresses: this.#places.find(text, limit), geocoder: "unused" };
    }
    const found = await this.#findOnline(this.#geocoder, text, limit);
    const addresses = (found ?? []).filter((match) => this.#isInside(match)).slice(0, limit);
    return {
      addresses: addresses.length > 0 ? addresses : this.#places.find(text, limit),
      geocoder: found === null ? "unavailable" : "answered",
    };
  }

  /** A commune by its INSEE code of today, never online; null where the dataset does not have it. */
  byInseeCode(code: string): AddressMatch | null {
    return this.#places.byInseeCode(code);
  }

  async #findOnline(
    geocoder: Geocoder,
    text: string,
    limit: number,
  ): Promise<readonly AddressMatch[] | null> {
    try {
      return await geocoder.find(text, Math.max(limit, LEAST_ASKED));
    } catch (error) {
      if (!(error instanceof GeocoderUnavailable)) throw error;
      this.#onTrouble(error);
      return null;
    }
  }

  #isInside({ lon, lat }: AddressMatch): boolean {
    const [west, south, east, north] = this.#bbox;
    return lon >= west && lon <= east && lat >= south && lat <= north;
  }
}

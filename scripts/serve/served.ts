import { createStudy } from "../../isochrones/create-study.ts";
import type { Dataset } from "../../isochrones/model/dataset.ts";
import { AddressResolver } from "../../server/addresses/address-resolver.ts";
import { GEOCODER_VARIABLE } from "../../server/addresses/geoplateforme/base-url.ts";
import { GeoplateformeGeocoder } from "../../server/addresses/geoplateforme-geocoder.ts";
import { OfflinePlaces } from "../../server/addresses/offline-places.ts";
import type { GuardedAdmin } from "../../server/admin/guarded-admin.ts";
import type { AppOptions } from "../../server/app.ts";
import type { Journal } from "../../server/journal/journal.ts";
import { openJobWorker } from "../../server/long-work/job-worker.ts";
import { NearFinder } from "../../server/near/near-finder.ts";
import { askThreads } from "../../server/questions/ask-threads.ts";
import type { Asker } from "../../server/questions/questions.ts";
import { GroundTiles } from "../../server/tiles/ground-tiles.ts";
import { webRoot } from "../cli/web-root.ts";
import type { ServerControl } from "./server-control.ts";

/** What stays over a change of dataset. */
export type Settings = Required<
  Pick<
    AppOptions,
    "metrics" | "jobStore" | "requestsPerMinute" | "trustedProxies" | "state" | "history" | "journal"
  >
> & {
  readonly admin: GuardedAdmin | null;
  readonly control: ServerControl;
  /** Ends the server. */
  readonly signal: AbortSignal;
};

/** One dataset, ready to be asked, with what stays. */
export type Served = Omit<AppOptions, "admin"> &
  Settings & { readonly near: NearFinder; readonly asker: Asker; readonly tiles: GroundTiles };

/** A dataset with the threads that answer for it. */
export function openServed(dataset: Dataset, settings: Settings): Served {
  const { journal, metrics } = settings;
  const onDeath = (cause: Error, task: string | null): void => {
    metrics.countDeath(task);
    const what = `a thread died${task === null ? "" : ` at ${task}`}: ${cause.message}`;
    journal.tell("error", "thread_died", what, { task });
  };
  const asker = metrics.watch(askThreads(dataset, { onDeath }));
  return {
    ...settings,
    study: createStudy(dataset),
    asker,
    near: new NearFinder(dataset, asker),
    addresses: addressesOf(dataset, journal),
    tiles: new GroundTiles(dataset, { onDeath }),
    jobWorker: openJobWorker(dataset, { onDeath }),
    webRoot: webRoot(),
  };
}

/** Ends the threads of a dataset that no app has taken over. */
export async function closeServed({ asker, tiles }: Pick<Served, "asker" | "tiles">): Promise<void> {
  await Promise.all([asker.close(), tiles.close()]);
}

/** Addresses are asked of the Géoplateforme where the environment names its address. */
function addressesOf(dataset: Dataset, journal: Journal): AddressResolver {
  const baseUrl = process.env[GEOCODER_VARIABLE] ?? "";
  return new AddressResolver({
    places: new OfflinePlaces(dataset),
    geocoder: baseUrl === "" ? null : new GeoplateformeGeocoder(baseUrl),
    dataset,
    onTrouble: ({ message }) => journal.tell("warn", "geocoder_trouble", `geocoder: ${message}`),
  });
}

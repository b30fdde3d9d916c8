import type { CoverageReport } from "../../../isochrones/model/report.ts";
import { recount } from "../coverage/recount.ts";
import { messages } from "../i18n/messages.ts";
import type { AppState } from "./state.ts";

const words = messages.title;

/** What a title needs of the data. */
export interface TitleData {
  readonly place: { readonly territory: { readonly name: string } } | null;
  readonly report: Pick<CoverageReport, "territory" | "curve" | "population"> | null;
  readonly isPlaceUnknown: boolean;
}

/** `Corse-du-Sud : 98,2 % à 30 min – Trente`; without the figure while it is not known, or where nobody lives. */
export function titleOf(
  { view, minutes }: Pick<AppState, "view" | "minutes">,
  { place, report, isPlaceUnknown }: TitleData,
  datasetName: string,
): string {
  if (view === "accessibility") return words.page(words.views.accessibility);
  if (isPlaceUnknown) return words.page(messages.territory.unknown);
  const name = place?.territory.name ?? report?.territory.name ?? datasetName;
  if (view !== "map") return words.page(`${words.views[view]} – ${name}`);
  const figure = report === null ? null : recount(report, minutes);
  if (figure === null || figure.population === 0) return words.page(name);
  return words.page(words.figure(name, figure));
}

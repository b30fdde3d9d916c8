import { recount } from "../coverage/recount.ts";
import { messages } from "../i18n/messages.ts";
import type { AppContext } from "./context.ts";
import type { AppData } from "./data.ts";
import type { AppState } from "./state.ts";

const words = messages.title;

/** Keeps the title of the window, which bookmarks, tabs and screen readers tell, in step with what is shown. */
export function followTitle({ dataset, state, data }: AppContext): void {
  const write = (): void => {
    document.title = titleOf(state.get(), data.get(), dataset.name);
  };
  state.watch((all) => all, write);
  data.watch((all) => all, write);
}

/** `Corse-du-Sud : 98,2 % à 30 min – Trente`; without the figure while it is not known, or where nobody lives. */
export function titleOf(
  { view, minutes }: Pick<AppState, "view" | "minutes">,
  { place, report, isPlaceUnknown }: Pick<AppData, "place" | "report" | "isPlaceUnknown">,
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

import { DATASET_UNKNOWN, readProblem } from "../api/get-json.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import type { AppContext } from "./context.ts";

const words = messages.outdated;

/** Says that the server now has other data, once an answer shows it, with a way to see these; empty until then. */
export function createFreshnessNotice({ dataset, data }: AppContext): HTMLElement {
  const notice = h("div", { class: "outdated", role: "alert" });
  data.watch(
    ({ report }) => report?.provenance.dataset.id ?? dataset.id,
    (id) => {
      if (id !== dataset.id) data.set({ isOutdated: true });
    },
  );
  data.watch(
    ({ isOutdated }) => isOutdated,
    (isOutdated) => {
      if (!isOutdated) return;
      replaceChildren(
        notice,
        h("p", {}, words.text),
        h("button", { type: "button", class: "button", onclick: () => location.reload() }, words.reload),
      );
    },
  );
  return notice;
}

/** Looks whether an answer that was refused was so because its data are served no more. */
export async function checkRefusal({ data }: AppContext, error: object): Promise<void> {
  if (data.get().isOutdated || !("body" in error) || !(error.body instanceof Blob)) return;
  const problem = await readProblem(error.body);
  if (problem?.type === DATASET_UNKNOWN) data.set({ isOutdated: true });
}

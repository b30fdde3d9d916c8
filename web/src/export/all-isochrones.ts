import type { IsochroneFile, IsochroneJob } from "../../../server/schemas/isochrone-job-answers.ts";
import { followOwnJob } from "../api/jobs.ts";
import { fieldsOf } from "../api/query.ts";
import { countedParameters } from "../app/state.ts";
import type { AppState } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { jobMessages } from "../i18n/job-messages.ts";
import { messages } from "../i18n/messages.ts";
import { exportBands } from "./export-sets.ts";

const words = jobMessages.allIsochrones;
const PATH = "/api/v1/isochrones";

/** The file of all isochrones of what is shown: the server prepares it while the reader sees how far it is. */
export interface AllIsochrones {
  readonly title: string;
  readonly detail: string;
  readonly button: HTMLElement;
  /** How far it is, with a way to give it up; nothing at first. */
  readonly progress: HTMLElement;
}

/** @param closed aborted when nobody can see the file any more: then it is given up */
export function allIsochrones(all: AppState, structures: number, closed: AbortSignal): AllIsochrones {
  const minutes = exportBands(all.minutes);
  const question = { territoire: all.territory, minutes, ...fieldsOf(countedParameters(all)) };
  const name = ["isochrones", all.territory.replace(":", "-"), ...minutes].join("-");
  const button = h(
    "button",
    { type: "button", class: "button", "aria-label": messages.out.formatOf("GeoJSON", words.title) },
    "GeoJSON",
  );
  const bar = h("progress", { "aria-label": words.progress });
  const text = h("p", { class: "hint", role: "status", "aria-live": "polite" });
  // Each step of it would be too much to hear.
  const amount = h("span", { class: "hint" });
  let running: AbortController | null = null;
  const giveUp = h("button", { type: "button", class: "button" }, words.giveUp);
  giveUp.addEventListener("click", () => running?.abort());
  const row = h("div", { class: "export-running", hidden: true }, bar, amount, giveUp);
  const trouble = h("div");
  const say = (...children: (Node | string)[]): void => replaceChildren(text, ...children);

  const tell = ({ state, position, done, total }: IsochroneJob): void => {
    const step = state === "attente" ? jobMessages.queued((position ?? 1) - 1) : words.drawing;
    if (text.textContent !== step) say(step);
    amount.textContent = total > 0 ? words.drawn(done, total) : "";
    if (total > 0) {
      bar.max = total;
      bar.value = done;
    } else bar.removeAttribute("value");
  };
  const finish = (id: string, file: IsochroneFile): void => {
    const link = h("a", { href: `${PATH}/${id}?f=${file.format}`, download: true }, `${name}.geojson`);
    say(words.done(file.features, file.bytes / 1e6), " ", link);
    link.click();
  };
  const run = async (): Promise<void> => {
    const own = new AbortController();
    running = own;
    button.disabled = true;
    row.hidden = false;
    amount.textContent = "";
    bar.removeAttribute("value");
    replaceChildren(trouble);
    say(words.asking);
    try {
      const found = await followOwnJob<IsochroneJob>(
        PATH,
        question,
        tell,
        AbortSignal.any([own.signal, closed]),
      );
      if (found === null) say(words.givenUp);
      else finish(found.id, found.result);
    } catch (error) {
      say(own.signal.aborted ? words.givenUp : "");
      if (!own.signal.aborted)
        replaceChildren(
          trouble,
          noticeOf(error, () => void run()),
        );
    } finally {
      running = null;
      button.disabled = false;
      row.hidden = true;
    }
  };
  button.addEventListener("click", () => void run());
  return {
    title: words.title,
    detail: words.detail(structures, minutes),
    button,
    progress: h("div", { class: "export-progress" }, text, row, trouble),
  };
}

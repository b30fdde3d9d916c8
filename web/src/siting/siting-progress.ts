import { cancelSites } from "../api/siting.ts";
import type { SitingJob } from "../../../server/schemas/siting-answers.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { french } from "../dom/french.ts";
import { sitingMessages as words } from "../i18n/siting-messages.ts";

export interface SitingProgress {
  readonly element: HTMLElement;
  /** Shows that something is computed; `giveUp` is called where the reader cancels before the server has named it. */
  readonly start: (giveUp: () => void) => void;
  readonly tell: (job: SitingJob) => void;
  /** Nothing is computed any more. */
  readonly end: (text: string) => void;
}

/** How far a computation is, told as its stages change, with a way to give it up. */
export function createSitingProgress(): SitingProgress {
  const text = h("p", { class: "siting-stage", role: "status", "aria-live": "polite" });
  const bar = h("progress", { class: "siting-bar", "aria-label": words.progressLabel });
  // Each step of it would be too much to hear.
  const amount = h("span", { class: "siting-amount" });
  let id: string | null = null;
  let giveUpNow = (): void => {};
  const cancel = h(
    "button",
    {
      type: "button",
      class: "button",
      onclick: () => {
        if (id === null) return giveUpNow();
        // One that has just ended cannot be given up: its answer comes.
        cancelSites(id).catch(() => giveUpNow());
      },
    },
    words.cancel,
  );
  const row = h("div", { class: "siting-running", hidden: true }, bar, amount, cancel);
  let told = "";
  const say = (key: string, ...children: (Node | string)[]): void => {
    if (key === told) return;
    told = key;
    replaceChildren(text, ...children);
  };
  return {
    element: h("div", { class: "siting-progress" }, text, row),
    start: (giveUp) => {
      id = null;
      giveUpNow = giveUp;
      row.hidden = false;
      bar.removeAttribute("value");
      amount.textContent = "";
      say(words.starting, words.starting);
    },
    tell: (job) => {
      ({ id } = job);
      if (job.state === "attente") {
        const queued = words.queued((job.position ?? 1) - 1);
        return say(queued, queued);
      }
      if (job.stage !== null) say(job.stage, words.computing, french(job.stage));
      amount.textContent = job.total > 0 ? words.progress(job.done, job.total) : "";
      if (job.total > 0) {
        bar.max = job.total;
        bar.value = job.done;
      } else bar.removeAttribute("value");
    },
    end: (last) => {
      row.hidden = true;
      say(last, last);
    },
  };
}

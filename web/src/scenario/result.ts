import type { ScenarioAnswer } from "../../../server/schemas/scenario-answers.ts";
import type { AppContext } from "../app/context.ts";
import { plainTable } from "../document/plain-table.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { formatCount, formatShare } from "../i18n/format.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { gapsSection, territoriesSection } from "./result-tables.ts";
import type { Session } from "./session.ts";

const words = scenarioMessages.result;

/** What the scenario shown changes: in a sentence that is heard, and in tables. */
export function createResult(context: AppContext, session: Session): HTMLElement {
  const summary = h("p", { class: "scenario-summary", role: "status" });
  const body = h("div", { class: "scenario-figures" });
  const title = h("h3", { id: "scenario-resultat" }, words.title);
  const section = h(
    "section",
    { class: "scenario-result", "aria-labelledby": title.id },
    title,
    summary,
    body,
  );
  const draw = (): void => {
    const { answer } = session.store.get();
    section.hidden = answer === null;
    if (answer === null) {
      summary.textContent = "";
      return replaceChildren(body);
    }
    summary.textContent = summaryOf(answer);
    replaceChildren(
      body,
      figuresTable(answer),
      h("p", { class: "hint" }, words.changedCells(answer.changedCells)),
      territoriesSection(context, answer),
      gapsSection(answer),
    );
  };
  session.store.watch(({ answer }) => answer, draw);
  session.store.watch(
    ({ isBusy }) => isBusy,
    (isBusy) => section.setAttribute("aria-busy", String(isBusy)),
  );
  return section;
}

/** The difference in one sentence. */
export function summaryOf({ minutes, before, after, gained, lost }: ScenarioAnswer): string {
  return words.summary(minutes, before.share, after.share, gained, lost);
}

function figuresTable({ minutes, before, after, gained, lost, gaps }: ScenarioAnswer): HTMLElement {
  const rows = [
    [words.share(minutes), formatShare(before.share), formatShare(after.share)],
    [words.gained, "", formatCount(gained)],
    [words.lost, "", formatCount(lost)],
    [words.mean, words.minutes(before.meanMinutes), words.minutes(after.meanMinutes)],
    [words.median, words.minutes(before.medianMinutes), words.minutes(after.medianMinutes)],
    [words.structures, formatCount(before.structures.counted), formatCount(after.structures.counted)],
    [words.gaps, formatCount(gaps.countBefore), formatCount(gaps.countAfter)],
  ] as const;
  return plainTable(
    words.title,
    [
      { title: words.measure, cell: ([name]) => name },
      { title: words.before, cell: ([, now]) => now, isNumber: true },
      { title: words.after, cell: ([, , then]) => then, isNumber: true },
    ],
    rows,
  );
}

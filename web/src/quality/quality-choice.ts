import "../styles/quality.css";

import type { QualityIndicators } from "../../../isochrones/model/structure.ts";
import type { AppContext } from "../app/context.ts";
import type { AppState } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { formatWholeShare } from "../i18n/format.ts";
import { qualityMessages } from "../i18n/quality-messages.ts";

const words = qualityMessages.choice;

type Bound = keyof Pick<AppState, "minNoRedirection" | "minRealisation">;

const CHOICES: readonly { readonly bound: Bound; readonly indicator: keyof QualityIndicators }[] = [
  { bound: "minNoRedirection", indicator: "noRedirectionShare" },
  { bound: "minRealisation", indicator: "realisationRate" },
];

/** Per cents to choose among; a link may hold another, which is then one more. */
const STEPS: readonly number[] = [50, 60, 70, 80, 90, 95];

/** Counts only structures that reach a share of an indicator. For datasets that have indicators. */
export function createQualityChoice(context: AppContext): HTMLElement {
  return h(
    "fieldset",
    { class: "control quality-fields" },
    h("legend", {}, words.legend),
    ...CHOICES.map(({ bound, indicator }) => choiceOf(context, bound, indicator)),
    context.dataset.fictitious && h("p", { class: "hint" }, qualityMessages.fictitious),
  );
}

function choiceOf(
  { dataset, state }: AppContext,
  bound: Bound,
  indicator: keyof QualityIndicators,
): HTMLElement {
  const { structures, indicators } = dataset.counts;
  const id = `qualite-${indicator}`;
  const select = h("select", {
    id,
    onchange: () => state.set({ [bound]: select.value === "" ? null : Number(select.value) }),
  });
  const hint = h("p", { class: "hint", id: `${id}-inconnues`, role: "status" });
  select.setAttribute("aria-describedby", hint.id);
  state.watch(
    (all) => all[bound],
    (chosen) => {
      const steps = [...new Set([...STEPS, ...(chosen === null ? [] : [chosen])])].sort((a, b) => a - b);
      replaceChildren(
        select,
        h("option", { value: "" }, words.all),
        ...steps.map((step) => h("option", { value: step }, words.atLeast(formatWholeShare(step / 100)))),
      );
      select.value = chosen === null ? "" : String(chosen);
      hint.textContent = chosen === null ? "" : words.uncounted(structures - (indicators?.[indicator] ?? 0));
    },
  );
  return h("div", { class: "quality-field" }, h("label", { for: id }, words.labels[bound]), select, hint);
}

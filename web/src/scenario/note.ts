import type { AppContext } from "../app/context.ts";
import { shownScenario } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import { formatShare } from "../i18n/format.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { recount } from "../coverage/recount.ts";
import { sessionOf } from "./session.ts";
import { shownName } from "./scenarios.ts";

const words = scenarioMessages.note;

/** Under the figure: of which scenario it is, and by how much it differs from today's. */
export function createScenarioNote(context: AppContext): HTMLElement {
  const { state, data } = context;
  const session = sessionOf(context);
  const note = h("p", { class: "scenario-note" });
  const draw = (): void => {
    const scenario = shownScenario(state.get());
    note.hidden = scenario === null;
    if (scenario === null) return;
    const { shownScenario: index, minutes } = state.get();
    const name = shownName(scenario, index ?? 0);
    const { answer } = session.store.get();
    const { report } = data.get();
    const before = answer?.before.curve[minutes];
    const after = report === null ? undefined : recount(report, minutes)?.share;
    note.textContent =
      before === undefined || after === undefined
        ? words.waiting(name)
        : words.shown(name, formatShare(before), scenarioMessages.points(before, after));
  };
  session.store.watch(({ answer }) => answer, draw);
  data.watch(({ report }) => report, draw);
  state.watch(({ minutes }) => minutes, draw);
  state.watch(({ scenarios }) => scenarios, draw);
  state.watch(({ shownScenario: shown }) => shown, draw);
  return note;
}

import { lazyDetails } from "../dom/lazy-details.ts";
import { lazily } from "../dom/lazy.ts";
import { messages } from "../i18n/messages.ts";
import type { AppContext } from "./context.ts";
import { EVERYWHERE } from "./state.ts";

/** The key figures of the territory: fetched once the first figure is drawn, so that nothing holds that one up. */
export function createSheetPlace(context: AppContext): HTMLElement {
  return lazily("sheet-place", async () => {
    await untilFirstAnswer(context);
    return (await import("../territory/sheet.ts")).createSheet(context);
  });
}

/** Where the next sites should open; open where the address asks for it. */
export function createSitingPlace(context: AppContext): HTMLElement {
  const details = lazyDetails(messages.siting.title, context.state.get().siting !== null, async () => {
    await untilFirstAnswer(context);
    return (await import("../siting/siting-block.ts")).createSitingBlock(context);
  });
  // A step back may ask for it.
  context.state.watch(
    ({ siting }) => siting !== null,
    (isAsked) => {
      if (isAsked) details.open = true;
    },
  );
  return details;
}

/** The network as of another day; open where the address names one. */
export function createTimeMachinePlace(context: AppContext): HTMLElement {
  const isOpen = context.state.get().asOf !== null;
  return lazyDetails(messages.timeMachine.title, isOpen, async (details) => {
    await untilFirstAnswer(context);
    return (await import("../history/time-machine.ts")).createTimeMachine(context, details);
  });
}

/** How the figure went from dataset to dataset. */
export function createTrendPlace(context: AppContext): HTMLElement {
  return lazyDetails(messages.trend.title, false, async (details) =>
    (await import("../trend/trend-block.ts")).createTrendBlock(context, details),
  );
}

/** Who is near an open structure at each half-hour of the week. */
export function createWeekPlace(context: AppContext): HTMLElement {
  return lazyDetails(messages.week.title, false, async (details) =>
    (await import("../week/week-block.ts")).createWeekBlock(context, details),
  );
}

/** Who depends on which structure. */
export function createRobustnessPlace(context: AppContext): HTMLElement {
  return lazyDetails(messages.robustness.title, false, async (details) =>
    (await import("../robustness/robustness-block.ts")).createRobustnessBlock(context, details),
  );
}

/** What was officially stated, beside the figure of everything. */
export function createStatementsPlace(context: AppContext): HTMLElement {
  const details = lazyDetails(messages.national.title, false, async () =>
    (await import("../national/statements-table.ts")).createStatementsTable(context),
  );
  context.state.watch(
    ({ territory }) => territory,
    (territory) => (details.hidden = territory !== EVERYWHERE),
  );
  return details;
}

/** Resolves with the first figure, or when there is none to wait for. */
async function untilFirstAnswer({ data }: AppContext): Promise<void> {
  return new Promise((resolve) => {
    data.watch(
      ({ report, failure }) => report !== null || failure !== null,
      (isAnswered) => {
        if (isAnswered) resolve();
      },
    );
  });
}

import type { ClosureLossRow } from "../../../server/schemas/figure-answers.ts";
import { fetchClosure } from "../api/structures.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { formatMinutes } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { createAskedSection } from "./asked-section.ts";
import { communeFacts } from "./commune-facts.ts";
import type { CountedNow } from "./counted-now.ts";

const words = messages.closure;

/** The thresholds of the public debate, minutes. */
const THRESHOLDS: readonly number[] = [20, 30];

/**
 * Who would be farther away from all others if a structure closed.
 *
 * @param counted of `followCounted`; @param signal aborted when another is selected
 */
export function createClosure(
  id: string,
  context: AppContext,
  counted: Store<CountedNow>,
  signal: AbortSignal,
): HTMLElement {
  const ask = async (parameters: Record<string, string>, current: AbortSignal): Promise<HTMLElement[]> => {
    const { meanExtraMinutes, stranded, losses } = await fetchClosure(id, THRESHOLDS, parameters, current);
    return [
      h("p", {}, words.beyond),
      h(
        "dl",
        { class: "facts losses" },
        ...losses.flatMap(({ minutes, lost }) => [
          h("dt", {}, formatMinutes(minutes)),
          h("dd", {}, words.lost(lost)),
        ]),
      ),
      ...(meanExtraMinutes === null ? [] : [h("p", {}, words.extra(meanExtraMinutes))]),
      ...(stranded > 0 ? [h("p", {}, words.stranded(stranded))] : []),
      ...losses.filter(({ lost }) => lost > 0).map((loss) => communesOf(loss, context)),
    ];
  };
  return createAskedSection(context.state, { title: words.title, ask, counted }, signal);
}

function communesOf({ minutes, communes, communeCount }: ClosureLossRow, context: AppContext): HTMLElement {
  return h(
    "details",
    {},
    h("summary", {}, words.communes(minutes)),
    ...communeFacts(communes, communeCount, context),
  );
}

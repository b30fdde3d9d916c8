import { fetchCatchment } from "../api/structures.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { createAskedSection } from "./asked-section.ts";
import { communeFacts } from "./commune-facts.ts";
import type { CountedNow } from "./counted-now.ts";

const words = messages.catchment;

/**
 * For whom a structure is the nearest: how many, how far, in which communes.
 *
 * @param counted of `followCounted`; @param signal aborted when another is selected
 */
export function createCatchment(
  id: string,
  context: AppContext,
  counted: Store<CountedNow>,
  signal: AbortSignal,
): HTMLElement {
  const ask = async (parameters: Record<string, string>, current: AbortSignal): Promise<HTMLElement[]> => {
    const { people, meanMinutes, communes } = await fetchCatchment(id, parameters, current);
    return [
      h("p", { class: "catchment-people" }, words.people(people)),
      ...(meanMinutes === null ? [] : [h("p", {}, words.mean(meanMinutes))]),
      ...communeFacts(communes, communes.length, context),
    ];
  };
  return createAskedSection(context.state, { title: words.title, ask, counted }, signal);
}

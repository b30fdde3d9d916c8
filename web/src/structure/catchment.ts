import { fetchCatchment } from "../api/structures.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { createAskedSection } from "./asked-section.ts";
import { communeFacts } from "./commune-facts.ts";

const words = messages.catchment;

/** For whom a structure is the nearest: how many, how far, in which communes. */
export function createCatchment(id: string, context: AppContext, signal: AbortSignal): HTMLElement {
  const ask = async (counted: Record<string, string>, current: AbortSignal): Promise<HTMLElement[]> => {
    const { people, meanMinutes, communes } = await fetchCatchment(id, counted, current);
    return [
      h("p", { class: "catchment-people" }, words.people(people)),
      ...(meanMinutes === null ? [] : [h("p", {}, words.mean(meanMinutes))]),
      ...communeFacts(communes, communes.length, context),
    ];
  };
  const { notCounted } = messages.structure;
  return createAskedSection(context.state, { title: words.title, ask, notCounted }, signal);
}

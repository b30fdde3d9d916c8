import type { ListedGap } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { EVERYWHERE } from "../app/state.ts";
import { h } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { createGapPlace } from "../scenario/places.ts";

/** What is known of a gap. */
export function gapContent(gap: ListedGap, context: AppContext): Child[] {
  const { navigation } = context;
  const words = messages.gap;
  return [
    h("p", { class: "card-today" }, words.people(gap.people)),
    h("p", {}, words.worst(gap.worstMinutes)),
    gap.meanMinutes !== null && h("p", {}, words.mean(gap.meanMinutes)),
    gap.nearest !== null && h("p", {}, words.nearest(gap.nearest.name, gap.nearest.minutes)),
    createGapPlace(context, gap),
    h("h3", {}, words.communes),
    h(
      "dl",
      { class: "facts" },
      ...gap.communes.flatMap(({ code, name, people }) => [
        h("dt", {}, navigation.toTerritory({ ref: `com:${code}`, name })),
        h("dd", {}, words.people(people)),
      ]),
    ),
  ];
}

/** Of a gap that is not among those listed: where else it may be. */
export function goneContent(minutes: number, { state, navigation }: AppContext): Child[] {
  return [
    h("p", {}, messages.gap.gone(minutes)),
    state.get().territory !== EVERYWHERE &&
      h("p", {}, navigation.link({ territory: EVERYWHERE }, {}, messages.gap.goneEverywhere)),
  ];
}

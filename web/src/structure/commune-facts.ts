import type { CommunePeople } from "../../../isochrones/model/report.ts";
import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";

/** How many communes a card lists. */
const LISTED = 5;

/**
 * The communes of most people with their people, each a way to its sheet, then how many more there are.
 *
 * @param communes most people first; @param total how many there are, listed or not
 */
export function communeFacts(
  communes: readonly CommunePeople[],
  total: number,
  { navigation }: AppContext,
): HTMLElement[] {
  if (communes.length === 0) return [];
  const shown = communes.slice(0, LISTED);
  const list = h(
    "dl",
    { class: "facts" },
    ...shown.flatMap(({ code, name, people }) => [
      h("dt", {}, navigation.toTerritory({ ref: `com:${code}`, name })),
      h("dd", {}, messages.people(people)),
    ]),
  );
  if (total <= shown.length) return [list];
  return [list, h("p", { class: "hint" }, messages.closure.more(total - shown.length))];
}

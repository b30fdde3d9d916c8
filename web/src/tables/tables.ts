import type { TerritoryAnswer, TerritoryCounts } from "../../../server/schemas/answers.ts";
import type { AppContext } from "../app/context.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { messages } from "../i18n/messages.ts";
import { createGapsTable } from "./gaps-table.ts";
import { createStructuresTable } from "./structures-table.ts";
import type { PanelContext } from "./panel-context.ts";
import { createTabs } from "./tabs.ts";
import type { Tab } from "./tabs.ts";
import { createTerritoriesTable } from "./territories-table.ts";

/** Beyond, a table of all communes is megabytes: the départements lead to them. */
const MOST_ROWS = 4_000;

/** Kinds that have a table, in the order of their tabs. */
const KINDS: readonly (keyof TerritoryCounts)[] = ["region", "departement", "epci", "commune"];

/** What the map shows, as tables: territories inside, gaps, structures. Made anew for each territory. */
export function createTables(context: AppContext): HTMLElement {
  const element = h("div");
  let ended: (() => void)[] = [];
  context.data.watch(
    ({ place }) => place,
    (place) => {
      for (const end of ended) end();
      ended = [];
      if (place === null) return replaceChildren(element);
      const panel: PanelContext = { ...context, untilClosed: (end) => ended.push(end) };
      const tabs = createTabs(messages.tables.tabsLabel, tabsOf(panel, place), {
        openId: context.state.get().table,
        onOpen: (table) => context.state.set({ table }),
      });
      replaceChildren(element, tabs.element);
    },
  );
  return element;
}

function tabsOf(context: PanelContext, place: TerritoryAnswer): Tab[] {
  const inside = KINDS.filter((kind) => hasTable(place, kind));
  return [
    ...inside.map((kind) => ({
      id: kind,
      title: messages.tables.tabs[kind],
      make: () => createTerritoriesTable(context, kind),
    })),
    { id: "zones", title: messages.tables.gaps, make: () => createGapsTable(context) },
    { id: "structures", title: messages.tables.structures, make: () => createStructuresTable(context) },
  ];
}

/** One territory alone inside is the territory itself under another name. */
function hasTable({ territory, kinds }: TerritoryAnswer, kind: keyof TerritoryCounts): boolean {
  const count = kinds[kind] ?? 0;
  return kind !== territory.kind && count > 1 && count <= MOST_ROWS;
}

import type { ListedTerritory, TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { AppContext } from "../app/context.ts";
import { EVERYWHERE } from "../app/state.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { locale } from "../i18n/locale.ts";
import { messages } from "../i18n/messages.ts";
import { createCompareSearch } from "./compare-search.ts";
import { neighboursOf } from "./rank.ts";

const words = messages.sheet;

type Named = Pick<ListedTerritory, "ref" | "name">;

/** Which territory stands beside the one shown: its parents, its neighbours, or any that a search finds. */
export function createComparePicker(context: AppContext): HTMLElement {
  const { state, data } = context;
  const choose = (ref: TerritoryRef | null): void => state.set({ compareTo: ref });
  const select = h("select", {
    id: "comparer",
    class: "select",
    onchange: () => choose(select.value === "" ? null : select.value),
  });
  const stop = h(
    "button",
    { type: "button", class: "button", onclick: () => stopComparing() },
    words.compareStop,
  );
  const stopComparing = (): void => {
    choose(null);
    // The button goes away: the focus stays with what it belonged to.
    select.focus();
  };
  const trouble = h("div");
  const unknown = h("p", { class: "notice", role: "alert", hidden: true }, words.compareUnknown);
  /** The neighbours; of everything, what it holds. */
  let near: readonly Named[] = [];

  const draw = (): void => {
    const { comparison } = data.get();
    const { compareTo } = state.get();
    replaceChildren(
      select,
      h("option", { value: "" }, words.compareNone),
      ...groupsOf(context, near).map(([title, members]) => group(title, members)),
    );
    select.value = compareTo ?? "";
    stop.hidden = compareTo === null;
    if (comparison !== null && compareTo !== null) {
      context.navigation.learn([{ ref: compareTo, name: comparison.territory.name }]);
    }
  };
  const loadNeighbours = async (place: TerritoryAnswer | null): Promise<void> => {
    near = [];
    replaceChildren(trouble);
    draw();
    if (place === null) return;
    const peers = neighboursOf(place) ?? insideOf(place);
    if (peers === null) return;
    try {
      const rows = await context.curves.inside(peers.parent, peers.kind, state.get());
      if (data.get().place !== place) return;
      near = byName(rows);
      draw();
    } catch (error) {
      // The parents and the search are there without them.
      if (data.get().place !== place) return;
      const retry = (): void => void loadNeighbours(place);
      replaceChildren(trouble, noticeOf(error, retry));
    }
  };
  state.watch(({ compareTo }) => compareTo, draw);
  data.watch(({ comparison }) => comparison, draw);
  data.watch(
    ({ isComparisonUnknown }) => isComparisonUnknown,
    (isUnknown) => (unknown.hidden = !isUnknown),
  );
  data.watch(
    ({ place }) => place,
    (place) => void loadNeighbours(place),
  );
  return h(
    "div",
    { class: "control compare" },
    h("label", { class: "compare-label", for: "comparer" }, words.compare),
    h("div", { class: "compare-row" }, select, stop),
    unknown,
    trouble,
    createCompareSearch((found) => {
      context.navigation.learn([found]);
      choose(found.ref);
    }),
  );
}

/** What may be chosen, under its headings; what was found by the search or in the address comes last. */
function groupsOf(
  context: AppContext,
  near: readonly Named[],
): readonly (readonly [string, readonly Named[]])[] {
  const { compareTo, territory } = context.state.get();
  const parents = [...(context.data.get().place?.parents ?? [])].reverse();
  const groups = [
    [words.compareHolding, parents],
    [
      territory === EVERYWHERE ? words.compareInside : words.compareNeighbours,
      near.filter(({ ref }) => ref !== territory),
    ],
  ] as const;
  const isListed = groups.some(([, members]) => members.some(({ ref }) => ref === compareTo));
  if (compareTo === null || isListed) return groups;
  return [...groups, [words.compareOther, [{ ref: compareTo, name: nameOf(context, compareTo) }]]];
}

/** Everything is compared with what it holds: its régions, else its départements. */
function insideOf({ territory, kinds }: TerritoryAnswer): ReturnType<typeof neighboursOf> {
  const kind = (["region", "departement"] as const).find((candidate) => (kinds[candidate] ?? 0) > 1);
  return kind === undefined ? null : { parent: territory.ref, kind };
}

function byName(rows: readonly Named[]): Named[] {
  return rows
    .map(({ ref, name }) => ({ ref, name }))
    .sort((a, b) => a.name.localeCompare(b.name, locale.tag));
}

function nameOf({ data, navigation }: AppContext, ref: TerritoryRef): string {
  return navigation.nameOf(ref) ?? data.get().comparison?.territory.name ?? ref;
}

function group(title: string, members: readonly Named[]): HTMLElement | null {
  if (members.length === 0) return null;
  return h(
    "optgroup",
    { label: title },
    ...members.map(({ ref, name }) => h("option", { value: ref }, name)),
  );
}

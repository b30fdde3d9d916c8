import type { ListedTerritory, TerritoryAnswer } from "../../../server/schemas/answers.ts";
import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { searchTerritories } from "../api/sheet.ts";
import type { AppContext } from "../app/context.ts";
import { EVERYWHERE } from "../app/state.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { locale } from "../i18n/locale.ts";
import { messages } from "../i18n/messages.ts";
import { neighboursOf } from "./rank.ts";

const words = messages.sheet;

/** How long typing must rest before territories are sought. */
const PAUSE_MS = 250;

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
  let inside: readonly Named[] = [];
  let neighbours: readonly Named[] = [];

  const draw = (): void => {
    const { place, comparison } = data.get();
    const { compareTo, territory } = state.get();
    const parents = [...(place?.parents ?? [])].reverse();
    const groups: readonly (readonly [string, readonly Named[]])[] = [
      [words.compareHolding, parents],
      [words.compareNeighbours, neighbours.filter(({ ref }) => ref !== territory)],
      [words.compareInside, inside],
    ];
    const isListed = groups.some(([, members]) => members.some(({ ref }) => ref === compareTo));
    const other =
      compareTo === null || isListed ? [] : [{ ref: compareTo, name: nameOf(context, compareTo) }];
    replaceChildren(
      select,
      h("option", { value: "" }, words.compareNone),
      ...[...groups, [words.compareOther, other] as const].map(([title, members]) => group(title, members)),
    );
    select.value = compareTo ?? "";
    stop.hidden = compareTo === null;
    if (comparison !== null && compareTo !== null) {
      context.navigation.learn([{ ref: compareTo, name: comparison.territory.name }]);
    }
  };
  const loadNeighbours = async (place: TerritoryAnswer | null): Promise<void> => {
    neighbours = [];
    inside = [];
    draw();
    if (place === null) return;
    const peers = neighboursOf(place) ?? insideOf(place);
    if (peers === null) return;
    // Without them the parents and the search are still there: no word of it.
    const rows = await context.curves.inside(peers.parent, peers.kind, state.get()).catch(() => []);
    if (data.get().place !== place) return;
    const named = rows
      .map(({ ref, name }) => ({ ref, name }))
      .sort((a, b) => a.name.localeCompare(b.name, locale.tag));
    if (place.territory.ref === EVERYWHERE) inside = named;
    else neighbours = named;
    draw();
  };
  state.watch(({ compareTo }) => compareTo, draw);
  data.watch(({ comparison }) => comparison, draw);
  data.watch(
    ({ place }) => place,
    (place) => void loadNeighbours(place),
  );
  return h(
    "div",
    { class: "control compare" },
    h("label", { class: "compare-label", for: "comparer" }, words.compare),
    h("div", { class: "compare-row" }, select, stop),
    createSearch((found) => {
      context.navigation.learn([found]);
      choose(found.ref);
    }),
  );
}

/** Everything is compared with what it holds: its régions, else its départements. */
function insideOf({ territory, kinds }: TerritoryAnswer): ReturnType<typeof neighboursOf> {
  const kind = (["region", "departement"] as const).find((candidate) => (kinds[candidate] ?? 0) > 1);
  return kind === undefined ? null : { parent: territory.ref, kind };
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

/** Any territory, by name or code. */
function createSearch(onChoose: (found: ListedTerritory) => void): HTMLElement {
  const results = h("ul", { class: "compare-results" });
  const status = h("p", { class: "hint", role: "status" });
  const trouble = h("div");
  let asked: AbortController | null = null;

  const search = async (): Promise<void> => {
    asked?.abort();
    const text = input.value.trim();
    replaceChildren(trouble);
    if (text === "") {
      replaceChildren(results);
      status.textContent = "";
      return;
    }
    const controller = new AbortController();
    asked = controller;
    try {
      const { territories, total } = await searchTerritories(text, controller.signal);
      if (controller.signal.aborted) return;
      status.textContent = words.compareFound(total);
      replaceChildren(results, ...territories.map(resultItem));
    } catch (error) {
      if (controller.signal.aborted) return;
      const detail = error instanceof Error ? error.message : String(error);
      replaceChildren(
        trouble,
        failureNotice(messages.failed(detail), () => void search()),
      );
    }
  };
  const resultItem = (found: ListedTerritory): HTMLElement =>
    h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "link-button",
          onclick: () => {
            input.value = "";
            replaceChildren(results);
            status.textContent = "";
            input.focus();
            onChoose(found);
          },
        },
        found.name,
      ),
      h("span", { class: "hint" }, ` ${words.oneOf[found.kind]}`),
    );
  const searchSoon = debounce(() => void search(), PAUSE_MS);
  const input = h("input", {
    type: "search",
    class: "filter",
    id: "comparer-autre",
    placeholder: words.compareHint,
    autocomplete: "off",
    oninput: searchSoon,
  });
  return h(
    "details",
    { class: "compare-search" },
    h("summary", {}, words.compareSearch),
    h("label", { class: "visually-hidden", for: "comparer-autre" }, words.compareSearch),
    input,
    status,
    results,
    trouble,
  );
}

import type { AddressMatch, StructureFeature } from "../../../server/schemas/answers.ts";
import { fetchAddresses, fetchNamedStructures } from "../api/search.ts";
import type { AppContext } from "../app/context.ts";
import { debounce, h, replaceChildren } from "../dom/dom.ts";
import { noticeOf } from "../dom/lazy.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { Session } from "./session.ts";
import { structureActions } from "./structure-actions.ts";

const words = scenarioMessages.add;

const PAUSE_MS = 250;
const LISTED = 5;

/** How a structure is added: on the map, by address or commune, where the reader asks from; others are found by name. */
export function createAddTools(context: AppContext, session: Session): HTMLElement {
  const onMap = h("button", { type: "button", class: "button", "aria-pressed": "false" }, words.onMap);
  onMap.addEventListener("click", () => {
    const { placing } = session.store.get();
    session.store.set({ placing: placing === null ? { kind: "add" } : null });
  });
  session.store.watch(
    ({ placing }) => placing !== null,
    (isPlacing) => {
      onMap.setAttribute("aria-pressed", String(isPlacing));
      onMap.textContent = isPlacing ? words.stop : words.onMap;
    },
  );
  const noMap = h("p", { class: "hint", hidden: true }, words.noMap);
  void context.map.then((view) => {
    onMap.hidden = view === null;
    noMap.hidden = view !== null;
  });
  const fromOrigin = h("button", { type: "button", class: "button" });
  context.state.watch(
    ({ origin }) => origin,
    (origin) => {
      fromOrigin.hidden = origin === null;
      fromOrigin.textContent = words.origin(origin?.label.slice(0, 60) || words.here);
    },
  );
  fromOrigin.addEventListener("click", () => {
    const { origin } = context.state.get();
    if (origin !== null) void session.edit({ action: "ajouter", lon: origin.lon, lat: origin.lat, name: "" });
  });
  return h(
    "section",
    { class: "scenario-add", "aria-labelledby": "scenario-ajouter" },
    h("h3", { id: "scenario-ajouter" }, words.title),
    h("div", { class: "scenario-buttons" }, onMap, fromOrigin),
    noMap,
    createSearch(session),
  );
}

function createSearch(session: Session): HTMLElement {
  const results = h("ul", { class: "scenario-results" });
  const status = h("p", { class: "hint", role: "status" });
  const trouble = h("div");
  let asked = new AbortController();
  const clear = (): void => {
    replaceChildren(results);
    replaceChildren(trouble);
    status.textContent = "";
  };
  const search = async (): Promise<void> => {
    asked.abort();
    asked = new AbortController();
    const { signal } = asked;
    const text = input.value.trim();
    clear();
    if (text.length < 2) return;
    try {
      const [{ addresses }, { features }] = await Promise.all([
        fetchAddresses(text, LISTED, signal),
        fetchNamedStructures(text, LISTED, signal),
      ]);
      if (signal.aborted) return;
      const count = addresses.length + features.length;
      status.textContent = count === 0 ? words.none : words.found(count);
      replaceChildren(
        results,
        ...addresses.map((address) => placeItem(session, address, done)),
        ...features.map((feature) => structureItem(session, feature)),
      );
    } catch (error) {
      if (!signal.aborted)
        replaceChildren(
          trouble,
          noticeOf(error, () => void search()),
        );
    }
  };
  const done = (): void => {
    input.value = "";
    clear();
    input.focus();
  };
  const searchSoon = debounce(() => void search(), PAUSE_MS);
  const input = h("input", {
    type: "search",
    class: "filter",
    id: "scenario-recherche",
    autocomplete: "off",
    spellcheck: "false",
    maxlength: 100,
    "aria-describedby": "scenario-recherche-aide",
    oninput: searchSoon,
  });
  return h(
    "div",
    { class: "scenario-search" },
    h("label", { for: input.id }, words.search),
    input,
    h("p", { class: "hint", id: "scenario-recherche-aide" }, words.searchHint),
    status,
    results,
    trouble,
  );
}

function placeItem(session: Session, { label, lon, lat }: AddressMatch, done: () => void): HTMLElement {
  const add = (): void => {
    void session.edit({ action: "ajouter", lon, lat, name: label.slice(0, 100) });
    done();
  };
  return h(
    "li",
    {},
    h("span", {}, label),
    h(
      "button",
      { type: "button", class: "button", "aria-label": words.addAtLabel(label), onclick: add },
      words.addAt,
    ),
  );
}

function structureItem(session: Session, { properties }: StructureFeature): HTMLElement {
  const { id, name, communeName } = properties;
  return h(
    "li",
    {},
    h("span", {}, name, h("span", { class: "hint" }, ` ${communeName}`)),
    structureActions(session, { id, name }),
  );
}

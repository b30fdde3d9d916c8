import type { AppContext } from "../app/context.ts";
import { h } from "../dom/dom.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { MapView } from "../map/opened-map.ts";
import type { Placing, Session } from "./session.ts";

const words = scenarioMessages.add;

/** A pointer that has gone farther has moved the map, pixels. */
const STILL = 4;

/** Lets the next press on the map, or Enter for its middle, be where a structure goes. Escape ends it. */
export function followPlacing(context: AppContext, session: Session): void {
  let end: (() => void) | null = null;
  session.store.watch(
    ({ placing }) => placing,
    (placing) => {
      end?.();
      end = null;
      if (placing === null) return;
      const opener = document.activeElement;
      void context.map.then((view) => {
        if (session.store.get().placing !== placing) return;
        if (view === null) return session.store.set({ placing: null });
        end = startPlacing(view, session, placing, opener instanceof HTMLElement ? opener : null);
      });
    },
  );
}

function startPlacing(
  view: MapView,
  session: Session,
  placing: Placing,
  opener: HTMLElement | null,
): () => void {
  const { map } = view;
  const container = map.getContainer();
  const stop = (): void => session.store.set({ placing: null });
  const banner = h(
    "div",
    { class: "place-banner", role: "status" },
    h("p", {}, placing.kind === "add" ? words.placing : words.moving(placing.name)),
    h("button", { type: "button", class: "button", onclick: stop }, words.stop),
  );
  const middle = h("div", { class: "place-middle", "aria-hidden": "true" });
  const put = ({ lng, lat }: { readonly lng: number; readonly lat: number }): void => {
    stop();
    const place = { lon: lng, lat };
    void session.edit(
      placing.kind === "add"
        ? { action: "ajouter", ...place, name: "" }
        : { action: "deplacer", id: placing.id, ...place },
    );
  };
  let pressed: { readonly x: number; readonly y: number } | null = null;
  const onPress = ({ clientX: x, clientY: y }: PointerEvent): void => {
    pressed = { x, y };
  };
  // Before the map hears it, for which it would be a choice of what is there.
  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Node) || !map.getCanvasContainer().contains(event.target)) return;
    event.stopPropagation();
    const { clientX: x, clientY: y } = event;
    const isStill = pressed === null || Math.hypot(x - pressed.x, y - pressed.y) <= STILL;
    const { left, top } = container.getBoundingClientRect();
    if (isStill) put(map.unproject([x - left, y - top]).wrap());
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      stop();
      opener?.focus();
    } else if (event.key === "Enter" && event.target === map.getCanvas()) {
      event.preventDefault();
      put(map.getCenter().wrap());
      opener?.focus();
    }
  };
  container.classList.add("placing");
  container.parentElement?.append(banner);
  container.append(middle);
  container.addEventListener("pointerdown", onPress, true);
  container.addEventListener("click", onClick, true);
  document.addEventListener("keydown", onKey, true);
  container.scrollIntoView({ block: "nearest" });
  map.getCanvas().focus({ preventScroll: true });
  return () => {
    container.classList.remove("placing");
    banner.remove();
    middle.remove();
    container.removeEventListener("pointerdown", onPress, true);
    container.removeEventListener("click", onClick, true);
    document.removeEventListener("keydown", onKey, true);
  };
}

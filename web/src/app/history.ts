import { debounce } from "../dom/dom.ts";
import type { Store } from "../dom/store.ts";
import { readAddress, writeAddress } from "./address.ts";
import type { NameOf } from "./address.ts";
import type { AppState } from "./state.ts";

const ADDRESS_PAUSE_MS = 250;

/** Going back undoes these, one at a time; the rest only changes the address of the view that is open. */
const STEPS = ["view", "territory", "selection", "compareTo", "origin", "scenarios"] as const;

export interface AddressKeeper {
  /** Is the state just being taken from the address? The map then stands where the address says. */
  readonly isRestoring: () => boolean;
  /** Writes the address anew: a name that it spells has become known. */
  readonly refresh: () => void;
}

/** Keeps the address in step with the state, and the state with the back and forward buttons. */
export function keepAddress(state: Store<AppState>, nameOf: NameOf): AddressKeeper {
  let isRestoring = false;
  const addressNow = (): string => writeAddress(state.get(), nameOf);
  const replace = (): void => {
    history.replaceState(history.state, "", addressNow() + location.hash);
  };
  // Browsers refuse an address that changes at each step of a slider.
  const replaceSoon = debounce(replace, ADDRESS_PAUSE_MS);

  let last = state.get();
  state.watch(
    (all) => all,
    (now) => {
      const isStep = STEPS.some((key) => JSON.stringify(now[key]) !== JSON.stringify(last[key]));
      // Another territory has another place on the map: the map writes it after `#` once it is there.
      const hash = now.territory === last.territory ? location.hash : "";
      last = now;
      if (isRestoring) return;
      if (isStep) history.pushState(null, "", addressNow() + hash);
      else replaceSoon();
    },
  );
  window.addEventListener("popstate", () => {
    isRestoring = true;
    state.set(readAddress(location));
    isRestoring = false;
  });
  return { isRestoring: () => isRestoring, refresh: replace };
}

import { h } from "./dom.ts";
import { lazily } from "./lazy.ts";

/** A block that is fetched when it is first opened. `make` is given the block, to know whether it is open. */
export function lazyDetails(
  title: string,
  isOpen: boolean,
  make: (details: HTMLDetailsElement) => Promise<HTMLElement>,
): HTMLDetailsElement {
  const details = h(
    "details",
    { class: "block-details", open: isOpen },
    h("summary", {}, h("h2", {}, title)),
  );
  let isMade = false;
  const open = (): void => {
    if (!details.open || isMade) return;
    isMade = true;
    details.append(lazily("block-content", async () => make(details)));
  };
  details.addEventListener("toggle", open);
  open();
  return details;
}

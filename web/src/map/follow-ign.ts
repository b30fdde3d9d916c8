import type { AppState } from "../app/state.ts";
import type { Store } from "../dom/store.ts";
import { messages } from "../i18n/messages.ts";
import { IGN_SOURCE } from "./ign.ts";
import type { MapView } from "./opened-map.ts";

/**
 * Says when IGN's map does not come, and has the simple one drawn in its place until it does. A picture or two that are missing
 * are no trouble: what lies beneath is seen there.
 */
export function followIgn({ map, show }: MapView, state: Store<AppState>, line: HTMLElement): void {
  const notice = line;
  let failed = 0;
  let loaded = 0;
  const tell = (isMissing: boolean): void => {
    notice.textContent = isMissing ? messages.map.ignMissing : "";
    notice.hidden = !isMissing;
    show({ isGroundMissing: isMissing });
  };
  map.on("error", (event) => {
    if ("sourceId" in event && event.sourceId === IGN_SOURCE) failed++;
  });
  map.on("sourcedata", ({ sourceId, tile }) => {
    if (sourceId === IGN_SOURCE && tile !== undefined) loaded++;
  });
  map.on("idle", () => {
    // What has been asked for since the last time; nothing new tells nothing new.
    const isAsked = failed + loaded > 0;
    if (isAsked && state.get().ground === "ign") tell(failed > loaded);
    failed = 0;
    loaded = 0;
  });
  state.watch(
    ({ ground }) => ground,
    () => tell(false),
  );
}

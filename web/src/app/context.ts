import type { DatasetAnswer } from "../../../server/schemas/answers.ts";
import type { Curves } from "../coverage/curves.ts";
import type { Store } from "../dom/store.ts";
import type { OpenedMap } from "../map/opened-map.ts";
import type { AppData } from "./data.ts";
import type { Navigation } from "./navigation.ts";
import type { AppState } from "./state.ts";

/** What every part of the page works with. */
export interface AppContext {
  readonly dataset: DatasetAnswer;
  readonly state: Store<AppState>;
  readonly data: Store<AppData>;
  readonly curves: Curves;
  readonly navigation: Navigation;
  /** Starts once the view is a map. */
  readonly map: OpenedMap;
  /** Asks the server again after a failure. */
  readonly reload: () => void;
}

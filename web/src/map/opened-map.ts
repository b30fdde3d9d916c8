import type { MapView } from "./view.ts";

/** The map once it has started; null where it cannot. */
export type OpenedMap = Promise<MapView | null>;

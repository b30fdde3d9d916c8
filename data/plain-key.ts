import { remembered } from "./remembered.ts";

/**
 * A word reduced to what its spellings share: lower case, no accents, every run of other signs one `_`.
 * `Bus_équivalent`, `BUS équivalent` and `bus.equivalent` are all `bus_equivalent`. Used for column and
 * property names, and for the words of closed lists.
 */
export const plainKey = remembered((text) =>
  text
    .normalize("NFD")
    .replace(/\p{Mark}+/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, ""),
);

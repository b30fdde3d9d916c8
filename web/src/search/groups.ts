/** What is sought, each kind in a group of its own, in the order of the list. */
export const SEARCH_GROUPS = ["territories", "places", "structures"] as const;

export type SearchGroup = (typeof SEARCH_GROUPS)[number];

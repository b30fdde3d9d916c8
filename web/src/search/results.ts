import type { AddressMatch, ListedTerritory, StructureFeature } from "../../../server/schemas/answers.ts";
import type { AppState } from "../app/state.ts";
import { messages } from "../i18n/messages.ts";
import { SEARCH_GROUPS } from "./groups.ts";
import type { SearchGroup } from "./groups.ts";
import { originAt } from "./origin.ts";

/** One line of the list. */
export interface SearchOption {
  /** Of the element, unique in the list. */
  readonly id: string;
  readonly label: string;
  /** What tells it from others of the same name. */
  readonly detail: string;
  /** What choosing it does. */
  readonly change: Partial<AppState>;
}

/** What each search has found; null for one that has not answered yet. */
export type SearchFinds = Readonly<Record<SearchGroup, readonly SearchOption[] | null>>;

/** The groups that have something to show, in the order of the list. */
export function shownGroups(
  finds: SearchFinds,
): { readonly group: SearchGroup; readonly options: readonly SearchOption[] }[] {
  return SEARCH_GROUPS.flatMap((group) => {
    const options = finds[group] ?? [];
    return options.length === 0 ? [] : [{ group, options }];
  });
}

/** The first line, once every search that comes before it has answered; null until then, and where there is none. */
export function firstOption(finds: SearchFinds): SearchOption | null {
  for (const group of SEARCH_GROUPS) {
    const options = finds[group];
    if (options === null) return null;
    if (options[0] !== undefined) return options[0];
  }
  return null;
}

/** Its sheet opens. */
export function territoryOption({ ref, kind, code, name }: ListedTerritory): SearchOption {
  const kindName = messages.tables.kindNames[kind];
  return {
    id: optionId("territories", ref),
    label: name,
    detail: code === "" ? kindName : `${kindName} ${code}`,
    change: { view: "map", territory: ref, selection: null, origin: null },
  };
}

/** What is near it is shown. */
export function placeOption({ label, lon, lat }: AddressMatch, index: number): SearchOption {
  return {
    id: optionId("places", String(index)),
    label,
    detail: messages.search.nearPlace,
    change: { view: "map", origin: originAt(lon, lat, label), selection: null },
  };
}

/** It is selected. */
export function structureOption({ properties }: StructureFeature): SearchOption {
  const { id, name, postcode, communeName } = properties;
  return {
    id: optionId("structures", id),
    label: name,
    detail: `${postcode} ${communeName}`.trim(),
    change: { view: "map", selection: { kind: "structure", id }, origin: null },
  };
}

function optionId(group: SearchGroup, key: string): string {
  return `recherche-${group}-${key.replaceAll(/[^\w-]/g, "-")}`;
}

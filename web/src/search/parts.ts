/** What the search works with once it is fetched. */
export interface SearchParts {
  readonly input: HTMLInputElement;
  /** Under the input, for results and troubles; hidden while there are none. */
  readonly popup: HTMLElement;
  /** Heard, not seen. */
  readonly live: HTMLElement;
}

/** Id of the list of results, which is made with the first search. */
export const SEARCH_LIST_ID = "recherche-resultats";

import { h, replaceChildren } from "../dom/dom.ts";
import type { Child } from "../dom/dom.ts";
import { sortRows } from "../tables/sort.ts";
import type { SortKey } from "../tables/sort.ts";

export interface PlainColumn<R> {
  readonly title: string;
  readonly cell: (row: R) => Child;
  readonly isNumber?: boolean;
  /** Rows can be sorted by it. */
  readonly sortKey?: (row: R) => SortKey;
}

export interface PlainTable<R> {
  readonly element: HTMLElement;
  readonly show: (rows: readonly R[]) => void;
}

/**
 * A table to read: the first column names the row. Columns with a `sortKey` sort it, in the order given until one is
 * pressed. Where it is wider than the page it scrolls by itself, from the keyboard too.
 */
export function createPlainTable<R>(caption: string, columns: readonly PlainColumn<R>[]): PlainTable<R> {
  let rows: readonly R[] = [];
  let sorted: { column: PlainColumn<R>; isDescending: boolean } | null = null;
  const body = h("tbody");
  const heads = new Map(columns.map((column) => [column, headCell(column, () => sortBy(column))]));
  const draw = (): void => {
    const sortKey = sorted?.column.sortKey;
    const shown = sortKey === undefined ? rows : sortRows(rows, sortKey, sorted?.isDescending === true);
    replaceChildren(body, ...shown.map((row) => bodyRow(row, columns)));
  };
  const sortBy = (column: PlainColumn<R>): void => {
    const isDescending = sorted?.column === column ? !sorted.isDescending : column.isNumber === true;
    sorted = { column, isDescending };
    for (const [other, head] of heads) {
      if (other === column) head.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
    draw();
  };
  const table = h(
    "table",
    { class: "table" },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, ...heads.values())),
    body,
  );
  const element = h("div", { class: "document-table" }, table);
  scrollFromKeyboard(element, caption);
  return {
    element,
    show: (next) => {
      rows = next;
      draw();
    },
  };
}

/** What is wider than the page can be scrolled by keys; what is not would be a stop on the way for nothing. */
function scrollFromKeyboard(element: HTMLElement, name: string): void {
  new ResizeObserver(() => {
    const isWider = element.scrollWidth > element.clientWidth;
    for (const [attribute, value] of [
      ["tabindex", "0"],
      ["role", "region"],
      ["aria-label", name],
    ] as const) {
      if (isWider) element.setAttribute(attribute, value);
      else element.removeAttribute(attribute);
    }
  }).observe(element);
}

/** The same for rows that do not change. */
export function plainTable<R>(
  caption: string,
  columns: readonly PlainColumn<R>[],
  rows: readonly R[],
): HTMLElement {
  const { element, show } = createPlainTable(caption, columns);
  show(rows);
  return element;
}

function headCell<R>({ title, isNumber, sortKey }: PlainColumn<R>, onSort: () => void): HTMLElement {
  return h(
    "th",
    { scope: "col", class: isNumber === true && "number" },
    sortKey === undefined ? title : h("button", { type: "button", class: "sort", onclick: onSort }, title),
  );
}

function bodyRow<R>(row: R, columns: readonly PlainColumn<R>[]): HTMLElement {
  return h(
    "tr",
    {},
    ...columns.map(({ cell, isNumber }, index) =>
      index === 0
        ? h("th", { scope: "row" }, cell(row))
        : h("td", { class: isNumber === true && "number" }, cell(row)),
    ),
  );
}

import { h, replaceChildren } from "../dom/dom.ts";
import { failureNotice } from "../dom/lazy.ts";
import { foldText } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { sortRows } from "./sort.ts";
import type { SortKey } from "./sort.ts";

export interface Column<R> {
  readonly title: string;
  readonly text: (row: R) => string;
  /** Null for a column that sorts nothing. */
  readonly sortKey: ((row: R) => SortKey) | null;
  /** What stands in the cell in place of its text, such as a link. */
  readonly node?: (row: R) => HTMLElement;
  readonly isNumber: boolean;
}

export interface TableOptions<R> {
  /** The first column names the row and is its button. */
  readonly columns: readonly Column<R>[];
  readonly idOf: (row: R) => string;
  readonly sort: { readonly column: number; readonly isDescending: boolean };
  /** What pressing a row does. */
  readonly onSelect: (row: R) => void;
  /** A link in place of the button that names a row, for rows that lead to another view; it does what `onSelect` does. */
  readonly linkOf?: (row: R) => HTMLElement;
  readonly onDownload: () => void;
}

export interface TableView<R> {
  readonly element: HTMLElement;
  readonly show: (rows: readonly R[], caption: string) => void;
  /** Says why no rows came, with a way to ask again. */
  readonly fail: (why: string, retry: () => void) => void;
  /** Marks one row, or none. */
  readonly mark: (id: string | null) => void;
}

/** Rows drawn at first, and added by each press of the button: a country has 35 000 communes. */
const PAGE = 50;

/** A table that sorts, filters by name, and hands out its rows. */
export function createTable<R>(options: TableOptions<R>): TableView<R> {
  let rows: readonly R[] = [];
  let { sort } = options;
  let limit = PAGE;
  let marked: string | null = null;
  let rowsById = new Map<string, HTMLElement>();

  const sortBy = (index: number, isNumber: boolean): void => {
    const isSame = sort.column === index;
    sort = { column: index, isDescending: isSame ? !sort.isDescending : isNumber };
    draw();
  };
  const restart = (): void => {
    limit = PAGE;
    draw();
  };
  const showMore = (): void => {
    limit += PAGE;
    draw();
  };
  const parts = createParts(options, { sortBy, restart, showMore });

  const markRow = (id: string | null, isMarked: boolean): void => {
    const row = id === null ? undefined : rowsById.get(id);
    row?.classList.toggle("marked", isMarked);
    row?.querySelector("button")?.setAttribute("aria-pressed", String(isMarked));
  };
  const draw = (): void => {
    showOrder(parts.heads, sort);
    const matching = matchingRows(rows, options.columns[0], parts.filter.value);
    const sortKey = options.columns[sort.column]?.sortKey ?? (() => null);
    const shown = sortRows(matching, sortKey, sort.isDescending).slice(0, limit);
    rowsById = new Map(shown.map((row) => [options.idOf(row), bodyRow(row, options)]));
    replaceChildren(parts.body, ...rowsById.values());
    markRow(marked, true);
    parts.none.hidden = rows.length === 0 || matching.length > 0;
    const rest = matching.length - shown.length;
    parts.more.hidden = rest <= 0;
    parts.more.textContent = messages.tables.more(Math.min(PAGE, rest));
  };
  return {
    element: parts.element,
    show: (nextRows, captionText) => {
      replaceChildren(parts.trouble);
      rows = nextRows;
      parts.caption.textContent = captionText;
      draw();
    },
    fail: (why, retry) => {
      rows = [];
      draw();
      replaceChildren(parts.trouble, failureNotice(messages.failed(why), retry));
    },
    mark: (id) => {
      // In place: drawing anew would take the focus from the row that was just pressed.
      markRow(marked, false);
      marked = id;
      markRow(marked, true);
    },
  };
}

interface Actions {
  readonly sortBy: (index: number, isNumber: boolean) => void;
  readonly restart: () => void;
  readonly showMore: () => void;
}

interface Parts {
  readonly element: HTMLElement;
  readonly caption: HTMLElement;
  readonly heads: readonly HTMLElement[];
  readonly body: HTMLElement;
  readonly filter: HTMLInputElement;
  readonly none: HTMLElement;
  readonly more: HTMLElement;
  readonly trouble: HTMLElement;
}

function createParts<R>({ columns, onDownload }: TableOptions<R>, actions: Actions): Parts {
  const caption = h("caption");
  const body = h("tbody");
  const more = h("button", { type: "button", class: "button", onclick: () => actions.showMore() });
  const none = h("p", { class: "hint", hidden: true }, messages.tables.none);
  const filter = h("input", {
    type: "search",
    class: "filter",
    placeholder: messages.tables.filter,
    "aria-label": messages.tables.filter,
    oninput: () => actions.restart(),
  });
  const heads = columns.map(({ title, isNumber, sortKey }, index) =>
    sortKey === null
      ? h("th", { scope: "col" }, title)
      : headCell(title, isNumber, () => actions.sortBy(index, isNumber)),
  );
  const csv = h(
    "button",
    { type: "button", class: "button", onclick: () => onDownload() },
    messages.tables.csv,
  );
  const table = h("table", { class: "table" }, caption, h("thead", {}, h("tr", {}, ...heads)), body);
  const tools = h("div", { class: "table-tools" }, filter, csv);
  const trouble = h("div");
  const scroller = h("div", { class: "table-scroller" }, table);
  const element = h("div", { class: "table-block" }, tools, trouble, scroller, none, more);
  return { element, caption, heads, body, filter, none, more, trouble };
}

function showOrder(heads: readonly HTMLElement[], sort: TableOptions<never>["sort"]): void {
  for (const [index, head] of heads.entries()) {
    if (index !== sort.column) head.removeAttribute("aria-sort");
    else head.setAttribute("aria-sort", sort.isDescending ? "descending" : "ascending");
  }
}

function matchingRows<R>(rows: readonly R[], named: Column<R> | undefined, typed: string): readonly R[] {
  const wanted = foldText(typed.trim());
  if (wanted === "" || named === undefined) return rows;
  return rows.filter((row) => foldText(named.text(row)).includes(wanted));
}

function headCell(title: string, isNumber: boolean, onSort: () => void): HTMLElement {
  return h(
    "th",
    { scope: "col", class: isNumber && "number" },
    h("button", { type: "button", class: "sort", onclick: onSort }, title),
  );
}

function bodyRow<R>(row: R, options: TableOptions<R>): HTMLElement {
  const [named, ...others] = options.columns;
  const select = (event: Event): void => {
    // A link goes where it leads by itself.
    if (!(event.target instanceof Element && event.target.closest("a") !== null)) options.onSelect(row);
  };
  // The row's own listener hears the click on the button, which is there for keys and screen readers.
  const name =
    options.linkOf?.(row) ??
    h("button", { type: "button", class: "row-button", "aria-pressed": "false" }, named?.text(row) ?? "");
  return h(
    "tr",
    { onclick: select },
    h("th", { scope: "row" }, name),
    ...others.map((column) =>
      h("td", { class: column.isNumber && "number" }, column.node?.(row) ?? column.text(row)),
    ),
  );
}

import type { ChangedTerritory, ScenarioAnswer } from "../../../server/schemas/scenario-answers.ts";
import type { GapChange } from "../../../isochrones/model/report.ts";
import type { AppContext } from "../app/context.ts";
import { createPlainTable, plainTable } from "../document/plain-table.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { formatCount, formatShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";

const words = scenarioMessages.result;

type Kind = keyof ScenarioAnswer["territories"];

/** Listed of each: those that change most. */
const MOST_ROWS = 25;
/** Which kind the reader chose last, for the next answer. */
let chosenKind: Kind | null = null;

/** Territories in which people gain or lose, of the kind chosen. */
export function territoriesSection(context: AppContext, { territories }: ScenarioAnswer): HTMLElement {
  const kinds = (Object.keys(words.kinds) as Kind[]).filter((kind) => territories[kind].total > 0);
  if (kinds.length === 0) return h("p", { class: "hint" }, words.noTerritory);
  const body = h("div");
  const choice = h(
    "select",
    { class: "scenario-select", id: "scenario-echelon" },
    ...kinds.map((kind) => h("option", { value: kind }, words.kinds[kind])),
  );
  // The finest that has rows tells most.
  choice.value = chosenKind !== null && kinds.includes(chosenKind) ? chosenKind : (kinds.at(-1) ?? "commune");
  const draw = (): void => {
    const { total, rows } = territories[choice.value as Kind];
    const shown = [...rows]
      .sort((one, other) => other.gained + other.lost - one.gained - one.lost)
      .slice(0, MOST_ROWS);
    replaceChildren(body, territoriesTable(context, shown, words.territoriesCaption(shown.length, total)));
  };
  choice.addEventListener("change", () => {
    chosenKind = choice.value as Kind;
    draw();
  });
  draw();
  return h(
    "div",
    { class: "scenario-part" },
    h("h4", {}, words.territories),
    h("div", { class: "scenario-kind" }, h("label", { for: choice.id }, words.kind), choice),
    body,
  );
}

function territoriesTable(
  { navigation }: AppContext,
  rows: readonly ChangedTerritory[],
  caption: string,
): HTMLElement {
  const table = createPlainTable<ChangedTerritory>(caption, [
    {
      title: words.territory,
      cell: (row) => navigation.toTerritory(row, { class: "row-link" }),
      sortKey: ({ name }) => name,
    },
    {
      title: words.gains,
      cell: ({ gained }) => formatCount(gained),
      isNumber: true,
      sortKey: ({ gained }) => gained,
    },
    {
      title: words.loses,
      cell: ({ lost }) => formatCount(lost),
      isNumber: true,
      sortKey: ({ lost }) => lost,
    },
    {
      title: words.before,
      cell: ({ before }) => formatShare(before.share),
      isNumber: true,
      sortKey: ({ before }) => before.share,
    },
    {
      title: words.after,
      cell: ({ after }) => formatShare(after.share),
      isNumber: true,
      sortKey: ({ after }) => after.share,
    },
  ]);
  table.show(rows);
  return table.element;
}

/** Gaps that close, shrink, open or grow. */
export function gapsSection({ gaps }: ScenarioAnswer): HTMLElement {
  const kinds = ["closed", "shrunk", "opened", "grown"] as const;
  const rows = kinds
    .flatMap((kind) => gaps[kind].rows.map((gap) => ({ kind, gap })))
    .sort((one, other) => other.gap.changed - one.gap.changed)
    .slice(0, MOST_ROWS);
  const { closed, shrunk, opened, grown } = gaps;
  return h(
    "div",
    { class: "scenario-part" },
    h("h4", {}, words.gapsTitle),
    h(
      "p",
      { class: "hint" },
      rows.length === 0
        ? words.noGap
        : words.gapsSummary(closed.total, shrunk.total, opened.total, grown.total),
    ),
    rows.length > 0 &&
      plainTable(
        words.gapsCaption(rows.length),
        [
          { title: words.gap, cell: ({ gap }) => placeOf(gap) },
          { title: words.becomes, cell: ({ kind }) => words.gapKinds[kind] },
          { title: words.changed, cell: ({ gap }) => formatCount(gap.changed), isNumber: true },
        ],
        rows,
      ),
  );
}

function placeOf({ communes }: GapChange): string {
  return communes.length === 0 ? words.outside : messages.tables.gapPlace(communes.map(({ name }) => name));
}

import type { ScenarioAnswer } from "../../../server/schemas/scenario-answers.ts";
import type { AppContext } from "../app/context.ts";
import { createPlainTable } from "../document/plain-table.ts";
import { h, replaceChildren } from "../dom/dom.ts";
import { formatShare } from "../i18n/format.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import type { Compared } from "./compared.ts";

const words = scenarioMessages.comparison;
const { kind: kindLabel, kinds: kindNames, territory: territoryTitle } = scenarioMessages.result;

type Kind = keyof ScenarioAnswer["territories"];

/** A territory in which any scenario changes something. */
export interface TerritoryRow {
  readonly ref: ScenarioAnswer["territories"]["commune"]["rows"][number]["ref"];
  readonly name: string;
  /** Share within the minutes: today's, then each scenario's. */
  readonly shares: readonly number[];
}

/** Where scenarios differ from today, a row each: what a scenario does not change is as today. */
export function territoryRows({ scenarios }: Compared, kind: Kind): TerritoryRow[] {
  const listed = scenarios.map(
    ({ answer }) => new Map(answer.territories[kind].rows.map((row) => [row.ref, row])),
  );
  const all = new Map(listed.flatMap((rows) => [...rows]));
  return [...all.values()].map(({ ref, name, before }) => ({
    ref,
    name,
    shares: [before.share, ...listed.map((rows) => rows.get(ref)?.after.share ?? before.share)],
  }));
}

/** Those of the kind chosen, as a table. */
export function comparedTerritories({ navigation }: AppContext, compared: Compared): HTMLElement {
  const kinds = (Object.keys(kindNames) as Kind[]).filter((kind) => territoryRows(compared, kind).length > 0);
  if (kinds.length === 0) return h("p", { class: "hint" }, words.territoriesNone);
  const choice = h(
    "select",
    { class: "scenario-select", id: "comparaison-echelon" },
    ...kinds.map((kind) => h("option", { value: kind }, kindNames[kind])),
  );
  choice.value = kinds.at(-1) ?? "commune";
  const body = h("div");
  const draw = (): void => {
    const table = createPlainTable<TerritoryRow>(words.territoriesCaption(compared.minutes), [
      {
        title: territoryTitle,
        cell: (row) => navigation.toTerritory(row, { class: "row-link" }),
        sortKey: ({ name }) => name,
      },
      ...compared.names.map((title, column) => ({
        title,
        cell: ({ shares }: TerritoryRow) => formatShare(shares[column] ?? 0),
        isNumber: true,
        sortKey: ({ shares }: TerritoryRow) => shares[column] ?? null,
      })),
    ]);
    table.show(territoryRows(compared, choice.value as Kind));
    replaceChildren(body, table.element);
  };
  choice.addEventListener("change", draw);
  draw();
  return h(
    "div",
    {},
    h("div", { class: "scenario-kind" }, h("label", { for: choice.id }, kindLabel), choice),
    body,
  );
}

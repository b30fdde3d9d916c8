import { plainTable } from "../document/plain-table.ts";
import { formatCount, formatDifference, formatMeanMinutes, formatShare } from "../i18n/format.ts";
import { scenarioMessages } from "../i18n/scenario-messages.ts";
import { figureOf } from "./compared.ts";
import type { Compared } from "./compared.ts";

const words = scenarioMessages.comparison;

/** One measure of today and of each scenario. */
export interface FigureRow {
  readonly name: string;
  /** null where it is not known, or does not apply. */
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
}

/** Every measure, in the order of the table and of the file. */
export function figureRows(compared: Compared): FigureRow[] {
  const { names, thresholds, scenarios } = compared;
  const columns = names.map((_, column) => column);
  const figures = columns.map((column) => figureOf(compared, column));
  const structures = figures.map((figure) => figure.structures.counted);
  const ofScenarios = (pick: (index: number) => number | null): (number | null)[] => [
    null,
    ...scenarios.map((_, index) => pick(index)),
  ];
  return [
    ...thresholds.map((minutes) => ({
      name: words.shareAt(minutes),
      values: figures.map(({ curve }) => curve[minutes] ?? null),
      format: formatShare,
    })),
    ...thresholds.flatMap((minutes, at) => [
      {
        name: words.gained(minutes),
        values: ofScenarios((index) => scenarios[index]?.changes[at]?.gained ?? null),
        format: formatCount,
      },
      {
        name: words.lost(minutes),
        values: ofScenarios((index) => scenarios[index]?.changes[at]?.lost ?? null),
        format: formatCount,
      },
    ]),
    { name: words.mean, values: figures.map(({ meanMinutes }) => meanMinutes), format: formatMeanMinutes },
    {
      name: words.median,
      values: figures.map(({ medianMinutes }) => medianMinutes),
      format: formatMeanMinutes,
    },
    {
      name: words.gaps,
      values: [
        scenarios[0]?.answer.gaps.countBefore ?? null,
        ...scenarios.map(({ answer }) => answer.gaps.countAfter),
      ],
      format: formatCount,
    },
    { name: words.structures, values: structures, format: formatCount },
    {
      name: words.more,
      values: ofScenarios((index) => (structures[index + 1] ?? 0) - (structures[0] ?? 0)),
      format: (value) => formatDifference(value).replace(/[.,]0$/, ""),
    },
  ];
}

/** The measures as a table, a column for today and each scenario. */
export function figuresTable(compared: Compared): HTMLElement {
  return plainTable<FigureRow>(
    words.figures,
    [
      { title: words.measure, cell: ({ name }) => name },
      ...compared.names.map((title, column) => ({
        title,
        cell: ({ values, format }: FigureRow) => {
          const value = values[column];
          return value === null || value === undefined ? "—" : format(value);
        },
        isNumber: true,
      })),
    ],
    figureRows(compared),
  );
}

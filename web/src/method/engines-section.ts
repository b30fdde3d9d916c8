import { plainTable } from "../document/plain-table.ts";
import { paragraphs } from "../document/document-page.ts";
import type { DocumentSection } from "../document/document-page.ts";
import { formatFineShare } from "../i18n/format.ts";
import { documentMessages } from "../i18n/document-messages.ts";
import { ENGINE_FIGURES } from "./engine-figures.ts";
import type { EngineFigures } from "./engine-figures.ts";

const words = documentMessages.method.engines;

/** What other engines make of the same roads. */
export function enginesSection(): DocumentSection {
  const { measuredOn, minutes, engines } = ENGINE_FIGURES;
  const differenceOf =
    (which: "median" | "p95") =>
    (row: EngineFigures): string =>
      row.differences === null ? documentMessages.method.unknown : formatFineShare(row.differences[which]);
  const table = plainTable<EngineFigures>(
    words.caption,
    [
      { title: words.engine, cell: ({ name }) => words.names[name] },
      ...minutes.map((within, index) => ({
        title: words.within(within),
        cell: ({ shares }: EngineFigures) => formatFineShare(shares[index] ?? 0),
        isNumber: true,
      })),
      { title: words.median, cell: differenceOf("median"), isNumber: true },
      { title: words.p95, cell: differenceOf("p95"), isNumber: true },
    ],
    engines,
  );
  return {
    id: "moteurs",
    title: words.title,
    content: [...paragraphs([words.measured(measuredOn)]), table, ...paragraphs(words.text)],
  };
}

import { cellPolygon } from "../../../data/export/cell-polygon.ts";
import { cellRecord, explanation } from "./cell-record.ts";
import { contextOf } from "./report-json.ts";
import type { InseeReport } from "./report.ts";

/** Text in pieces of about this many characters: a country has hundreds of thousands of such cells. */
const PIECE_CHARACTERS = 1 << 16;

/**
 * The cells on which the two disagree, as squares: those whose people change sides of a limit, and the worst ones, which
 * have a `rank` and a `cause`. A FeatureCollection (RFC 7946) with its context as foreign members.
 */
export function* disagreementPieces(report: InseeReport): Generator<string> {
  const ranks = new Map(report.worst.map(({ pair }, index) => [pair, index + 1]));
  const context = JSON.stringify(contextOf(report)).slice(1, -1);
  let piece = `{"type":"FeatureCollection",${context},"features":[`;
  let count = 0;
  for (let pair = 0; pair < report.join.cells.length; pair++) {
    const changedMinutes = changedAt(report, pair);
    const rank = ranks.get(pair);
    if (changedMinutes.length === 0 && rank === undefined) continue;
    const why = rank === undefined ? {} : { rank, ...explanation(report.worst[rank - 1]) };
    const record = cellRecord(report, pair);
    const feature = {
      type: "Feature",
      id: record.id,
      geometry: cellPolygon(report.cells, report.join.cells[pair]),
      properties: { ...record, changedMinutes, ...why },
    };
    piece += `${count === 0 ? "" : ","}\n${JSON.stringify(feature)}`;
    count++;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield piece;
    piece = "";
  }
  yield `${piece}\n]}\n`;
}

/** The limits that lie between the two times of a cell. */
function changedAt({ comparison }: InseeReport, pair: number): number[] {
  const { pairs, overall } = comparison;
  return overall.sides
    .map(({ minutes }) => minutes)
    .filter((minutes) => pairs.measured[pair] <= minutes * 600 !== pairs.reference[pair] <= minutes * 600);
}

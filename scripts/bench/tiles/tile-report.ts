import { table } from "../../cli/layout.ts";
import type { AskedTile } from "./ask-tiles.ts";

const HEADER = ["couche", "niveau", "tuiles", "p50", "p95", "p99", "max", "Ko p50", "Ko max"];

/** Times in milliseconds and sizes before compression, by layer and level, then by layer, then of all. */
export function tileReport(answers: readonly AskedTile[]): string {
  const walked = answers.filter(({ isFirst }) => !isFirst);
  const sets = [...new Set(walked.map(({ set }) => set))];
  const rows = sets.flatMap((set) => {
    const own = walked.filter((answer) => answer.set === set);
    const zooms = [...new Set(own.map(({ zoom }) => zoom))].sort((a, b) => a - b);
    return [
      ...zooms.map((zoom) =>
        rowOf(
          set,
          String(zoom),
          own.filter((answer) => answer.zoom === zoom),
        ),
      ),
      rowOf(set, "tous", own),
    ];
  });
  const firsts = answers.filter(({ isFirst }) => isFirst);
  const firstRows = firsts.length === 0 ? [] : [rowOf("isochrone à chercher", "tous", firsts)];
  return table([HEADER, ...rows, rowOf("toutes", "tous", walked), ...firstRows]);
}

function rowOf(set: string, zoom: string, answers: readonly AskedTile[]): string[] {
  const times = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
  const sizes = answers.map(({ bytes }) => bytes).sort((a, b) => a - b);
  const milliseconds = [0.5, 0.95, 0.99, 1].map((share) => percentile(times, share).toFixed(1));
  const kilobytes = [0.5, 1].map((share) => (percentile(sizes, share) / 1000).toFixed(1));
  return [set, zoom, String(answers.length), ...milliseconds, ...kilobytes];
}

/** The least value that at least this share of them does not exceed. @param sorted ascending, at least one */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

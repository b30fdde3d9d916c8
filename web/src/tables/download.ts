import { h } from "../dom/dom.ts";
import { toCsv } from "./csv.ts";
import type { CsvValue } from "./csv.ts";

/** Hands rows to the browser as a CSV file to keep. */
export function downloadRows(
  name: string,
  header: readonly string[],
  rows: readonly (readonly CsvValue[])[],
): void {
  downloadBlob(`${name}.csv`, new Blob([toCsv(header, rows)], { type: "text/csv;charset=utf-8" }));
}

/** Hands bytes to the browser as a file to keep. */
export function downloadBlob(fileName: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: fileName }).click();
  URL.revokeObjectURL(url);
}

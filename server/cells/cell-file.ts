import { ParquetJoiner } from "../../data/export/parquet-joiner.ts";
import { CELL_CSV_HEADER } from "../../data/export/write-cells.ts";
import type { CellFormat } from "../questions/cell-rows.ts";
import type { DataOrigin } from "../schemas/answers.ts";

/** Makes a file of parts as `answerCellRows` gives them, piece by piece. */
export interface CellFile {
  /** The piece that a part comes to, after those before it. */
  add(part: Uint8Array): Uint8Array;
  end(): Uint8Array;
}

const text = new TextEncoder();

export function cellFile(format: CellFormat, origin: DataOrigin): CellFile {
  switch (format) {
    case "csv":
      return textFile(CELL_CSV_HEADER, "", "");
    case "geojson":
      return textFile(
        '{"type":"FeatureCollection","features":[\n',
        ",\n",
        `\n],${JSON.stringify(origin).slice(1)}\n`,
      );
    case "parquet":
      return new ParquetJoiner();
  }
}

function textFile(head: string, separator: string, tail: string): CellFile {
  let before = head;
  return {
    add(part) {
      if (part.length === 0) return part;
      const piece = Buffer.concat([text.encode(before), part]);
      before = separator;
      return piece;
    },
    end() {
      const isEmpty = before === head;
      return text.encode(isEmpty ? head + tail : tail);
    },
  };
}

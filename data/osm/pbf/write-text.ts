import type { PbfWriter as WireWriter } from "pbf";

/**
 * Writes a string field as UTF-8. `writeStringField` of pbf 5.1.2 turns characters beyond U+1FFFF (rare Chinese
 * ones, for example) into others.
 */
export function writeText(pbf: WireWriter, field: number, text: string): void {
  pbf.writeBytesField(field, Buffer.from(text, "utf8"));
}

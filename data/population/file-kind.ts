/** What the first bytes of a file say it is. */
export type FileKind =
  | "empty"
  | "gzip"
  | "zip"
  | "parquet"
  | "7z"
  | "gpkg"
  | "xz"
  | "bzip2"
  | "zstd"
  | "utf16"
  | "pdf"
  | "xml"
  | "json"
  | "binary"
  | "text";

/** How many first bytes `fileKind` wants; fewer where the file is shorter. */
export const KIND_BYTES = 512;

const MAGICS: readonly { kind: FileKind; bytes: readonly number[] }[] = [
  { kind: "gzip", bytes: [0x1f, 0x8b] },
  { kind: "zip", bytes: [0x50, 0x4b, 0x03, 0x04] },
  { kind: "zip", bytes: [0x50, 0x4b, 0x05, 0x06] },
  { kind: "parquet", bytes: ascii("PAR1") },
  { kind: "7z", bytes: [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c] },
  { kind: "gpkg", bytes: ascii("SQLite format 3\0") },
  { kind: "xz", bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00] },
  { kind: "bzip2", bytes: ascii("BZh") },
  { kind: "zstd", bytes: [0x28, 0xb5, 0x2f, 0xfd] },
  { kind: "utf16", bytes: [0xff, 0xfe] },
  { kind: "utf16", bytes: [0xfe, 0xff] },
  { kind: "pdf", bytes: ascii("%PDF") },
];

/** How each kind that holds no readable grid is named in an error. */
const NAMES: Readonly<Record<FileKind, string>> = {
  empty: "an empty file",
  gzip: "a gzip file",
  zip: "a zip archive",
  parquet: "a Parquet file",
  "7z": "a 7z archive",
  gpkg: "a GeoPackage (SQLite) file",
  xz: "an xz file",
  bzip2: "a bzip2 file",
  zstd: "a zstd file",
  utf16: "UTF-16 text",
  pdf: "a PDF document",
  xml: "an HTML or XML page",
  json: "a JSON file",
  binary: "a binary file",
  text: "a text file",
};

/** Kinds that may hold a grid which this reader does not get out, and what to do about it. */
const REMEDIES: Partial<Record<FileKind, string>> = {
  gzip: "decompress it once more",
  zip: "take the CSV out of it",
  parquet: "take it out of the archive",
  "7z": "extract it (7z x) and give the CSV inside",
  gpkg: "take the CSV of the same grid, or export the table to CSV",
  xz: "decompress it and give the CSV inside",
  bzip2: "decompress it and give the CSV inside",
  zstd: "decompress it and give the CSV inside",
  utf16: "save it as UTF-8",
};

/** Tells a file by its first bytes, never by its name. */
export function fileKind(head: Uint8Array): FileKind {
  if (head.length === 0) return "empty";
  for (const { kind, bytes } of MAGICS) {
    if (bytes.every((byte, i) => head[i] === byte)) return kind;
  }
  if (head.includes(0)) return "binary";
  const text = Buffer.from(head).toString("latin1").replace("\xef\xbb\xbf", "").trimStart();
  if (text.startsWith("<")) return "xml";
  if (text.startsWith("{") || text.startsWith("[")) return "json";
  return "text";
}

/** The kind as an error names it: `a 7z archive`. */
export function kindName(kind: FileKind): string {
  return NAMES[kind];
}

/** What to do with a file of a kind that may hold a grid out of reach; null where there is no point. */
export function remedy(kind: FileKind): string | null {
  return REMEDIES[kind] ?? null;
}

function ascii(text: string): number[] {
  return [...Buffer.from(text, "latin1")];
}

import { open } from "node:fs/promises";

import { InputError } from "./input-error.ts";

/** What a file is by its first bytes, whatever its name says. */
export type FileKind = "empty" | "text" | "json" | "markup" | "binary" | (typeof SIGNATURES)[number][1];
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be";

export interface FileStart {
  readonly kind: FileKind;
  /** How its text is encoded; `utf-8` until a byte proves otherwise. Of no meaning for binary kinds. */
  readonly encoding: TextEncoding;
  /** First bytes, at most 64 KiB. */
  readonly head: Buffer;
}

const HEAD_BYTES = 65_536;

/** First bytes of formats that people mistake for what was asked, as latin-1 text. */
const SIGNATURES = [
  ["PK\u0003\u0004", "zip"],
  ["PK\u0005\u0006", "zip"],
  ["\u001F\u008B", "gzip"],
  ["7z\u00BC\u00AF\u0027\u001C", "7z"],
  ["\u0028\u00B5\u002F\u00FD", "zstd"],
  ["PAR1", "parquet"],
  ["SQLite format 3\u0000", "sqlite"],
  ["%PDF", "pdf"],
  ["\u00D0\u00CF\u0011\u00E0", "office"],
] as const;

const KIND_NAMES: Readonly<Record<FileKind, string>> = {
  empty: "an empty file",
  text: "plain text",
  json: "JSON",
  markup: "an HTML or XML page",
  binary: "binary data",
  zip: "a ZIP archive (or a spreadsheet)",
  gzip: "a gzip archive",
  "7z": "a 7z archive",
  zstd: "a Zstandard archive",
  parquet: "a Parquet file",
  sqlite: "an SQLite database (or a GeoPackage)",
  pdf: "a PDF",
  office: "an old Office document",
};

/** The kind in words, for messages: `a ZIP archive (or a spreadsheet)`. */
export function kindName(kind: FileKind): string {
  return KIND_NAMES[kind];
}

/**
 * Looks at the beginning of a file.
 *
 * @throws InputError `file.unreadable` where it cannot be opened or read
 */
export async function readFileStart(file: string): Promise<FileStart> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return startOf(buffer.subarray(0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** What a file is that begins so. @param head at most 64 KiB */
export function startOf(head: Buffer): FileStart {
  const encoding = encodingOf(head);
  return { kind: kindOf(head, encoding), encoding, head };
}

/** The one-line error for a file that the system refuses; anything else is handed back as it is. */
export function unreadable(file: string, error: unknown): unknown {
  if (!(error instanceof Error) || !("code" in error) || !("syscall" in error)) return error;
  const reasons: Readonly<Record<string, string>> = {
    ENOENT: "no such file",
    EACCES: "permission denied",
    EISDIR: "a folder, expected a file",
  };
  const reason = reasons[String(error.code)] ?? error.message;
  return new InputError("file.unreadable", file, reason, { cause: error });
}

/** A byte order mark decides; without one, zeros at every second byte betray UTF-16. */
function encodingOf(head: Buffer): TextEncoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  const zeros = [0, 0];
  const end = Math.min(head.length, 512) & ~1;
  for (let i = 0; i < end; i++) if (head[i] === 0) zeros[i & 1]++;
  const many = end * 0.4;
  if (end > 0 && zeros[0] === 0 && zeros[1] > many) return "utf-16le";
  if (end > 0 && zeros[1] === 0 && zeros[0] > many) return "utf-16be";
  return "utf-8";
}

function kindOf(head: Buffer, encoding: TextEncoding): FileKind {
  const start = head.toString("latin1", 0, 16);
  for (const [signature, kind] of SIGNATURES) if (start.startsWith(signature)) return kind;
  if (encoding === "utf-8" && head.includes(0)) return "binary";
  const text = new TextDecoder(encoding).decode(head).trimStart();
  if (text === "") return "empty";
  if (text.startsWith("<")) return "markup";
  return text.startsWith("{") || text.startsWith("[") ? "json" : "text";
}

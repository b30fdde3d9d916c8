/** Reasons that the system gives, as a person would say them. */
const SYSTEM_REASONS: Readonly<Record<string, string>> = {
  EACCES: "not allowed",
  EPERM: "not allowed",
  EROFS: "the file system is read-only",
  ENOENT: "no such file or directory",
  ENOTDIR: "part of the path is a file, expected a directory",
  EISDIR: "a directory, expected a file",
  EEXIST: "exists already",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file would be larger than allowed",
  EIO: "the disk reports an input/output error",
  EMFILE: "too many open files",
  ENAMETOOLONG: "the name is too long",
  ELOOP: "too many symbolic links",
};

/**
 * Trouble that the system reports on a file (missing, not readable, disk full), in one line with its place; null
 * for any other error.
 */
export function systemErrorText(error: unknown): string | null {
  if (!(error instanceof Error) || !("syscall" in error) || !("code" in error)) return null;
  const code = String(error.code);
  const reason = SYSTEM_REASONS[code];
  const place = "path" in error ? String(error.path) : "output";
  return reason === undefined
    ? `${place}: ${error.message}`
    : `${place}: ${reason} (${code}, ${String(error.syscall)})`;
}

/** The same text without line ends and other control characters: names in data may hold any. */
export function inOneLine(text: string): string {
  return text.replaceAll(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, " ").trim();
}

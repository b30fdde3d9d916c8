import { homedir } from "node:os";
import { join } from "node:path";

/** `trente` in the system's folder for what may be lost: `$XDG_CACHE_HOME` or `~/.cache`. */
export function cacheFolder(): string {
  return join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "trente");
}

/** Where engines are installed when they are first asked for. */
export function engineFolder(): string {
  return join(cacheFolder(), "engines");
}

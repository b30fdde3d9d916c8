import { readFileSync } from "node:fs";

/** What Linux accounts to a process now (`VmRSS`, proc(5)); null where the system does not tell. */
export function residentBytes(pid: number): number | null {
  try {
    const kibibytes = /^VmRSS:\s*(\d+) kB$/mu.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}

import { Client } from "pg";

const PROTOCOL = /^postgres(ql)?:\/\//iu;
const SECRET_PARAMETERS = ["password", "sslpassword"];
const HIDDEN = "***";

/** Is this the address of a PostgreSQL, and no folder? */
export function isPostgresUrl(text: string): boolean {
  return PROTOCOL.test(text);
}

/** What makes an address one that nothing will ever answer at, without its words; null for one that can be tried. */
export function postgresUrlTrouble(url: string): string | null {
  try {
    // Connects to nothing yet; reads the certificates that an address names.
    const client = new Client({ connectionString: url });
    return Number.isInteger(client.port) ? null : "its port is no number";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** An address without its passwords, for logs. */
export function withoutPassword(url: string): string {
  // Addresses of sockets have no host, which `URL` does not take.
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null) return "postgres://…";
  if (parsed.password !== "") parsed.password = HIDDEN;
  for (const name of SECRET_PARAMETERS) {
    if (parsed.searchParams.has(name)) parsed.searchParams.set(name, HIDDEN);
  }
  return parsed.href;
}

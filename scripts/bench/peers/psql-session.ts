import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";

import { connectionTo, type PostgresCluster } from "./postgres-cluster.ts";

/** What marks the end of an answer. */
const MARK = "@@ end of answer @@";
/** No query may take longer. */
const STATEMENT_TIMEOUT = "60min";

/** A connection to a cluster that stays open, by PostgreSQL's own terminal program. */
export class PsqlSession {
  readonly #child: ChildProcessWithoutNullStreams;
  #complaints = "";

  constructor(cluster: PostgresCluster, signal: AbortSignal) {
    this.#child = spawn(cluster.psql, connectionTo(cluster), { stdio: "pipe", signal });
    this.#child.stderr.on("data", (chunk: Buffer) => (this.#complaints += chunk.toString("utf8")));
    this.#child.stdin.write(
      `SET client_min_messages TO error; SET statement_timeout TO '${STATEMENT_TIMEOUT}';\n`,
    );
    // What it cannot be told it has said why on stderr.
    this.#child.stdin.on("error", () => {});
  }

  /**
   * Runs statements and commands of psql.
   *
   * @returns what they print
   * @throws Error with PostgreSQL's words
   */
  async run(statements: string): Promise<string> {
    const { stdin, stdout } = this.#child;
    return new Promise((resolve, reject) => {
      let text = "";
      const settle = (finish: () => void): void => {
        stdout.off("data", onData);
        this.#child.off("close", onClose);
        this.#child.off("error", onError);
        finish();
      };
      const onData = (chunk: Buffer): void => {
        text += chunk.toString("utf8");
        if (text.includes(MARK)) settle(() => resolve(text.slice(0, text.indexOf(MARK)).trim()));
      };
      const onError = (error: Error): void => settle(() => reject(error));
      const onClose = (): void => settle(() => reject(new Error(this.#reason())));
      stdout.on("data", onData);
      this.#child.on("error", onError);
      this.#child.on("close", onClose);
      if (this.#child.exitCode !== null) onClose();
      else stdin.write(`${statements}\n\\echo ${MARK}\n`);
    });
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      this.#child.once("close", () => resolve());
      this.#child.stdin.end();
    });
  }

  #reason(): string {
    const line = this.#complaints.split("\n").find((text) => text.includes("ERROR:"));
    return line?.replace(/^.*ERROR:\s*/u, "") ?? (this.#complaints.trim() || "psql ended");
  }
}

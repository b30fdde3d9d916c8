import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const PROJECT = resolve(import.meta.dirname, "../..");
const COPIED = ["bin", "package.json", "package-lock.json", "tsconfig.json", "tsconfig.build.json"];

/** A command line that stands in for ours: it tells what it was asked, and takes its time over `build`. */
const STAND_IN = `
import { mkdirSync, renameSync, writeFileSync } from "node:fs";

const [command, ...args] = process.argv.slice(2);
const out = args[args.indexOf("--out") + 1] ?? "";
console.log(\`[\${command} \${args.join(" ")}]\`);
if (command === "demo") mkdirSync(out);
if (command === "build") {
  mkdirSync(out, { recursive: true });
  writeFileSync(\`\${out}/manifest.part\`, "format 2");
  await new Promise((resolve) => {
    setTimeout(resolve, 500);
  });
  renameSync(\`\${out}/manifest.part\`, \`\${out}/manifest.json\`);
}
if (command === "fail") process.exitCode = 3;
`;

/** Stands in for the reader of datasets: one of another format has another text. */
const MANIFEST_STAND_IN = `
import { readFileSync } from "node:fs";

export function readManifest(directory: string): void {
  if (readFileSync(\`\${directory}/manifest.json\`, "utf8") !== "format 2") throw new Error("another format");
}
`;

/** Stands in for what makes the database that is copied: a folder. */
const DATABASE_STAND_IN = `
import { mkdirSync } from "node:fs";

mkdirSync(\`\${process.argv[2]}/empty-database\`, { recursive: true });
`;

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A project in a folder of its own: our bin/ and packages around a small stand-in of the rest. */
export class BareProject {
  readonly root = mkdtempSync(join(tmpdir(), "trente-bare-"));

  constructor() {
    for (const name of COPIED) cpSync(join(PROJECT, name), join(this.root, name), { recursive: true });
    symlinkSync(join(PROJECT, "node_modules"), join(this.root, "node_modules"));
    this.write("scripts/trente.ts", STAND_IN);
    this.write("scripts/make-empty-database.ts", DATABASE_STAND_IN);
    this.write("data/bundle/manifest.ts", MANIFEST_STAND_IN);
    this.write("web/vite.config.ts", "export default { root: import.meta.dirname };");
    this.write("web/index.html", "<title>Carte</title>");
  }

  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.root, path)), { recursive: true });
    writeFileSync(join(this.root, path), content);
  }

  path(...parts: string[]): string {
    return join(this.root, ...parts);
  }

  /** Starts one of the scripts of bin/. */
  start(script: string, ...args: string[]): ChildProcess {
    const env = { ...process.env, TRENTE_DATASET: "" };
    return spawn(process.execPath, [this.path("bin", script), ...args], { cwd: this.root, env });
  }

  run(script: string, ...args: string[]): Promise<Ended> {
    return ended(this.start(script, ...args));
  }

  remove(): void {
    rmSync(this.root, { recursive: true });
  }
}

/** Waits for the end of a process and gathers what it wrote. */
export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const code = await new Promise<number | null>((done) => {
    child.on("close", done);
  });
  return { code, stdout, stderr };
}

import { existsSync, lstatSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { type AdminSocket, openAdminSocket } from "../../../server/admin/admin-socket.ts";
import { NO_JOURNAL, openJournal } from "../../../server/journal/journal.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { fakeActions } from "./fake-actions.ts";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

async function ask(socketPath: string, method: string, path: string): Promise<Answer> {
  return new Promise((settle, reject) => {
    const sent = request({ socketPath, method, path, agent: false }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part: string) => (text += part));
      response.on("end", () => settle({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
    });
    sent.once("error", reject);
    sent.end();
  });
}

async function opened(path: string, actions = fakeActions()): Promise<AdminSocket> {
  const socket = await openAdminSocket(path, actions, NO_JOURNAL);
  onTestFinished(() => socket.close());
  return socket;
}

describe.skipIf(process.platform === "win32")("a socket for those who run the server", () => {
  test("answers them, is theirs alone, and is gone afterwards", async () => {
    const folder = tempFolder();
    const path = join(folder, "admin");
    const actions = fakeActions();
    const socket = await opened(path, actions);
    expect(lstatSync(path).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["admin"]);
    expect(await ask(path, "GET", "/admin/etat")).toMatchObject({ status: 200, body: { phase: "serving" } });
    expect(await ask(path, "POST", "/admin/recharger")).toEqual({ status: 200, body: actions.next });
    expect(await ask(path, "GET", "/api/v1/jeu")).toMatchObject({ status: 404 });
    await socket.close();
    expect(existsSync(path)).toBe(false);
    await expect(ask(path, "GET", "/admin/etat")).rejects.toThrow("ENOENT");
  });

  test("has nothing to tell of itself, and tells what it is asked", async () => {
    const lines: string[] = [];
    const journal = openJournal({ format: "texte", sink: { write: (line) => void lines.push(line) } });
    const path = join(tempFolder(), "admin");
    const socket = await openAdminSocket(path, fakeActions(), journal);
    await ask(path, "POST", "/admin/recharger");
    await socket.close();
    expect(lines).toEqual([expect.stringMatching(/^admin: reload \(.*\)\n$/u)]);
  });

  test("takes the place of one that nobody answers at", async () => {
    const path = join(tempFolder(), "admin");
    const dead = createServer();
    const aside = `${path}.dead`;
    await new Promise<void>((settle) => void dead.listen(aside, settle));
    const { renameSync } = await import("node:fs");
    // Closing removes what it was made as: what a killed process leaves is a socket without an answer.
    renameSync(aside, path);
    await new Promise((settle) => void dead.close(settle));
    expect(lstatSync(path).isSocket()).toBe(true);
    await opened(path);
    expect(await ask(path, "GET", "/admin/etat")).toMatchObject({ status: 200 });
  });

  test("leaves alone what is another server's", async () => {
    const path = join(tempFolder(), "admin");
    await opened(path);
    await expect(openAdminSocket(path, fakeActions(), NO_JOURNAL)).rejects.toThrow("another server");
    expect(await ask(path, "GET", "/admin/etat")).toMatchObject({ status: 200 });
  });

  test("removes at its end only what is its own", async () => {
    const path = join(tempFolder(), "admin");
    const socket = await opened(path);
    const { rmSync } = await import("node:fs");
    rmSync(path);
    writeFileSync(path, "another's");
    await socket.close();
    expect(existsSync(path)).toBe(true);
  });

  test.each([
    ["a file", (path: string) => writeFileSync(path, "important")],
    ["a folder", (path: string) => mkdirSync(path)],
  ])("does not take the place of %s", async (_, make) => {
    const path = join(tempFolder(), "admin");
    make(path);
    await expect(openAdminSocket(path, fakeActions(), NO_JOURNAL)).rejects.toThrow("no socket");
    expect(lstatSync(path).isSocket()).toBe(false);
  });

  test("says where a path is too long for the system", async () => {
    const folder = tempFolder();
    const path = join(folder, "a".repeat(110));
    await expect(openAdminSocket(path, fakeActions(), NO_JOURNAL)).rejects.toThrow("too long");
    expect(readdirSync(folder)).toEqual([]);
  });
});

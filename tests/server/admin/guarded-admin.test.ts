import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { AdminToken } from "../../../server/admin/admin-token.ts";
import { buildApp } from "../../../server/app.ts";
import { problemOf, testApp } from "../../helpers/app.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";
import { tempFolder } from "../../helpers/temp-folder.ts";
import { type FakeActions, fakeActions } from "./fake-actions.ts";

const TOKEN = "0123456789abcdef0123456789abcdef";
const ADDRESSES = [
  ["GET", "/admin/etat"],
  ["POST", "/admin/recharger"],
  ["POST", "/admin/retour"],
] as const;

async function guardedApp(actions: FakeActions = fakeActions(), requestsPerMinute = 0) {
  const admin = { actions, token: new AdminToken(TOKEN) };
  const app = await buildApp({ study: fakeStudy(), webRoot: null, admin, requestsPerMinute });
  onTestFinished(() => app.close());
  return { app, actions };
}

const bearer = (token: string): { authorization: string } => ({ authorization: `Bearer ${token}` });

describe("without the option", () => {
  test.each(ADDRESSES)("%s %s is not there, whatever token is given", async (method, url) => {
    const { app } = await testApp();
    for (const headers of [{}, bearer(""), bearer(TOKEN)]) {
      const response = await app.inject({ method, url, headers });
      expect([404, 405]).toContain(response.statusCode);
    }
  });
});

describe("with a token", () => {
  const WRONG = [
    {},
    bearer(""),
    bearer(TOKEN.slice(1)),
    bearer(`${TOKEN}0`),
    bearer(`${TOKEN} 0`),
    { authorization: TOKEN },
    { authorization: `Basic ${Buffer.from(`admin:${TOKEN}`).toString("base64")}` },
    { cookie: `authorization=Bearer ${TOKEN}` },
    { "x-authorization": `Bearer ${TOKEN}` },
  ];

  test.each(WRONG)("nothing is done for who has it not: %o", async (headers) => {
    const { app, actions } = await guardedApp();
    for (const [method, url] of ADDRESSES.slice(0, 2)) {
      for (const path of [url, `${url}?jeton=${TOKEN}`]) {
        const response = await app.inject({ method, url: path, headers });
        expect(problemOf(response)).toMatchObject({ status: 401, type: "/problemes/jeton-refuse" });
        expect(response.headers["www-authenticate"]).toContain("Bearer");
        expect(response.headers["access-control-allow-origin"]).toBeUndefined();
      }
    }
    expect(actions.asked).toEqual([]);
  });

  test("who has it learns how the server is and has it read its dataset again", async () => {
    const { app, actions } = await guardedApp();
    const state = await app.inject({ url: "/admin/etat", headers: bearer(TOKEN) });
    expect(state.json()).toMatchObject({ phase: "serving" });
    const reload = async () =>
      app.inject({ method: "POST", url: "/admin/recharger", headers: bearer(TOKEN) });
    expect((await reload()).json()).toEqual(actions.next);
    actions.next = { outcome: "failed", dataset: "fake-1", reason: "cut" };
    const failed = await reload();
    expect([failed.statusCode, failed.json()]).toEqual([409, actions.next]);
    actions.next = null;
    expect((await reload()).statusCode).toBe(503);
    expect(actions.asked).toEqual(["state", "reload", "reload", "reload"]);
  });

  test("there is a way back only where something is kept", async () => {
    const { app } = await guardedApp();
    const url = "/admin/retour";
    expect((await app.inject({ method: "POST", url, headers: bearer(TOKEN) })).statusCode).toBe(404);
    const actions = fakeActions();
    actions.rollback = async () => ({ outcome: "swapped", dataset: "fake-0", reason: null });
    const { app: other } = await guardedApp(actions);
    const response = await other.inject({ method: "POST", url, headers: bearer(TOKEN) });
    expect(response.json()).toMatchObject({ dataset: "fake-0" });
    expect((await other.inject({ method: "POST", url })).statusCode).toBe(401);
  });

  test.each([0, 1000])("a client may not try for ever (limit of all else: %i)", async (perMinute) => {
    const { app, actions } = await guardedApp(fakeActions(), perMinute);
    const statuses = [];
    for (let attempt = 0; attempt < 40; attempt++) {
      const headers = bearer(`${TOKEN.slice(2)}${attempt}`);
      statuses.push((await app.inject({ url: "/admin/etat", headers })).statusCode);
    }
    expect(statuses.filter((status) => status === 401)).toHaveLength(30);
    expect(statuses.slice(30)).toEqual(Array.from({ length: 10 }, () => 429));
    expect((await app.inject({ url: "/admin/etat", headers: bearer(TOKEN) })).statusCode).toBe(429);
    expect(actions.asked).toEqual([]);
    expect((await app.inject({ url: "/sante" })).statusCode).toBe(200);
  });

  test("the description of the API says nothing of it", async () => {
    const { app } = await guardedApp();
    const { body } = await app.inject({ url: "/openapi.json" });
    expect(body).not.toContain("/admin");
  });
});

describe("a token's file", () => {
  const write = (text: string): string => {
    const file = join(tempFolder(), "jeton");
    writeFileSync(file, text);
    return file;
  };

  test("may end with a line end", () => {
    const token = AdminToken.read(write(`${TOKEN}\n`));
    expect(token.isGiven(`Bearer ${TOKEN}`)).toBe(true);
    expect(token.isGiven(`bearer  ${TOKEN}`)).toBe(true);
    expect(token.isGiven(undefined)).toBe(false);
  });

  test.each([
    ["empty", ""],
    ["short", "court"],
    ["several words", `${TOKEN} ${TOKEN}`],
    ["not of ASCII", "é".repeat(40)],
    ["a whole document", "a".repeat(10_000)],
  ])("is refused where it is %s", (_, text) => {
    expect(() => AdminToken.read(write(text))).toThrow("expected");
  });

  test("that is not there is told", () => {
    expect(() => AdminToken.read("/nulle/part")).toThrow("ENOENT");
  });
});

import { expect, test } from "vitest";

import { reasonOf, troubleOf } from "../../../server/state/postgres-errors.ts";
import { isPostgresUrl, postgresUrlTrouble, withoutPassword } from "../../../server/state/postgres-url.ts";

test.each([
  ["postgres://a:b@c/d", true],
  ["PostgreSQL://c", true],
  ["postgres", false],
  ["/var/lib/postgres://x", false],
  ["", false],
])("%s names a database: %s", (text, expected) => {
  expect(isPostgresUrl(text)).toBe(expected);
});

test.each([
  "postgres://moi:secret@machine:5433/base?sslmode=require",
  "postgres://moi@machine/base?password=secret",
  "postgresql://machine/base?sslpassword=secret&user=moi",
  "postgres://moi:sec%2Fsecret@/base?host=/tmp",
  "postgres://moi:secret@[::1/base",
])("no password is left of %s", (url) => {
  expect(withoutPassword(url)).toMatch(/^postgres/u);
  expect(withoutPassword(url)).not.toContain("secret");
});

test.each([
  ["postgres://moi:secret@machine:5433/base?sslmode=disable", null],
  ["postgres://moi:secret@/base?host=/run/postgresql", null],
  ["postgres://", null],
  ["postgres://moi:se#cret@machine/base", "Invalid URL"],
  ["postgres://machine:99999/base", "Invalid URL"],
  ["postgres://machine/base?port=secret", "its port is no number"],
  [
    "postgres://machine/base?sslrootcert=/not/there.pem",
    "ENOENT: no such file or directory, open '/not/there.pem'",
  ],
])("what is wrong with %s is %s", (url, expected) => {
  expect(postgresUrlTrouble(url)).toBe(expected);
});

test("what is not secret stays", () => {
  expect(withoutPassword("postgres://moi:secret@machine:5433/base?sslmode=require")).toBe(
    "postgres://moi:***@machine:5433/base?sslmode=require",
  );
});

const coded = (code: string): Error => Object.assign(new Error("x"), { code });

test.each([
  [coded("57P01"), "passing"],
  [coded("57P03"), "passing"],
  [coded("08006"), "passing"],
  [coded("40P01"), "conflict"],
  [coded("ECONNREFUSED"), "passing"],
  [coded("ENOTFOUND"), "passing"],
  [new Error("Connection terminated unexpectedly"), "passing"],
  [new Error("timeout exceeded when trying to connect"), "passing"],
  [coded("25006"), "passing"],
  [coded("57014"), "later"],
  [coded("55P03"), "later"],
  [coded("53100"), "later"],
  [coded("58030"), "later"],
  [coded("23505"), "other"],
  [coded("42P01"), "other"],
  [new Error("anything else"), "other"],
  ["text", "other"],
])("%s is %s", (error, expected) => {
  expect(troubleOf(error)).toBe(expected);
});

test("the reason of an error is never empty", () => {
  const refused = (address: string): Error => new Error(`connect ECONNREFUSED ${address}`);
  const all = new AggregateError([refused("::1:5432"), refused("127.0.0.1:5432"), refused("::1:5432")]);
  expect(reasonOf(all)).toBe("connect ECONNREFUSED ::1:5432, connect ECONNREFUSED 127.0.0.1:5432");
  expect(reasonOf(new TypeError())).toBe("TypeError");
  expect(reasonOf("text")).toBe("text");
  expect(reasonOf(new Error("timeout exceeded when trying to connect"))).toBe("all connections are in use");
});

import { expect, test } from "vitest";

import { troubleOf } from "../../../server/state/postgres-errors.ts";
import { isPostgresUrl, withoutPassword } from "../../../server/state/postgres-url.ts";

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
  [coded("57014"), "too_long"],
  [coded("55P03"), "too_long"],
  [coded("23505"), "other"],
  [coded("42P01"), "other"],
  [new Error("anything else"), "other"],
  ["text", "other"],
])("%s is %s", (error, expected) => {
  expect(troubleOf(error)).toBe(expected);
});

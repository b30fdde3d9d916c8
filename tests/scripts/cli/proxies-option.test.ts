import { expect, test } from "vitest";

import { UsageError } from "../../../scripts/cli/command.ts";
import { isLoopback, readProxies } from "../../../scripts/cli/proxies-option.ts";

test("proxies are addresses, networks and names of networks", () => {
  expect(readProxies("--proxy", "10.0.0.0/8, 192.0.2.1,loopback,2001:db8::/32,::1")).toEqual([
    "10.0.0.0/8",
    "192.0.2.1",
    "loopback",
    "2001:db8::/32",
    "::1",
  ]);
});

test.each([
  "true",
  "*",
  "10.0.0.0/0",
  "10.0.0.0/33",
  "10.0.0/8",
  "10.0.0.0/8/8",
  "exemple.test",
  "10.0.0.1,",
  "1",
])("%s is refused, or anyone could say who asks", (text) => {
  expect(() => readProxies("option --proxy", text)).toThrow(UsageError);
});

test.each([
  ["127.0.0.1", true],
  ["127.8.8.8", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["::", false],
  ["192.0.2.1", false],
  ["127.exemple.test", false],
])("a server on %s is reached by this machine alone: %s", (host, expected) => {
  expect(isLoopback(host)).toBe(expected);
});

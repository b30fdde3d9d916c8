import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";

import { tempFolder } from "../helpers/temp-folder.ts";
import { readText } from "./deploy-files.ts";

const CONF = readText("deploy/nginx.conf");
const directives = CONF.replaceAll(/^\s*#.*$/gm, "");
const hasNginx = spawnSync("nginx", ["-v"]).status === 0;

describe("nginx.conf", () => {
  test("tells Trente who asks in a way that clients cannot", () => {
    expect(directives).toContain("proxy_set_header X-Forwarded-For $remote_addr;");
    expect(directives).not.toContain("$proxy_add_x_forwarded_for");
  });

  test("logs no client and no address", () => {
    const format = /log_format trente '([^']*)'/.exec(directives)?.[1] ?? "";
    expect(format).toContain("$request_id");
    expect(format).not.toMatch(/\$(remote_addr|request(?!_)|request_uri|args|uri|http_\w+|cookie_\w+)\b/);
    expect(directives.match(/access_log [^;]+;/g)).toEqual(["access_log /dev/stdout trente;"]);
  });

  test("asks another replica only where nothing is done twice", () => {
    const next = /proxy_next_upstream ([^;]+);/.exec(directives)?.[1] ?? "";
    expect(next.split(" ")).toEqual(expect.arrayContaining(["error", "timeout", "http_503"]));
    expect(next).not.toContain("non_idempotent");
  });

  test("names the replicas of compose.yaml, and lets nobody administer", () => {
    const compose = readText("compose.yaml");
    const servers = [...directives.matchAll(/server (trente-\d):8030/g)].map(([, name]) => name);
    expect(servers).toEqual(["trente-1", "trente-2"]);
    for (const name of servers) expect(compose).toContain(`\n  ${name}:\n`);
    for (const path of ["= /metrics", "/admin"]) {
      expect(directives).toMatch(new RegExp(`location ${path} \\{\\s*return 404;`));
    }
  });

  test("takes bodies as large as Trente does", () => {
    const mebibytes = Number(/client_max_body_size (\d+)m;/.exec(directives)?.[1]);
    // Candidates of a siting, the largest.
    expect(mebibytes).toBeGreaterThanOrEqual(8);
  });

  test.skipIf(!hasNginx)("is one for nginx itself (where it is installed)", () => {
    const folder = tempFolder();
    const file = join(folder, "nginx.conf");
    // Names of containers are known among containers alone, and stdout may be none that can be opened.
    const here = CONF.replaceAll(/trente-(\d):8030/g, "127.0.0.$1:8030").replace("/dev/stdout", "/tmp/log");
    writeFileSync(file, here.replaceAll("/tmp/", `${folder}/`));
    const { status, stderr } = spawnSync("nginx", ["-t", "-c", file], { encoding: "utf8" });
    expect(stderr).toContain("syntax is ok");
    expect(status, stderr).toBe(0);
  });
});

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, writeFileSync } from "node:fs";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";

import { JOB_URLS } from "../../server/long-work/job-kinds.ts";
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
    const [next, ofQuestions] = [...directives.matchAll(/proxy_next_upstream ([^;]+);/g)].map(([, to]) => to);
    expect(next.split(" ")).toEqual(expect.arrayContaining(["error", "timeout", "http_503"]));
    expect(next).not.toContain("non_idempotent");
    expect(ofQuestions).toBe(`${next} non_idempotent`);
    const questions = new RegExp(/location ~ (\S+) /.exec(directives)?.[1] ?? "");
    const saving = "/api/v1/scenarios/enregistres";
    expect(["/api/v1/scenarios", ...Object.values(JOB_URLS)].filter((url) => !questions.test(url))).toEqual(
      [],
    );
    expect(saving).not.toMatch(questions);
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

/** A server of the machine's own. @returns its port */
async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** nginx before two servers, as the file says but for places. @returns its address */
async function startNginx(first: number, second: number): Promise<string> {
  const folder = tempFolder();
  const file = join(folder, "nginx.conf");
  const socket = createServer().listen(0, "127.0.0.1");
  await once(socket, "listening");
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => socket.close(resolve));
  const here = CONF.replace("worker_processes auto", "daemon off; worker_processes 1")
    .replace("trente-1:8030", `127.0.0.1:${first}`)
    .replace("trente-2:8030", `127.0.0.1:${second}`)
    .replace("listen 8080", `listen 127.0.0.1:${port}`)
    .replace("/dev/stdout", "/tmp/log")
    .replaceAll("/tmp/", `${folder}/`);
  writeFileSync(file, here);
  const nginx = spawn("nginx", ["-c", file], { stdio: "ignore" });
  onTestFinished(async () => {
    nginx.kill("SIGQUIT");
    if (nginx.exitCode === null) await once(nginx, "exit");
  });
  const answers = async (): Promise<boolean> =>
    fetch(`http://127.0.0.1:${port}/admin`).then(
      ({ status }) => status === 404,
      () => false,
    );
  await expect.poll(answers, { interval: 20, timeout: 10_000 }).toBe(true);
  expect(existsSync(join(folder, "nginx.pid"))).toBe(true);
  return `http://127.0.0.1:${port}`;
}

describe.skipIf(!hasNginx)("nginx with this file (where it is installed)", () => {
  test("answers all else while replicas say of some addresses that they cannot", async () => {
    const replica: RequestListener = ({ url }, response) => {
      response.statusCode = url === "/api/v1/implantations" ? 503 : 200;
      response.end();
    };
    const origin = await startNginx(await listen(replica), await listen(replica));
    for (let times = 0; times < 10; times++) {
      const { status } = await fetch(`${origin}/api/v1/implantations`, { method: "POST", body: "{}" });
      expect(status).toBe(503);
      expect((await fetch(`${origin}/api/v1/proche`)).status).toBe(200);
    }
  });

  test("asks the replica that is ready, also by POST where twice is as once", async () => {
    const asked: string[] = [];
    const starting: RequestListener = ({ url = "" }, response) => {
      asked.push(url);
      response.writeHead(503).end();
    };
    const ready: RequestListener = (_, response) => void response.writeHead(202).end();
    const origin = await startNginx(await listen(starting), await listen(ready));
    const post = async (path: string): Promise<number> =>
      (await fetch(origin + path, { method: "POST", body: "{}" })).status;
    for (let times = 0; times < 4; times++) expect(await post("/api/v1/implantations")).toBe(202);
    expect(asked.length).toBeGreaterThan(0);
    const saved = await Promise.all(
      Array.from({ length: 4 }, async () => post("/api/v1/scenarios/enregistres")),
    );
    // To whom it was sent first it was sent alone.
    expect(saved).toContain(503);
  });

  test("tells who asks and by what address, also through one who encrypts before it", async () => {
    const told: RequestListener = ({ headers }, response) => {
      const names = ["x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];
      response.end(names.map((name) => String(headers[name])).join(" "));
    };
    const port = await listen(told);
    const origin = await startNginx(port, port);
    const host = new URL(origin).host;
    const ask = async (headers: Record<string, string>): Promise<string> =>
      (await fetch(origin, { headers })).text();
    expect(await ask({})).toBe(`127.0.0.1 ${host} http`);
    const before = { "x-forwarded-for": "192.0.2.1, 198.51.100.7", "x-forwarded-proto": "https" };
    expect(await ask(before)).toBe(`198.51.100.7 ${host} https`);
    expect(await ask({ "x-forwarded-proto": "evil" })).toBe(`127.0.0.1 ${host} http`);
  });
});

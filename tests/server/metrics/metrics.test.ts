import { expect, onTestFinished, test } from "vitest";

import { askHere } from "../../../server/questions/ask-here.ts";
import { BusyError } from "../../../server/questions/busy-error.ts";
import { ServerMetrics } from "../../../server/metrics/server-metrics.ts";
import { startServer } from "../../../server/server.ts";
import { testApp } from "../../helpers/app.ts";
import { fakeStudy } from "../../helpers/fake-study.ts";

/** What a line of Prometheus' text format looks like. */
const SAMPLE = /^[a-z_]+(\{[a-z_]+="[^"]*"(,[a-z_]+="[^"]*")*\})? (\d|\.|e|\+|-)+$/;

test("requests are counted by route, method and status, and no address of a client becomes a label", async () => {
  const { app, get } = await testApp();
  for (const id of ["1", "2", "404"]) await get(`/api/v1/structures/${id}`);
  await get("/nulle-part/secret-1");
  await get("/api/v1/couverture?minutes=secret-2");
  await app.inject({ method: "HEAD", url: "/sante" });
  const { body, headers } = await get("/metrics");
  expect(headers["content-type"]).toBe("text/plain; version=0.0.4; charset=utf-8");
  expect(headers["cache-control"]).toBe("no-store");
  const lines = body.split("\n");
  expect(lines).toEqual(
    expect.arrayContaining([
      'trente_http_requests_total{route="/api/v1/structures/:id",method="GET",status="200"} 2',
      'trente_http_requests_total{route="/api/v1/structures/:id",method="GET",status="404"} 1',
      'trente_http_requests_total{route="none",method="GET",status="404"} 1',
      'trente_http_requests_total{route="/api/v1/couverture",method="GET",status="400"} 1',
      'trente_http_requests_total{route="/sante",method="HEAD",status="200"} 1',
      'trente_http_request_duration_seconds_bucket{route="/api/v1/structures/:id",le="+Inf"} 3',
      'trente_questions_total{question="knownQuestion",outcome="answered"} 1',
      'trente_dataset_info{id="fake-1"} 1',
      'trente_kept_bytes{cache="tiles"} 0',
    ]),
  );
  expect(body).not.toContain("secret");
  for (const line of lines.filter((text) => text !== "" && !text.startsWith("#"))) {
    expect(line).toMatch(SAMPLE);
  }
});

test("questions are counted by how they came out", async () => {
  const metrics = new ServerMetrics();
  const study = fakeStudy();
  const asker = metrics.watch(askHere(study));
  const busy = metrics.watch({
    ask: async () => {
      throw new BusyError("time", 2);
    },
    close: async () => {},
  });
  await asker.ask("coverage", {});
  await expect(asker.ask("coverage", { territory: "dep:99" })).rejects.toThrow("99");
  await expect(busy.ask("coverage", {})).rejects.toThrow(BusyError);
  study.coverage = () => {
    throw new Error("broken");
  };
  await expect(asker.ask("coverage", {})).rejects.toThrow("broken");
  metrics.countDeath("coverage");
  const text = metrics.write().join("");
  for (const outcome of ["answered", "refused", "too_long", "failed"]) {
    expect(text).toContain(`trente_questions_total{question="coverage",outcome="${outcome}"} 1`);
  }
  expect(text).toContain('trente_thread_deaths_total{question="coverage"} 1');
  expect(text).toContain('trente_question_duration_seconds_count{question="coverage"} 4');
});

test("counts go on over a change of dataset, and a held event loop is seen", async () => {
  const study = fakeStudy();
  const server = await startServer({ study, webRoot: null, port: 0 });
  onTestFinished(() => server.close());
  const read = async (): Promise<string> => (await fetch(`${server.url}/metrics`)).text();
  await fetch(`${server.url}/sante`);
  const other = { ...fakeStudy(), dataset: { ...study.dataset, id: "fake-2" } };
  await server.swap({ study: other, webRoot: null });
  await read();
  await new Promise((resolve) => setTimeout(resolve, 50));
  const end = performance.now() + 200;
  while (performance.now() < end);
  await new Promise((resolve) => setTimeout(resolve, 50));
  const text = await read();
  expect(text).toContain('trente_http_requests_total{route="/sante",method="GET",status="200"} 1');
  expect(text).toContain('trente_dataset_info{id="fake-2"} 1');
  const max = /trente_event_loop_delay_seconds\{quantile="1"\} ([\d.]+)/.exec(text)?.[1];
  expect(Number(max)).toBeGreaterThan(0.15);
});

import { describe, expect, test } from "vitest";

import { Counter, Histogram, writeGauge } from "../../../server/metrics/series.ts";

describe("Prometheus' text format 0.0.4", () => {
  test("counters add up by labels", () => {
    const counter = new Counter("asked_total", "Asked.");
    counter.add({ route: "/a" });
    counter.add({ route: "/b" }, 2);
    counter.add({ route: "/a" });
    expect(counter.write()).toBe(
      '# HELP asked_total Asked.\n# TYPE asked_total counter\nasked_total{route="/a"} 2\nasked_total{route="/b"} 2\n',
    );
  });

  test("buckets count what is at most their bound, those below included", () => {
    const histogram = new Histogram("took_seconds", "Took.", [1, 2]);
    for (const value of [0.5, 1, 1.5, 3]) histogram.observe({}, value);
    expect(histogram.write().split("\n").slice(2)).toEqual([
      'took_seconds_bucket{le="1"} 2',
      'took_seconds_bucket{le="2"} 3',
      'took_seconds_bucket{le="+Inf"} 4',
      "took_seconds_sum 6",
      "took_seconds_count 4",
      "",
    ]);
  });

  test("labels are escaped", () => {
    const text = writeGauge("now", "Now.", [[{ id: 'a"b\\c\nd' }, 1]]);
    expect(text).toContain(String.raw`now{id="a\"b\\c\nd"} 1`);
  });
});

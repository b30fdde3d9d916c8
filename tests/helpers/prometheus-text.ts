/** A metric of a page in Prometheus' text format. */
export interface Metric {
  readonly type: string;
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const VALUE = /^(?:[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]Inf|NaN)$/i;
const TYPES = new Set(["counter", "gauge", "histogram"]);

/**
 * Reads the text format 0.0.4 as strictly as its description allows, and holds each metric to what its type promises:
 * counters end in `_total` (but those of the format's own libraries), buckets are cumulative and end at `+Inf`, which is
 * the count. Throws at the first fault, with its line.
 */
export function readPrometheus(text: string): Map<string, Metric> {
  if (!text.endsWith("\n")) throw new Error("the last line has no end");
  const metrics = new Map<string, { type: string; help: string; samples: Sample[] }>();
  const seen = new Set<string>();
  let help: { name: string; text: string } | null = null;
  let current: { name: string; type: string; samples: Sample[] } | null = null;
  for (const [index, line] of text.slice(0, -1).split("\n").entries()) {
    const fail = (why: string): never => {
      throw new Error(`line ${index + 1}: ${why}: ${line}`);
    };
    const comment = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line);
    if (comment !== null) {
      const [, kind, name, rest] = comment;
      if (!NAME.test(name)) fail("bad name");
      if (kind === "HELP") {
        if (metrics.has(name)) fail("told twice");
        help = { name, text: rest };
        continue;
      }
      if (help?.name !== name) fail("a type without its help before it");
      if (!TYPES.has(rest)) fail("unknown type");
      if (rest === "counter" && !name.endsWith("_total")) fail("a counter not called so");
      const metric = { type: rest, help: help?.text ?? "", samples: [] };
      metrics.set(name, metric);
      current = { name, ...metric };
      continue;
    }
    const sample = readSample(line) ?? fail("no sample");
    const family = current ?? fail("no metric");
    const suffix = sample.name.slice(family.name.length);
    const suffixes = family.type === "histogram" ? ["_bucket", "_sum", "_count"] : [""];
    if (!sample.name.startsWith(family.name) || !suffixes.includes(suffix)) fail("of another metric");
    const series = `${sample.name} ${Object.entries(sample.labels)
      .map((pair) => JSON.stringify(pair))
      .sort()
      .join()}`;
    if (seen.has(series)) fail("told twice");
    seen.add(series);
    if (family.type !== "gauge" && !(sample.value >= 0)) fail("less than nothing");
    family.samples.push(sample);
  }
  for (const [name, { type, samples }] of metrics) if (type === "histogram") checkHistogram(name, samples);
  return metrics;
}

function readSample(line: string): Sample | null {
  const head = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line);
  if (head === null || !VALUE.test(head[3])) return null;
  const labels: Record<string, string> = {};
  let rest = head[2] ?? "";
  while (rest !== "") {
    const label = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\]|\\[\\"n])*)"(,(?=.)|$)/.exec(rest);
    if (label === null || label[1] in labels) return null;
    labels[label[1]] = label[2].replaceAll(/\\(.)/g, (_, char: string) => (char === "n" ? "\n" : char));
    rest = rest.slice(label[0].length);
  }
  return { name: head[1], labels, value: numberOf(head[3]) };
}

function numberOf(text: string): number {
  if (/^[+-]?inf$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  return Number(text);
}

function checkHistogram(name: string, samples: readonly Sample[]): void {
  const bySeries = new Map<string, Sample[]>();
  for (const sample of samples) {
    const { le: _, ...others } = sample.labels;
    const key = JSON.stringify(others);
    bySeries.set(key, [...(bySeries.get(key) ?? []), sample]);
  }
  for (const [key, series] of bySeries) {
    const buckets = series.filter((sample) => sample.name === `${name}_bucket`);
    const bounds = buckets.map(({ labels }) => numberOf(labels["le"]));
    const counts = buckets.map(({ value }) => value);
    const ascends = (values: readonly number[]): boolean =>
      values.every((value, index) => index === 0 || value >= values[index - 1]);
    const count = series.find((sample) => sample.name === `${name}_count`)?.value;
    const sums = series.filter((sample) => sample.name === `${name}_sum`).length;
    const isWell =
      ascends(bounds) && ascends(counts) && bounds.at(-1) === Infinity && counts.at(-1) === count;
    if (!isWell || sums !== 1) throw new Error(`${name} ${key}: no histogram`);
  }
}

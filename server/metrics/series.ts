/** Values of labels by their names, always in the same order for one metric. */
export type Labels = Readonly<Record<string, string>>;

/** What Prometheus reads (text format 0.0.4): each metric with its help, then its series. */
export type MetricText = string;

/** A number that only grows, for each set of labels. Who adds to it sees to it that there are few. */
export class Counter {
  readonly #name: string;
  readonly #help: string;
  readonly #values = new Map<string, number>();

  constructor(name: string, help: string) {
    this.#name = name;
    this.#help = help;
  }

  add(labels: Labels, amount = 1): void {
    const key = labelText(labels);
    this.#values.set(key, (this.#values.get(key) ?? 0) + amount);
  }

  write(): MetricText {
    const series = [...this.#values].map(([labels, value]) => `${this.#name}${braced(labels)} ${value}`);
    return textOf(this.#name, this.#help, "counter", series);
  }
}

interface Distribution {
  /** Of each bucket alone, and of what is beyond the last. */
  readonly counts: number[];
  sum: number;
}

/** How often values fell under each of some bounds, for each set of labels. */
export class Histogram {
  readonly #name: string;
  readonly #help: string;
  readonly #bounds: readonly number[];
  readonly #values = new Map<string, Distribution>();

  /** @param bounds ascending */
  constructor(name: string, help: string, bounds: readonly number[]) {
    this.#name = name;
    this.#help = help;
    this.#bounds = bounds;
  }

  observe(labels: Labels, value: number): void {
    const key = labelText(labels);
    let distribution = this.#values.get(key);
    if (distribution === undefined) {
      distribution = { counts: Array.from({ length: this.#bounds.length + 1 }, () => 0), sum: 0 };
      this.#values.set(key, distribution);
    }
    const bucket = this.#bounds.findIndex((bound) => value <= bound);
    distribution.counts[bucket === -1 ? this.#bounds.length : bucket]++;
    distribution.sum += value;
  }

  write(): MetricText {
    const series = [...this.#values].flatMap(([labels, distribution]) =>
      this.#seriesOf(labels, distribution),
    );
    return textOf(this.#name, this.#help, "histogram", series);
  }

  #seriesOf(labels: string, { counts, sum }: Distribution): string[] {
    const comma = labels === "" ? "" : ",";
    let total = 0;
    const buckets = counts.map((count, index) => {
      total += count;
      const bound = this.#bounds[index] ?? "+Inf";
      return `${this.#name}_bucket{${labels}${comma}le="${bound}"} ${total}`;
    });
    const own = braced(labels);
    return [...buckets, `${this.#name}_sum${own} ${sum}`, `${this.#name}_count${own} ${total}`];
  }
}

/** Values of the moment. */
export function writeGauge(name: string, help: string, values: Values): MetricText {
  return textOf(name, help, "gauge", seriesOf(name, values));
}

/** Numbers that only grow and are counted elsewhere. */
export function writeCounter(name: string, help: string, values: Values): MetricText {
  return textOf(name, help, "counter", seriesOf(name, values));
}

type Values = readonly (readonly [Labels, number])[];

function seriesOf(name: string, values: Values): string[] {
  return values.map(([labels, value]) => `${name}${braced(labelText(labels))} ${value}`);
}

function textOf(name: string, help: string, type: string, series: readonly string[]): MetricText {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...series, ""].join("\n");
}

function braced(labels: string): string {
  return labels === "" ? "" : `{${labels}}`;
}

function labelText(labels: Labels): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(",");
}

function escaped(value: string): string {
  return value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n");
}

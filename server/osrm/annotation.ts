import type { LegPath } from "./leg-path.ts";
import type { Annotation } from "./options.ts";

/** Figures of each segment of a leg, as OSRM's `annotation`. Times are without turns. */
export function annotationOf({ segments, osmNodeIds }: LegPath, wanted: readonly Annotation[]): unknown {
  const makers: Readonly<Record<Annotation, () => readonly number[]>> = {
    duration: () => segments.map(({ duration }) => duration / 10),
    nodes: () => osmNodeIds,
    distance: () => segments.map(({ meters }) => Number(meters.toPrecision(10))),
    weight: () => segments.map(({ weight }) => weight / 10),
    datasources: () => segments.map(() => 0),
    speed: () =>
      segments.map(({ meters, duration }) =>
        duration === 0 ? 0 : Math.round((meters * 100) / duration) / 10,
      ),
  };
  return {
    ...Object.fromEntries(wanted.map((name) => [name, makers[name]()])),
    ...(wanted.includes("datasources") ? { metadata: { datasource_names: ["lua profile"] } } : {}),
  };
}

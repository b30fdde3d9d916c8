import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import { queryOf } from "../api/query.ts";
import { countedParameters } from "../app/state.ts";
import type { Counted, Selection } from "../app/state.ts";
import { documentMessages } from "../i18n/document-messages.ts";

const words = documentMessages.exports;

/** What of the page decides what its files hold. */
export interface ExportSubject extends Counted {
  readonly territory: TerritoryRef;
  readonly minutes: number;
  readonly selection: Selection | null;
  /** How many rows the files have; null where that is not known yet. */
  readonly counts: {
    readonly communes: number;
    readonly gaps: number | null;
    readonly structures: number;
    readonly cells: number;
  };
}

/** One thing to take along, in one or more formats. */
export interface ExportSet {
  readonly title: string;
  readonly detail: string;
  readonly files: readonly ExportFile[];
}

export interface ExportFile {
  readonly format: "CSV" | "GeoJSON" | "Parquet" | "JSON";
  /** Of the API. */
  readonly href: string;
  /** Under which it is saved. */
  readonly name: string;
}

/** Bands of the isochrones that are exported, beside the minutes of the slider. */
const BANDS: readonly number[] = [10, 20, 30];

/** Bytes of a cell in each format, as measured on cells of 200 m and of 1 km. */
const CELL_BYTES = { parquet: 60, csv: 80, geojson: 660 };
/** From this size on the reader is warned. */
const HEAVY_MEGABYTES = 20;

/** The files that the API makes of what is shown, each an address that can be followed. */
export function exportSets(subject: ExportSubject): ExportSet[] {
  const { territory: territoire, minutes, counts } = subject;
  const counted = countedParameters(subject);
  const place = territoire.replace(":", "-");
  const api = (path: string, parameters: Readonly<Record<string, string | number>>): string =>
    `/api/v1/${path}${queryOf({ territoire, ...parameters, ...counted })}`;
  const named = (name: string, extension: string): string => `${name}-${place}.${extension}`;
  const coverage = (f: string): string => api("couverture", { minutes, detail: "commune", f });
  const gaps = (format: string): string => api("zones-blanches", { minutes, format });
  const { files } = words;
  return [
    {
      title: words.communes,
      detail: words.communesDetail(counts.communes),
      files: [
        { format: "CSV", href: coverage("csv"), name: named(files.communes, "csv") },
        { format: "GeoJSON", href: coverage("geojson"), name: named(files.communes, "geojson") },
      ],
    },
    {
      title: words.gaps,
      detail: words.gapsDetail(minutes, counts.gaps),
      files: [
        { format: "CSV", href: gaps("csv"), name: named(files.gaps, "csv") },
        { format: "GeoJSON", href: gaps("geojson"), name: named(files.gaps, "geojson") },
      ],
    },
    {
      title: words.structures,
      detail: words.structuresDetail(counts.structures),
      files: [
        { format: "CSV", href: api("structures", { f: "csv" }), name: named(files.structures, "csv") },
        {
          format: "GeoJSON",
          href: api("structures", { f: "geojson" }),
          name: named(files.structures, "geojson"),
        },
      ],
    },
    ...isochroneSet(subject),
    {
      title: words.cells,
      detail: cellsDetail(counts.cells),
      files: [
        { format: "CSV", href: api("carreaux", { f: "csv" }), name: named(files.cells, "csv") },
        { format: "GeoJSON", href: api("carreaux", { f: "geojson" }), name: named(files.cells, "geojson") },
        { format: "Parquet", href: api("carreaux", { f: "parquet" }), name: named(files.cells, "parquet") },
      ],
    },
    {
      title: words.report,
      detail: words.reportDetail,
      files: [
        { format: "JSON", href: api("couverture", { minutes }), name: named(words.reportFile, "json") },
      ],
    },
  ];
}

/** Minutes of the bands of exported isochrones. */
export function exportBands(minutes: number): number[] {
  return [...new Set([...BANDS, minutes])].sort((a, b) => a - b);
}

function isochroneSet({ selection, minutes }: ExportSubject): ExportSet[] {
  if (selection?.kind !== "structure") return [];
  const bands = exportBands(minutes);
  const path = `/api/v1/structures/${encodeURIComponent(selection.id)}/isochrone`;
  return [
    {
      title: words.isochrones,
      detail: words.isochronesDetail(bands),
      files: [
        {
          format: "GeoJSON",
          href: path + queryOf({ minutes: bands.join(",") }),
          name: `${words.isochronesFile}-${selection.id}.geojson`,
        },
      ],
    },
  ];
}

function cellsDetail(count: number): string {
  const megabytes = {
    parquet: (count * CELL_BYTES.parquet) / 1e6,
    csv: (count * CELL_BYTES.csv) / 1e6,
    geojson: (count * CELL_BYTES.geojson) / 1e6,
  };
  const detail = words.cellsDetail(count);
  return megabytes.geojson < HEAVY_MEGABYTES ? detail : `${detail} ${words.heavy(megabytes)}`;
}

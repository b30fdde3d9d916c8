import type { CoverageReport } from "../../../isochrones/model/report.ts";
import type { GapsAnswer } from "../../../server/schemas/answers.ts";
import { recount } from "../coverage/recount.ts";
import { formatCount, formatMeanMinutes, shownShare } from "../i18n/format.ts";
import { messages } from "../i18n/messages.ts";

const words = messages.sheet;

/** How many gaps there are at so many minutes, and how many people live in them. */
export type GapTotals = Pick<GapsAnswer, "minutes" | "total" | "people">;

/** What a column of the table is made of. */
export interface FigureSource {
  readonly report: CoverageReport;
  /** null while not known. */
  readonly gaps: GapTotals | null;
}

/** A line of the table, in words. */
export interface KeyFigure {
  readonly id: string;
  readonly label: string;
  readonly here: string;
  /** Null where nothing is compared. */
  readonly there: string | null;
  /** What the first territory has more or less; null where nothing is compared or it says nothing. */
  readonly difference: string | null;
}

/** One figure of a territory: as it is read, and as it is compared, which is as it is read. */
interface Reading {
  readonly text: string;
  readonly value: number | null;
}

interface Line {
  readonly id: string;
  readonly label: string;
  readonly read: (source: FigureSource) => Reading;
  readonly compare: (difference: number) => string;
}

const BEYOND_MARKS: readonly number[] = [30, 20];

/** The key figures of a territory at so many minutes, and of another beside it. */
export function keyFigures(minutes: number, here: FigureSource, there: FigureSource | null): KeyFigure[] {
  const sources = there === null ? [here] : [here, there];
  return linesOf(minutes, sources).map(({ id, label, read, compare }) => {
    const own = read(here);
    const other = there === null ? null : read(there);
    const isCompared = own.value !== null && other?.value !== null && other !== null;
    return {
      id,
      label,
      here: own.text,
      there: other?.text ?? null,
      difference: isCompared ? compare((own.value ?? 0) - (other.value ?? 0)) : null,
    };
  });
}

function linesOf(minutes: number, sources: readonly FigureSource[]): Line[] {
  return [
    {
      id: "covered",
      label: words.covered(minutes),
      read: ({ report }) => peopleAt(report, minutes, "covered"),
      compare: words.pointsMore,
    },
    ...[minutes, ...BEYOND_MARKS.filter((mark) => mark !== minutes)].map((mark) => beyondLine(mark)),
    timeLine("mean", words.mean, (report) => report.meanMinutes),
    timeLine("median", words.median, (report) => report.medianMinutes),
    timeLine("p95", words.p95, (report) => report.p95Minutes),
    {
      id: "structures",
      label: words.structures,
      read: ({ report }) => counted(report.structures.inTerritory),
      compare: words.countMore,
    },
    {
      id: "per-structure",
      label: words.perStructure,
      read: ({ report }) => {
        const { inTerritory } = report.structures;
        return inTerritory === 0 ? NOTHING : counted(report.population / inTerritory);
      },
      compare: words.countMore,
    },
    {
      id: "gaps",
      label: words.gaps(minutes),
      read: ({ gaps }) =>
        gaps === null || gaps.minutes !== minutes
          ? { text: words.waiting, value: null }
          : { text: words.gapTotals(gaps.total, gaps.people), value: gaps.total },
      compare: words.countMore,
    },
    ...(["unlinked", "unreached"] as const)
      .filter((key) => sources.some(({ report }) => report[key].people > 0))
      .map((key): Line => ({
        id: key,
        label: words[key],
        read: ({ report }) => shareReading(report[key].people, report.population),
        compare: words.pointsMore,
      })),
  ];
}

const NOTHING: Reading = { text: words.none, value: null };

function beyondLine(minutes: number): Line {
  return {
    id: `beyond-${minutes}`,
    label: words.beyond(minutes),
    read: ({ report }) => peopleAt(report, minutes, "uncovered"),
    compare: words.pointsMore,
  };
}

function timeLine(id: string, label: string, minutesOf: (report: CoverageReport) => number | null): Line {
  return {
    id,
    label,
    read: ({ report }) => {
      const minutes = minutesOf(report);
      return minutes === null
        ? NOTHING
        : { text: formatMeanMinutes(minutes), value: Math.round(minutes * 10) / 10 };
    },
    compare: words.minutesMore,
  };
}

/** People and their share, which is what compares between territories of different size. */
function peopleAt(report: CoverageReport, minutes: number, side: "covered" | "uncovered"): Reading {
  const figure = recount(report, minutes);
  if (figure === null || figure.population === 0) return NOTHING;
  const share = side === "covered" ? figure.share : 1 - figure.share;
  return { text: words.peopleAndShare(figure[side], share), value: shownShare(share) };
}

function counted(value: number): Reading {
  return { text: formatCount(value), value: Math.round(value) };
}

function shareReading(people: number, population: number): Reading {
  if (population === 0) return NOTHING;
  const share = people / population;
  return { text: words.peopleAndShare(people, share), value: shownShare(share) };
}

import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import type { CsvValue } from "../tables/csv.ts";
import { startOf } from "./half-hours.ts";

/** All half-hours of the week, a line each. */
export function weekRows({ days, population }: Pick<WeekAnswer, "days" | "population">): CsvValue[][] {
  return days.flatMap(({ day, covered, open }) =>
    covered.map((people, index) => [
      day,
      clock(startOf(index)),
      clock(startOf(index + 1)),
      people,
      population === 0 ? null : people / population,
      open[index] ?? 0,
    ]),
  );
}

/** `09:30`, as spreadsheets read a time. */
function clock(minutes: number): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

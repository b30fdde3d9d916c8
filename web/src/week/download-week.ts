import type { TerritoryRef } from "../../../isochrones/model/territory.ts";
import type { WeekAnswer } from "../../../server/schemas/week-answers.ts";
import { weekMessages } from "../i18n/week-messages.ts";
import { downloadRows } from "../tables/download.ts";
import { weekRows } from "./week-rows.ts";

/** Hands the week to the browser as a file to keep. */
export function downloadWeek(answer: WeekAnswer, territory: TerritoryRef): void {
  const name = weekMessages.file(territory.replace(":", "-"), answer.minutes);
  downloadRows(name, weekMessages.fileHeader, weekRows(answer));
}

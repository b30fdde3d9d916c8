import { beforeAll, describe, expect, test } from "vitest";

import { createStudy } from "../../isochrones/create-study.ts";
import type { Study } from "../../isochrones/study.ts";
import type { CoverageAnswer } from "../../server/schemas/answers.ts";
import type { WeekAnswer } from "../../server/schemas/week-answers.ts";
import { problemOf, studyApp, testApp } from "../helpers/app.ts";
import { fakeStudy } from "../helpers/fake-study.ts";
import { servedTown } from "../helpers/served-town.ts";
import { withStructures } from "../helpers/with-structures.ts";

let study: Study;

const MORNING = [{ start: 540, end: 720 }];
const LATE = [{ start: 1035, end: 1125 }];

/** "un" in the morning and on Mondays late, the bus on Tuesdays, "trois" on known days only, "=4" never known. */
beforeAll(() => {
  const town = servedTown();
  const hours = [
    [[...MORNING, ...LATE], MORNING, MORNING, MORNING, MORNING, []],
    [[], MORNING, [], [], [], []],
    [null, LATE, [], [], [], MORNING],
    [null, null, null, null, null, null],
  ];
  const structures = town.structures.map((structure, i) => ({
    ...structure,
    openingHours: hours[i],
    byAppointment: i === 0,
  }));
  study = createStudy(withStructures(town, structures));
});

describe("/api/v1/horaires", () => {
  test.each(["", "&tournees=inclure", "&territoire=dep:2B", "&exclure=antenne"])(
    "is the coverage by ouvert_le%s",
    async (query) => {
      const { get } = await studyApp(study);
      const week = (await get(`/api/v1/horaires?minutes=4${query}`)).json<WeekAnswer>();
      const rest = query.startsWith("&territoire") ? query : "";
      const leftOut = [
        ...(query.includes("inclure") ? [] : ["bus", "itinerante"]),
        ...(query.includes("antenne") ? ["antenne"] : []),
      ];
      const exclude = leftOut.length === 0 ? "" : `&exclure=${leftOut.join()}`;
      let open = 0;
      for (const [day, name] of ["lundi", "mardi", "mercredi", "samedi"].entries()) {
        for (const [at, moment] of [
          [17, "8h30-9h"],
          [18, "9h-9h30"],
          [23, "11h30-12h"],
          [24, "12h-12h30"],
          [34, "17h-17h30"],
          [37, "18h30-19h"],
        ] as const) {
          const url = `/api/v1/couverture?minutes=4&ouvert_le=${name}-${moment}${exclude}${rest}`;
          const { covered } = (await get(url)).json<CoverageAnswer>();
          const row = week.days[day === 3 ? 5 : day];
          expect(row.day).toBe(name);
          expect(Math.abs(row.covered[at] - covered), `${name} ${moment}`).toBeLessThan(0.0501);
          if (covered > 0) open++;
        }
      }
      expect(open).toBeGreaterThan(2);
      expect(week.days[6].covered.every((people) => people === 0)).toBe(true);
    },
  );

  test("says what is known of hours, and names rounds apart", async () => {
    const { get } = await studyApp(study);
    const { structures, rounds, days, warnings } = (await get("/api/v1/horaires")).json<WeekAnswer>();
    const ids = (list: readonly { readonly id: string }[]): string[] => list.map(({ id }) => id);
    expect(rounds).toBe("exclure");
    expect(structures).toMatchObject({ counted: 3, known: 1, byAppointment: 1 });
    expect(ids(structures.unknown)).toEqual(["=4"]);
    expect(ids(structures.partlyUnknown)).toEqual(["trois"]);
    expect(ids(structures.onRounds)).toEqual(["bus"]);
    expect(days[1].open[18]).toBe(1);
    expect(warnings.map(({ code }) => code)).toEqual(["horaires_inconnus", "tournees"]);
    const included = (await get("/api/v1/horaires?tournees=inclure")).json<WeekAnswer>();
    expect(included.structures.counted).toBe(4);
    expect(included.days[1].open[18]).toBe(2);
    expect(ids(included.structures.onRounds)).toEqual(["bus"]);
  });

  test("is refused for what is unknown, and without a population", async () => {
    const { get } = await studyApp(study);
    expect(problemOf(await get("/api/v1/horaires?territoire=dep:99")).status).toBe(404);
    for (const query of ["minutes=0", "tournees=peut-etre", "ouvert_le=samedi"]) {
      expect(problemOf(await get(`/api/v1/horaires?${query}`)).status).toBe(400);
    }
    const without = await testApp(fakeStudy({ withPopulation: false }));
    expect(problemOf(await without.get("/api/v1/horaires"))).toMatchObject({
      type: "/problemes/population-absente",
    });
  });
});

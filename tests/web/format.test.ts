import { describe, expect, test } from "vitest";

import {
  foldText,
  formatClock,
  formatCount,
  formatDate,
  formatKilometers,
  formatMeanMinutes,
  formatMeters,
  formatMinutes,
  formatShare,
} from "../../web/src/i18n/format.ts";

const NARROW = "\u202f";
const SPACE = "\u00a0";

describe("numbers as French readers expect them", () => {
  test("thousands are parted by a narrow no-break space, decimals of people are dropped", () => {
    expect(formatCount(346_944.4)).toBe(`346${NARROW}944`);
    expect(formatCount(0.5)).toBe("1");
  });

  test("a share has one decimal and a comma", () => {
    expect(formatShare(0.98273)).toBe(`98,3${NARROW}%`);
    expect(formatShare(0.5)).toBe(`50,0${NARROW}%`);
  });

  test("a share never rounds to a bound that it does not reach", () => {
    expect(formatShare(0.99951)).toBe(`plus de 99,9${NARROW}%`);
    expect(formatShare(0.9994)).toBe(`99,9${NARROW}%`);
    expect(formatShare(1)).toBe(`100${NARROW}%`);
    expect(formatShare(0.0004)).toBe(`moins de 0,1${NARROW}%`);
    expect(formatShare(0)).toBe(`0${NARROW}%`);
  });

  test("minutes round up, because 30.2 minutes is not within 30", () => {
    expect(formatMinutes(30.2)).toBe(`31${SPACE}min`);
    expect(formatMinutes(30)).toBe(`30${SPACE}min`);
    expect(formatMinutes(60)).toBe(`1${SPACE}h${SPACE}00`);
    expect(formatMinutes(64.5)).toBe(`1${SPACE}h${SPACE}05`);
  });

  test("a sum of seconds that is a whole minute but for rounding stays that minute", () => {
    expect(formatMinutes((0.1 + 0.2) * 100)).toBe(`30${SPACE}min`);
  });

  test("lengths have a whole no-break space before their unit", () => {
    expect(formatKilometers(12.44)).toBe(`12,4${SPACE}km`);
    expect(formatMeters(500)).toBe(`500${SPACE}m`);
  });

  test("an average keeps a tenth", () => {
    expect(formatMeanMinutes(11.44)).toBe(`11,4${SPACE}min`);
  });
});

describe("days and hours", () => {
  test("the first of a month is an ordinal", () => {
    expect(formatDate("2024-08-01")).toBe("1er août 2024");
    expect(formatDate("2024-08-11")).toBe("11 août 2024");
  });

  test("a vintage that is not a date is left as it is", () => {
    expect(formatDate("2021")).toBe("2021");
    expect(formatDate("labels jusqu’au 2024-05-23")).toBe("labels jusqu’au 23 mai 2024");
  });

  test("half hours keep their minutes, whole hours do not", () => {
    expect(formatClock(9 * 60)).toBe(`9${SPACE}h`);
    expect(formatClock(13 * 60 + 5)).toBe(`13${SPACE}h${SPACE}05`);
  });
});

test("names are found without accents, hyphens or capitals", () => {
  expect(foldText("Île-Rousse")).toBe(foldText("ile rousse"));
  expect(foldText("L’Étrat")).toBe(foldText("l'etrat"));
});

test("all people, summed in another order, are all people", () => {
  expect(formatShare(1 - 2 ** -50)).toBe(formatShare(1));
  expect(formatShare(1 - 1 / 67_000_000)).not.toBe(formatShare(1));
});

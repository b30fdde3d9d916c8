import { locale } from "./locale.ts";

/** Before a unit: a narrow one reads as none in sans-serif type (« 30min »). */
const UNIT_SPACE = "\u00a0";
const PERCENT = `${locale.percentSpace}%`;

const whole = new Intl.NumberFormat(locale.tag, { maximumFractionDigits: 0 });
const oneDecimal = new Intl.NumberFormat(locale.tag, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const threeDecimals = new Intl.NumberFormat(locale.tag, {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
});
const shortDecimal = new Intl.NumberFormat(locale.tag, { maximumFractionDigits: 1 });
const signed = new Intl.NumberFormat(locale.tag, {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: "exceptZero",
});
const degrees = new Intl.NumberFormat(locale.tag, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
const weekday = new Intl.DateTimeFormat(locale.tag, { weekday: "long", timeZone: "UTC" });
const shortMonth = new Intl.DateTimeFormat(locale.tag, { month: "short", year: "numeric", timeZone: "UTC" });
const longDate = new Intl.DateTimeFormat(locale.tag, { dateStyle: "long", timeZone: "UTC" });

/** `346 944`, with narrow no-break spaces. People come with decimals; readers want none. */
export function formatCount(value: number): string {
  return whole.format(Math.round(value));
}

/** Sums of people in another order differ by less, and less than one person of any country. */
const SUM_ERROR = 1e-9;

/**
 * `98,3 %`. Never rounds to a bound that is not reached: 0.9997 is `plus de 99,9 %`, not `100 %`.
 *
 * @param share 0 to 1
 */
export function formatShare(share: number): string {
  if (share >= 1 - SUM_ERROR) return `100${PERCENT}`;
  if (share <= 0) return `0${PERCENT}`;
  if (share >= 0.9995) return `${locale.moreThan} ${oneDecimal.format(99.9)}${PERCENT}`;
  if (share < 0.0005) return `${locale.lessThan} ${oneDecimal.format(0.1)}${PERCENT}`;
  return `${oneDecimal.format(share * 100)}${PERCENT}`;
}

/** The share that `formatShare` writes: what is told of two shares must agree with what is read of them. */
export function shownShare(share: number): number {
  if (share >= 1 - SUM_ERROR) return 1;
  if (share <= 0) return 0;
  return Math.min(0.999, Math.max(0.001, Number((share * 100).toFixed(1)) / 100));
}

/** `98,250 %`, `0,002 %`: where figures are compared to the thousandth. */
export function formatFineShare(share: number): string {
  return `${threeDecimals.format(share * 100)}${PERCENT}`;
}

/** `50 %`: a mark on an axis. */
export function formatWholeShare(share: number): string {
  return `${whole.format(share * 100)}${PERCENT}`;
}

/** `12 min`, `1 h 05`. Whole minutes are rounded up: 30,2 minutes is not within 30. */
export function formatMinutes(minutes: number): string {
  const rounded = Math.ceil(minutes - 1e-9);
  if (rounded < 60) return `${rounded}${UNIT_SPACE}min`;
  return locale.duration(Math.floor(rounded / 60), rounded % 60);
}

/** `11,4 min`: an average, where a tenth means something. */
export function formatMeanMinutes(minutes: number): string {
  return `${oneDecimal.format(minutes)}${UNIT_SPACE}min`;
}

/** `+1,2`, `−0,4`, `0,0`: by how much one number is more than another. */
export function formatDifference(value: number): string {
  return signed.format(value);
}

/** `1,2`: a number of which a tenth means something. */
export function formatDecimal(value: number): string {
  return oneDecimal.format(value);
}

/** `35`, `24,5`: a number of which a tenth is written where there is one. */
export function formatShortDecimal(value: number): string {
  return shortDecimal.format(value);
}

/** `500 m`: whole meters. */
export function formatMeters(meters: number): string {
  return `${whole.format(meters)}${UNIT_SPACE}m`;
}

/** `12,4 km`. */
export function formatKilometers(kilometers: number): string {
  return `${oneDecimal.format(kilometers)}${UNIT_SPACE}km`;
}

/** `9 h`, `13 h 30` from minutes after midnight. */
export function formatClock(minutesAfterMidnight: number): string {
  const hours = Math.floor(minutesAfterMidnight / 60);
  const rest = minutesAfterMidnight % 60;
  return locale.clock(hours, rest === 0 ? null : String(rest).padStart(2, "0"));
}

/** `1er août 2024` for `2024-08-01`, wherever such a date stands in the text; the rest is left as it is. */
export function formatDate(text: string): string {
  return text.replaceAll(/\b(\d{4})-(\d{2})-(\d{2})\b/g, (_, year: string, month: string, day: string) => {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return locale.mendDate(longDate.format(date));
  });
}

/** `août 2024` for `2024-08-01`, shortened where the language does. */
export function formatMonth(date: string): string {
  return shortMonth.format(new Date(`${date}T00:00:00Z`));
}

/** `labels jusqu’au 23 mai 2024`: of which day or year a source is. */
export function formatVintage(vintage: string): string {
  return formatDate(locale.vintage(vintage));
}

/** `lundi` for `2024-08-05`. */
export function formatWeekday(date: string): string {
  return weekday.format(new Date(`${date}T00:00:00Z`));
}

/** `41,9272° ; 8,7346°`: degrees of latitude and longitude, to ten metres. */
export function formatPlace(lat: number, lon: number): string {
  return formatList([`${degrees.format(lat)}°`, `${degrees.format(lon)}°`]);
}

/** `A, 2021 ; B, 2022`: parts that may hold commas, told apart. */
export function formatList(parts: readonly string[]): string {
  return parts.join(locale.separator);
}

/** Lower case without accents: what a reader types is found however it is spelled. */
export function foldText(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[-'’\s]+/gu, " ")
    .toLowerCase();
}

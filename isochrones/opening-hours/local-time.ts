/** Zones of the overseas territories, by the code that stands for their département (IANA time zone database). */
const OVERSEAS_ZONES: ReadonlyMap<string, string> = new Map([
  ["971", "America/Guadeloupe"],
  ["972", "America/Martinique"],
  ["973", "America/Cayenne"],
  ["974", "Indian/Reunion"],
  ["975", "America/Miquelon"],
  ["976", "Indian/Mayotte"],
  ["977", "America/St_Barthelemy"],
  ["978", "America/Marigot"],
  ["986", "Pacific/Wallis"],
  ["987", "Pacific/Tahiti"],
  ["988", "Pacific/Noumea"],
]);
const MAINLAND_ZONE = "Europe/Paris";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Two years of hours. A zone's cache is emptied there, so that odd instants do not fill the memory. */
const KEPT = 20_000;

const clocks = new Map<string, LocalClock>();

/** IANA name of the zone in which a département's clocks run; that of Paris for all that are not overseas. */
export function timeZoneOf(departementCode: string): string {
  return OVERSEAS_ZONES.get(departementCode) ?? MAINLAND_ZONE;
}

/** The clock of a département, one for each zone. */
export function clockOf(departementCode: string): LocalClock {
  const zone = timeZoneOf(departementCode);
  const known = clocks.get(zone);
  if (known !== undefined) return known;
  const clock = new LocalClock(zone);
  clocks.set(zone, clock);
  return clock;
}

/**
 * Local time of one zone, by the tables of `Intl`. Instants are milliseconds since 1970 in UTC; local times are counted
 * in the same way from 1970-01-01T00:00 of the local calendar. Offsets are asked once for each hour: since 1970 the zones
 * of France change theirs on whole hours of UTC. O(1) for an hour or a time that is known.
 */
export class LocalClock {
  readonly #format: Intl.DateTimeFormat;
  readonly #offsetsByHour = new Map<number, number>();
  /** Doors open and close at a few hundred times of a fortnight. */
  readonly #texts = new Map<number, string>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en", { timeZone, timeZoneName: "longOffset" });
  }

  /** Milliseconds to add to an instant. Throws `RangeError` for one that no date has. */
  offsetMs(epochMs: number): number {
    const hour = Math.floor(epochMs / HOUR_MS);
    const known = this.#offsetsByHour.get(hour);
    if (known !== undefined) return known;
    const offset = readOffset(this.#format, hour * HOUR_MS);
    if (this.#offsetsByHour.size >= KEPT) this.#offsetsByHour.clear();
    this.#offsetsByHour.set(hour, offset);
    return offset;
  }

  /**
   * A local time as ISO 8601 with its offset, to the second: `2026-03-30T09:00:00+02:00`. Where clocks are put back, a
   * time that comes twice is one of the two; a time that is skipped is told as if it were not. No opening of the list
   * begins or ends there: clocks change on Sundays.
   */
  isoOf(localMs: number): string {
    const known = this.#texts.get(localMs);
    if (known !== undefined) return known;
    const instant = localMs - this.offsetMs(localMs);
    const text = new Date(localMs).toISOString().slice(0, -5) + isoOffset(this.offsetMs(instant));
    if (this.#texts.size >= KEPT) this.#texts.clear();
    this.#texts.set(localMs, text);
    return text;
  }
}

/** `GMT+02:00`, `GMT-03:00`, or `GMT` alone. */
function readOffset(format: Intl.DateTimeFormat, epochMs: number): number {
  const name = format.formatToParts(epochMs).find(({ type }) => type === "timeZoneName")?.value ?? "";
  const match = /^GMT(?:([+-])(\d\d):(\d\d))?$/u.exec(name);
  if (match === null) throw new Error(`offset of a time zone: got "${name}", expected GMT±HH:MM`);
  const [, sign, hours = 0, minutes = 0] = match;
  return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS);
}

function isoOffset(offsetMs: number): string {
  const minutes = Math.abs(offsetMs) / MINUTE_MS;
  return `${offsetMs < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

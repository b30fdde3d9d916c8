/**
 * Whether a structure is open at an instant, as far as its official hours say. Date-times are ISO 8601 with the offset of
 * its own clocks, to the minute, and null where there is none within `OPENING_HORIZON_DAYS` (14).
 */
export interface Opening {
  readonly state: "open" | "closed" | "unknown";
  /** Why unknown: its hours could not be read, or it would be open but for a public holiday. */
  readonly reason: "hours" | "holiday" | null;
  /** The public holiday of that day, in French, whatever the state. */
  readonly holiday: string | null;
  /** When the state or its reason changes. */
  readonly until: string | null;
  /** When it next opens, after the present opening if it is open. */
  readonly nextOpening: string | null;
  /** Where unknown time comes before the next opening and after the present state: it may be open from then. */
  readonly perhapsFrom: string | null;
  /** It receives by appointment, all or part of the time. */
  readonly byAppointment: boolean;
  /** A bus or an itinerant desk: its hours are those of its rounds, and say neither where it is nor that it is there. */
  readonly onRounds: boolean;
}

import type { Provenance, Warning } from "../../isochrones/model/provenance.ts";
import type { Territory } from "../../isochrones/model/territory.ts";

/** Who is near an open structure, by half-hour of the week: `GET /api/v1/horaires`. */
export interface WeekAnswer {
  readonly territory: Territory;
  readonly minutes: number;
  /** Do buses and itinerant structures count, as if they stood where the list has them? */
  readonly rounds: "exclure" | "inclure";
  readonly population: number;
  /** Within the time of a structure, be it open or not. */
  readonly covered: number;
  /** Within it of one that is open at some half-hour of the week at least. */
  readonly coveredAtSomeTime: number;
  /** Monday to Sunday. */
  readonly days: readonly WeekDayRow[];
  readonly structures: WeekStructures;
  /** Distinct sets of open structures, in and around the territory. */
  readonly groupCount: number;
  readonly warnings: readonly Warning[];
  readonly provenance: Provenance;
}

export interface WeekDayRow {
  readonly day: string;
  /** People by half-hour from midnight on, to a tenth: 48 numbers. */
  readonly covered: readonly number[];
  /** Structures of the territory that are open in it. */
  readonly open: readonly number[];
}

/** Of the structures counted that stand in the territory. */
export interface WeekStructures {
  readonly counted: number;
  /** All of whose hours could be read. */
  readonly known: number;
  /** Without any hours, or none that could be read: they never count as open. */
  readonly unknown: readonly NamedStructure[];
  /** Of some days only: they count on the others. */
  readonly partlyUnknown: readonly NamedStructure[];
  /** Buses and itinerant structures, counted or not. */
  readonly onRounds: readonly NamedStructure[];
  /** Open by appointment, at least in part; counted as the list gives their hours. */
  readonly byAppointment: number;
}

export interface NamedStructure {
  readonly id: string;
  readonly name: string;
}

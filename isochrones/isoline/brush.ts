import type { Network } from "../model/network.ts";
import type { Surface } from "./surface.ts";

export interface Strokes {
  /** How far one may walk, in steps of the grid. */
  readonly reachSteps: number;
  /** Deciseconds that a step takes. */
  readonly decisecondsPerStep: number;
  /** Spans of time, ascending, within which one time is as good as another. */
  readonly plateaus: readonly (readonly [number, number])[];
}

/**
 * Paints the times along roads on a surface: a vertex keeps the least of what it is offered. Works in steps of the grid,
 * which is taken for a plane with equal steps in both directions.
 */
export class Brush {
  readonly #surface: Surface;
  readonly #strokes: Strokes;
  /** The polyline taken up: its points, and how far along it each of them is. */
  #columns = new Float64Array(64);
  #rows = new Float64Array(64);
  #lengths = new Float64Array(64);
  #count = 0;
  /** Of the part being painted: deciseconds a step along it, and how far ahead of a foot one leaves it, in heights. */
  #slope = 0;
  #lean = 0;
  /** A vertex with at most this time needs nothing from it. */
  #goodEnough = 0;

  constructor(surface: Surface, strokes: Strokes) {
    this.#surface = surface;
    this.#strokes = strokes;
  }

  /** Goes on with another road. */
  takeUp({ shapeOffsets, shapeLons, shapeLats }: Network, shape: number): void {
    const { west, south, stepLon, stepLat } = this.#surface;
    const first = shapeOffsets[shape];
    const count = shapeOffsets[shape + 1] - first;
    if (count > this.#columns.length) this.#makeRoom(count);
    this.#count = count;
    const [columns, rows, lengths] = [this.#columns, this.#rows, this.#lengths];
    for (let i = 0; i < count; i++) {
      columns[i] = (shapeLons[first + i] - west) / stepLon;
      rows[i] = (shapeLats[first + i] - south) / stepLat;
    }
    for (let i = 1; i < count; i++) {
      const across = columns[i] - columns[i - 1];
      const up = rows[i] - rows[i - 1];
      lengths[i] = lengths[i - 1] + Math.sqrt(across * across + up * up);
    }
  }

  /**
   * Paints the part of the road between two fractions of its length, on which time runs evenly from one value to the
   * other. A part without length is a place.
   */
  paint(from: number, to: number, fromTime: number, toTime: number): void {
    const [columns, rows, lengths] = [this.#columns, this.#rows, this.#lengths];
    const last = this.#count - 1;
    const start = from * lengths[last];
    const end = to * lengths[last];
    this.#goodEnough = this.#goodEnoughAfter(Math.min(fromTime, toTime));
    this.#setSlope(end > start ? (toTime - fromTime) / (end - start) : 0);
    for (let i = 0; i < last; i++) {
      const isLast = i + 1 === last || lengths[i + 1] >= end;
      if (lengths[i + 1] < start && !isLast) continue;
      const length = lengths[i + 1] - lengths[i];
      const across = length > 0 ? (columns[i + 1] - columns[i]) / length : 1;
      const up = length > 0 ? (rows[i + 1] - rows[i]) / length : 0;
      const enter = Math.max(start, lengths[i]);
      const skipped = enter - lengths[i];
      const left = Math.max(0, Math.min(end, lengths[i + 1]) - enter);
      const time = fromTime + (enter - start) * this.#slope;
      this.#paintStraight(columns[i] + skipped * across, rows[i] + skipped * up, across, up, left, time);
      if (isLast) return;
    }
  }

  #goodEnoughAfter(time: number): number {
    for (const [from, to] of this.#strokes.plateaus) {
      if (time >= from && time <= to) return to;
    }
    return time;
  }

  /** @param slope deciseconds a step along the road */
  #setSlope(slope: number): void {
    const { decisecondsPerStep: pace } = this.#strokes;
    this.#slope = slope;
    // On a road slower than a walk one leaves at once or never.
    this.#lean =
      Math.abs(slope) < pace ? slope / Math.sqrt(pace * pace - slope * slope) : Math.sign(slope) * STEEP;
  }

  /**
   * Offers a straight piece to the vertices around it. From a vertex at height h over the foot f of its perpendicular, the
   * place s along the piece costs `time + slope * s` to drive and `pace * sqrt(h² + (s - f)²)` to walk. The sum is convex
   * in s and least at `s = f - h * slope / sqrt(pace² - slope²)`, or as near to that as the ends of the piece and the
   * reach of the walk allow.
   *
   * @param across and `up`: direction, of length 1
   */
  #paintStraight(
    column: number,
    row: number,
    across: number,
    up: number,
    length: number,
    time: number,
  ): void {
    const { columns, deciseconds } = this.#surface;
    const { reachSteps: reach, decisecondsPerStep: pace } = this.#strokes;
    const [slope, lean] = [this.#slope, this.#lean];
    const reachSquared = reach * reach;
    const paceSquared = pace * pace;
    const endColumn = column + across * length;
    const endRow = row + up * length;
    const earliest = slope < 0 ? time + slope * length : time;
    const goodEnough = Math.max(this.#goodEnough, earliest);
    const lastRow = Math.floor(Math.max(row, endRow) + reach);
    let fromColumn = Math.min(column, endColumn);
    let toColumn = Math.max(column, endColumn);
    for (let r = Math.ceil(Math.min(row, endRow) - reach); r <= lastRow; r++) {
      const y = r - row;
      if (length > LONG_STEPS && up !== 0) {
        // Only the part that is within reach of this row.
        const a = column + across * within(length, (y - reach) / up);
        const b = column + across * within(length, (y + reach) / up);
        fromColumn = Math.min(a, b);
        toColumn = Math.max(a, b);
      }
      const lastColumn = Math.floor(toColumn + reach);
      for (let c = Math.ceil(fromColumn - reach); c <= lastColumn; c++) {
        const vertex = r * columns + c;
        const known = deciseconds[vertex];
        if (known <= goodEnough) continue;
        const x = c - column;
        const foot = x * across + y * up;
        const height = Math.abs(x * up - y * across) + TINY;
        const aside = foot < 0 ? foot : foot > length ? foot - length : 0;
        const spare = known - earliest;
        const nearestSquared = height * height + aside * aside;
        if (nearestSquared > reachSquared || spare * spare <= paceSquared * nearestSquared) continue;
        let along = within(length, foot - height * lean) - foot;
        if (height * height + along * along > reachSquared) {
          const most = Math.sqrt(reachSquared - height * height);
          along = along > 0 ? most : -most;
        }
        const there = time + slope * (foot + along) + pace * Math.sqrt(height * height + along * along);
        if (there < deciseconds[vertex]) deciseconds[vertex] = there;
      }
    }
  }

  #makeRoom(count: number): void {
    this.#columns = new Float64Array(count * 2);
    this.#rows = new Float64Array(count * 2);
    this.#lengths = new Float64Array(count * 2);
  }
}

/** From this length on, a piece is looked at row by row, or its box would hold many vertices far from it. */
const LONG_STEPS = 2;
/** A lean that leads to one end of a piece from everywhere, even from a vertex on it, whose height is taken to be tiny. */
const STEEP = 1e15;
const TINY = 1e-9;

function within(length: number, place: number): number {
  return place < 0 ? 0 : place > length ? length : place;
}

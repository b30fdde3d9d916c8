/** Rows of a program as they are added. */
export class ProgramRows {
  readonly starts = [0];
  readonly indices: number[] = [];
  readonly values: number[] = [];
  readonly lowers: number[] = [];
  readonly uppers: number[] = [];

  add(columns: readonly number[], values: readonly number[], lower: number, upper: number): void {
    for (const column of columns) this.indices.push(column);
    for (const value of values) this.values.push(value);
    this.starts.push(this.indices.length);
    this.lowers.push(lower);
    this.uppers.push(upper);
  }
}

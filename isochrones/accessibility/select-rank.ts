/**
 * The value that would be at a place if the values were in ascending order, without putting all of them in order (Hoare's
 * selection, 1961): rearranges them so that no smaller one is behind it. O(n) on average.
 *
 * @param rank 0 up to one less than there are values
 */
export function selectRank(values: Float32Array, rank: number): number {
  // Pivots are drawn, always the same (Numerical Recipes, 7.1): an order that is bad for the middle is no worse than others.
  let draw = 1;
  let first = 0;
  let last = values.length - 1;
  while (first < last) {
    draw = (Math.imul(draw, 1664525) + 1013904223) >>> 0;
    const pivot = values[first + (draw % (last - first + 1))];
    let low = first;
    let high = last;
    while (low <= high) {
      while (values[low] < pivot) low++;
      while (values[high] > pivot) high--;
      if (low > high) break;
      const value = values[low];
      values[low++] = values[high];
      values[high--] = value;
    }
    // Between the two lie only values that equal the pivot.
    if (rank <= high) last = high;
    else if (rank >= low) first = low;
    else break;
  }
  return values[rank];
}

/** Up to so many, moving each to its place is faster than to set up the engine's own sort. */
const FEW = 12;

/** Sorts a list in place, and returns it; equal ones keep their order. Junctions have a handful of roads. */
export function sortFew<T>(list: T[], compare: (a: T, b: T) => number): T[] {
  if (list.length > FEW) return list.sort(compare);
  for (let i = 1; i < list.length; i++) {
    const moved = list[i];
    let place = i;
    for (; place > 0 && compare(list[place - 1], moved) > 0; place--) list[place] = list[place - 1];
    list[place] = moved;
  }
  return list;
}

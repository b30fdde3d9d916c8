/**
 * Does an answer meet what a table asks for? Cells say a text, a number with a margin (`36 km/h ~10%`, `20 +-2`), or
 * a pattern between slashes, as the tables of OSRM's own scenarios do.
 */
export function meets(got: string, wanted: string): boolean {
  if (got === wanted) return true;
  const bearings = /^(\d+->\d+(?:,\d+->\d+)*)\s*\+-(.+)$/u.exec(wanted);
  if (bearings !== null) return sameNumbers(got, bearings[1], Number.parseFloat(bearings[2]));
  const percent = /^(.*?)\s+~(.+)%$/u.exec(wanted);
  if (percent !== null) {
    const target = Number.parseFloat(percent[1]);
    return (
      target === 0 || 100 * Math.abs(1 - Number.parseFloat(got) / target) < Number.parseFloat(percent[2])
    );
  }
  const margin = /^(.*?)\s*\+-\s*(.+)$/u.exec(wanted);
  if (margin !== null) {
    return Math.abs(Number.parseFloat(got) - Number.parseFloat(margin[1])) <= Number.parseFloat(margin[2]);
  }
  const pattern = /^\/(.*)\/$/u.exec(wanted);
  return pattern !== null && new RegExp(pattern[1], "u").test(got);
}

function sameNumbers(got: string, wanted: string, margin: number): boolean {
  const numbers = (text: string): number[] => text.split(/->|,/u).map(Number.parseFloat);
  const [ours, theirs] = [numbers(got), numbers(wanted)];
  return ours.length === theirs.length && ours.every((value, i) => Math.abs(value - theirs[i]) <= margin);
}

/** Texts that are remembered at most: beyond, columns hold anything, and remembering would be no use. */
const MOST = 4096;

/**
 * The same function, which remembers what it has made of each text: names of columns, words of closed lists and opening
 * hours come again in thousands of rows. What it makes must not be changed.
 */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = read(text);
    if (known.size < MOST) known.set(text, made);
    return made;
  };
}

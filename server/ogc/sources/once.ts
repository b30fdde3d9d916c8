/** The same promise each time, so that what is asked for twice is made once; made again only after it has failed. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return async () => {
    made ??= make();
    const current = made;
    try {
      return await current;
    } catch (error) {
      if (made === current) made = null;
      throw error;
    }
  };
}

/** Travel times on a regular grid: what an isochrone is drawn from. Row by row from the south-west. */
export interface Surface {
  readonly columns: number;
  readonly rows: number;
  /** Microdegrees of the south-west vertex, and from one vertex to the next. */
  readonly west: number;
  readonly south: number;
  readonly stepLon: number;
  readonly stepLat: number;
  /** Deciseconds at each vertex, Infinity where no road is near; never within a cutoff on the frame. */
  readonly deciseconds: Float32Array;
}

/** Times farther than this from a cutoff do not move its border any more: it lies as between this and the next vertex. */
export const SOFT_DECISECONDS = 1800;

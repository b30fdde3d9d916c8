/** Layers that are asked or changed by name. */
export const LAYERS = {
  cells: "cells",
  hatch: "cells-hatch",
  gaps: "gaps",
  gapOutlines: "gaps-outline",
  /** A point for each gap where outlines are too small. */
  gapDots: "gaps-dots",
  structures: "structures",
  /** The counted ones where signs would be too many. */
  structureDots: "structures-dots",
  /** Counted or not. */
  structuresAll: "structures-all",
  /** Numbered new sites. */
  sites: "sites",
} as const;

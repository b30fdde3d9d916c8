/** Any limit that must not be met. */
const NO_LIMIT = 1e8;
/** What the library wants to be given though no question of ours comes near it. */
const UNUSED = 1;

/**
 * The longest matrix, as the crow flies, metres: from Paris to La Réunion. Each search sets up memory for it, a third of
 * a second's work where it is ten times as much, and gives up after a time that goes with it, a day of driving at least.
 */
const MATRIX_METERS = 1e7;

const QUIET = { type: "", color: false, long_request: NO_LIMIT };

/**
 * Valhalla's configuration, as its own tool writes it, without what concerns its HTTP service, public transport and
 * elevation, and with four differences: limits that a service needs are lifted, matrices are one Dijkstra search a
 * source instead of searches that meet (`costmatrix`: 55 s for 25 x 1 000, and by up to an hour wrong on Corsica),
 * routes may be asked for without pruning by class of road, and nothing is logged.
 *
 * Without an administrative database all roads drive on the right, and speeds of a country's own are not known.
 *
 * @param tileFolder where the tiles are: absolute, or relative in the file that goes with them
 */
export function valhallaConfig(tileFolder: string): Readonly<Record<string, unknown>> {
  return {
    mjolnir: { tile_dir: tileFolder, logging: QUIET },
    loki: {
      actions: ["locate", "route", "sources_to_targets", "isochrone"],
      // Only tells in other words, and for a whole matrix, that some place cannot be reached from another.
      use_connectivity: false,
      service_defaults: {
        minimum_reachability: 50,
        radius: 0,
        search_cutoff: MOST_SNAP_METERS,
        node_snap_tolerance: 5,
        street_side_tolerance: 5,
        street_side_max_distance: 1000,
        heading_tolerance: 60,
      },
      logging: QUIET,
    },
    thor: { source_to_target_algorithm: "timedistancematrix", logging: QUIET },
    odin: { logging: QUIET },
    meili: meiliConfig(),
    service_limits: serviceLimits(),
  };
}

/** Valhalla looks no farther for a road: its default, metres. */
export const MOST_SNAP_METERS = 35_000;

function serviceLimits(): Readonly<Record<string, unknown>> {
  return {
    auto: {
      max_distance: NO_LIMIT,
      max_locations: NO_LIMIT,
      max_matrix_distance: MATRIX_METERS,
      max_matrix_location_pairs: NO_LIMIT,
    },
    isochrone: {
      max_contours: 100,
      max_distance: NO_LIMIT,
      max_distance_contour: NO_LIMIT,
      max_locations: 1,
      max_time_contour: 10_000,
    },
    max_distance_disable_hierarchy_culling: NO_LIMIT,
    max_reachability: 100,
    max_radius: 200,
    max_exclude_locations: 0,
    max_exclude_polygons_length: 0,
    max_alternates: 0,
    max_timedep_distance: 0,
    pedestrian: {
      max_distance: UNUSED,
      max_locations: UNUSED,
      max_matrix_distance: UNUSED,
      max_matrix_location_pairs: UNUSED,
      min_transit_walking_distance: UNUSED,
      max_transit_walking_distance: UNUSED,
    },
    centroid: { max_distance: UNUSED, max_locations: UNUSED },
    skadi: { max_shape: UNUSED, min_resample: UNUSED },
    status: { allow_verbose: false },
    trace: {
      max_shape: UNUSED,
      max_distance: UNUSED,
      max_gps_accuracy: UNUSED,
      max_search_radius: UNUSED,
      max_alternates: 0,
      max_alternates_shape: 0,
    },
  };
}

/** Map matching, which nobody asks for, but which the library sets up: its defaults. */
function meiliConfig(): Readonly<Record<string, unknown>> {
  return {
    mode: "auto",
    customizable: [],
    verbose: false,
    auto: {},
    grid: { cache_size: UNUSED, size: 500 },
    default: {
      beta: 3,
      breakage_distance: 2000,
      geometry: false,
      gps_accuracy: 5,
      interpolation_distance: 10,
      max_route_distance_factor: 5,
      max_route_time_factor: 5,
      max_search_radius: 100,
      route: true,
      search_radius: 50,
      sigma_z: 4.07,
      turn_penalty_factor: 0,
    },
    logging: QUIET,
  };
}

/** The kinds of jobs, each with the address under which its jobs are. */
export const JOB_URLS = {
  implantations: "/api/v1/implantations",
  sensibilites: "/api/v1/sensibilites",
  isochrones: "/api/v1/isochrones",
} as const;

export type JobKind = keyof typeof JOB_URLS;

export const JOB_KINDS = Object.keys(JOB_URLS) as [JobKind, ...JobKind[]];

const MINUTE_MILLISECONDS = 60_000;

/** How long a job of a kind may run: a country on two cores takes half of that. */
export const JOB_LIMITS: Readonly<Record<JobKind, number>> = {
  implantations: 10 * MINUTE_MILLISECONDS,
  sensibilites: 10 * MINUTE_MILLISECONDS,
  isochrones: 30 * MINUTE_MILLISECONDS,
};

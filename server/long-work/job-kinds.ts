/** The kinds of jobs, each with the address under which its jobs are. */
export const JOB_URLS = {
  implantations: "/api/v1/implantations",
} as const;

export type JobKind = keyof typeof JOB_URLS;

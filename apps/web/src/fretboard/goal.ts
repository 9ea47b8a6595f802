/** The path that answers "what do I need to know to get a Django job?", and the choice of those who chose none. */
export const JOB_READY = 'job-ready';

/** Where changes of a submission are announced. */
export const topicOf = (submissionId: string) => `submission:${submissionId}`;
/** Where the worker that grades a run is told that nobody wants the verdict any more. */
export const withdrawalOf = (runId: string) => `withdrawn:${runId}`;

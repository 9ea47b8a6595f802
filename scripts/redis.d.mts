/** The program, or undefined on a machine without one: skip the test then. */
export function redisServer(): string | undefined;
export function startRedis(): Promise<{ url: string; stop(): Promise<void> }>;

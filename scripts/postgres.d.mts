export interface EmbeddedPostgres {
  url: string;
  port: number;
  pid: number;
  stop(): Promise<void>;
  /** Settles when the server is gone, whoever ended it. */
  ended: Promise<{ code: number | null; signal: string | null }>;
  lastWords(): string;
}
export function startPostgres(options: {
  dataDir: string;
  port?: number;
  database?: string;
  durable?: boolean;
  takeOver?: boolean;
}): Promise<EmbeddedPostgres>;
export function freePort(): Promise<number>;

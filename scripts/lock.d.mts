interface Facts {
  url?: string;
  databaseUrl?: string;
}
export interface Holder extends Facts {
  readonly pid: number;
}
export function holderOf(file: string): Holder | undefined;
export function tryLock(
  file: string,
  facts?: Facts,
):
  | { holder: Holder; release?: undefined; note?: undefined; inherited?: undefined }
  | { holder?: undefined; release: () => void; note: (facts: Facts) => void; inherited: boolean };
export function withLock<T>(file: string, work: () => Promise<T>): Promise<T>;

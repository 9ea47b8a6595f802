/**
 * What follows from one version of something, made once and kept until there is another version. Callers at the same
 * time share the making; a failure is not kept.
 */
export class Kept<T> {
  private version?: string;
  private value?: Promise<T>;

  for(version: string, make: () => Promise<T>): Promise<T> {
    if (this.value && this.version === version) return this.value;
    const value = make();
    this.version = version;
    this.value = value;
    value.catch(() => {
      if (this.value === value) this.value = undefined;
    });
    return value;
  }
}

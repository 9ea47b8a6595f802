/** The path of a Chromium that runs, if there is one. */
export function findBrowser(): Promise<string | undefined>;
export function installBrowser(): Promise<string | undefined>;

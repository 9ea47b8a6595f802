export const root: string;
export const preloaded: string[];

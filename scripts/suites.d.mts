export const suites: Record<'house' | 'unit' | 'journey' | 'attack', string>;

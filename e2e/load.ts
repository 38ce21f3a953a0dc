/** What the stand-in for a trainer measures: 20 series, each so many times a second. */
export const loadKeys = Array.from({ length: 20 }, (_, i) => `live/${String(i + 1).padStart(2, '0')}`);
export const loadPerSecond = 100;

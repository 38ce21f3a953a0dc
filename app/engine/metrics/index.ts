import type { Metric } from '../metric.ts';

export const metrics: Metric[] = [];

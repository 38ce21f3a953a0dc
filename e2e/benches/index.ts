import type { Bench } from '../bench.ts';

/** The list people read; one file a bench. */
export const benches: Bench[] = [];

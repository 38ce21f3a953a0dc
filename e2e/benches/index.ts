import type { Bench } from '../bench.ts';
import { append, curve } from './curve.ts';
import { kill } from './kill.ts';
import { live } from './live.ts';
import { scrub } from './scrub.ts';
import { stepConv28, stepMemory } from './step-conv28.ts';

/** The list people read; one file a bench. */
export const benches: Bench[] = [stepConv28, stepMemory, curve, append, live, scrub, kill];

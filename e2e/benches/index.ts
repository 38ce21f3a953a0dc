import type { Bench } from '../bench.ts';
import { append, curve } from './curve.ts';
import { kill } from './kill.ts';
import { live } from './live.ts';
import { scrub } from './scrub.ts';
import { soak } from './soak.ts';
import { stepConv28, stepMemory } from './step-conv28.ts';
import { stepRecipes } from './step-recipes.ts';

/** The list people read; one file a bench. */
export const benches: Bench[] = [stepConv28, stepMemory, stepRecipes, curve, append, live, scrub, kill, soak];

import type { Bench } from '../bench.ts';
import { append, curve } from './curve.ts';
import { folder200k } from './folder.ts';
import { importLogs, watchIdle } from './import.ts';
import { kill } from './kill.ts';
import { live } from './live.ts';
import { bands500, curvePaint } from './paint.ts';
import { mlflow } from './mlflow.ts';
import { runs } from './runs.ts';
import { scrub } from './scrub.ts';
import { soak } from './soak.ts';
import { criticBenches, stepMemory } from './step-critic.ts';
import { stepRecipes } from './step-recipes.ts';
import { stepThreads } from './step-threads.ts';

/** The list people read; one file a bench. */
export const benches: Bench[] = [
  ...criticBenches,
  stepThreads,
  stepMemory,
  stepRecipes,
  curve,
  append,
  curvePaint,
  bands500,
  runs,
  ...mlflow,
  importLogs,
  watchIdle,
  live,
  scrub,
  folder200k,
  kill,
  soak,
];

import type { RunConfig } from '../../shared/run-config.ts';
import type { TrainerHome } from './home.ts';
import { nodeBackendHome } from './node-home.ts';
import { nodeTrainer } from './node-trainer.ts';

/** More are of little use unless they are asked for. */
const mostShared = 8;

/** A trainer that has what its job was given, which may be less than its node has. */
export function jobTrainer(code: string, environment: NodeJS.ProcessEnv): TrainerHome {
  const { cores, memoryBytes } = givenTo(environment);
  if (cores !== null) nodeBackendHome.cores = cores;
  if (memoryBytes !== null) nodeBackendHome.memoryBytes = memoryBytes;
  const home = nodeTrainer(code);
  return {
    ...home,
    environment(backend, dataset) {
      const found = home.environment(backend, dataset);
      return { ...found, cores: cores ?? found.cores, memoryBytes: memoryBytes ?? found.memoryBytes };
    },
  };
}

/** The config's own number, else the job's cores. */
export function threadsOf({ threads }: RunConfig, environment: NodeJS.ProcessEnv): number | undefined {
  const { cores } = givenTo(environment);
  return threads ?? (cores === null ? undefined : Math.min(mostShared, cores));
}

/** What Slurm says that the job has. */
export function givenTo({ SLURM_CPUS_PER_TASK, SLURM_CPUS_ON_NODE, SLURM_MEM_PER_NODE, SLURM_MEM_PER_CPU }: NodeJS.ProcessEnv): {
  cores: number | null;
  memoryBytes: number | null;
} {
  const cores = Number(SLURM_CPUS_PER_TASK ?? SLURM_CPUS_ON_NODE) || null;
  const megabytes = Number(SLURM_MEM_PER_NODE) || (cores ?? 0) * Number(SLURM_MEM_PER_CPU) || null;
  return { cores, memoryBytes: megabytes === null ? null : megabytes * 2 ** 20 };
}

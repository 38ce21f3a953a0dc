import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

/** With a real Slurm of one node, which run.mjs starts: `npm run cluster`. One thing after the other: the node is small. */
export default defineConfig({
  test: {
    root: resolve(import.meta.dirname, '..', '..'),
    include: ['e2e/cluster/*.cluster.ts'],
    environment: 'node',
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
  },
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,app,main,renderer,e2e}/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['app/property-seed.ts'],
    // Nobody's trust is part of a test.
    env: { GANYMEDE_TRUST: join(tmpdir(), 'ganymede-trusted-in-tests') },
    // They end only what hangs: a slow or busy machine takes its time, and no test is about that. No test sets one of its own.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
});

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{shared,app,main,renderer,e2e}/**/*.test.{ts,tsx}'],
    environment: 'node',
    setupFiles: ['app/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});

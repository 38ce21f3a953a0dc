import { builtinModules } from 'node:module';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import manifest from '../package.json' with { type: 'json' };

/** Electron's main process, the trainer it forks and the threads that import and decode. Packages stay outside the bundle: some carry native code. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: resolve(import.meta.dirname, '../out/main'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: {
        index: resolve(import.meta.dirname, 'index.ts'),
        trainer: resolve(import.meta.dirname, '../app/trainer/utility.ts'),
        'develop-thread': resolve(import.meta.dirname, '../app/trainer/album/develop-thread.ts'),
        'import-thread': resolve(import.meta.dirname, '../app/imports/import-thread.ts'),
        'importance-thread': resolve(import.meta.dirname, '../app/importance/importance-thread.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      external: [
        'electron',
        ...builtinModules,
        ...builtinModules.map((name) => `node:${name}`),
        ...[...Object.keys(manifest.dependencies), ...Object.keys(manifest.optionalDependencies)].map(
          (name) => new RegExp(`^${name}(/|$)`),
        ),
      ],
    },
  },
});

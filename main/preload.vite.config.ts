import { resolve } from 'node:path';
import { defineConfig } from 'vite';

/** A sandboxed preload is one plain script: CommonJS, named .cjs. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    outDir: resolve(import.meta.dirname, '../out/preload'),
    emptyOutDir: true,
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: { preload: resolve(import.meta.dirname, 'preload.ts') },
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
      external: ['electron'],
    },
  },
});

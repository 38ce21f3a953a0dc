import { builtinModules } from 'node:module';
import { copyFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { defineConfig, type Plugin } from 'vite';

/** Packages with native code, which no bundle can hold. They lie beside it under node_modules. */
const native = ['webgpu', 'sharp', '@tensorflow/tfjs-node', '@tensorflow/tfjs-node-gpu'];

/**
 * The trainer for the project's own Node, beside the desktop's window: CommonJS with tfjs inside, since Node can't read
 * Electron's archive. In the mode `devices` it is the measuring of `npm run devices -- --pack`.
 */
export default defineConfig(({ mode }) => ({
  root: import.meta.dirname,
  build: {
    outDir: resolve(import.meta.dirname, mode === 'devices' ? '../out/devices' : '../out/trainer'),
    emptyOutDir: true,
    target: 'node24',
    minify: false,
    ssr: true,
    rolldownOptions: {
      input: entries(mode),
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      external: [...builtinModules, ...builtinModules.map((name) => `node:${name}`), ...native.map((name) => new RegExp(`^${name}(/|$)`))],
    },
  },
  ssr: { noExternal: true },
  plugins: [wasmBeside()],
}));

function entries(mode: string): Record<string, string> {
  const entry = (path: string) => resolve(import.meta.dirname, '../app', path);
  return mode === 'devices'
    ? { devices: entry('devices.ts') }
    : { 'node-child': entry('trainer/node-child.ts'), 'develop-thread': entry('trainer/album/develop-thread.ts') };
}

/** tfjs looks for its .wasm files beside its own code, which is in the bundle now. */
function wasmBeside(): Plugin {
  const from = resolve(import.meta.dirname, '../node_modules/@tensorflow/tfjs-backend-wasm/dist');
  return {
    name: 'wasm-beside',
    writeBundle({ dir }) {
      for (const file of readdirSync(from).filter((name) => name.endsWith('.wasm'))) copyFileSync(join(from, file), join(dir!, file));
    },
  };
}

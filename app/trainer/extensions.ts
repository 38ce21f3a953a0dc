import { registerHooks } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { StudioError } from '../../shared/errors.ts';
import type { ExtensionCode } from '../../shared/extension.ts';
import { definedIn } from '../engine/extensions/define.ts';
import type { Additions } from '../engine/own/additions.ts';
import * as published from '../engine/extensions/ganymede.ts';

/** Modules that lie in no file: the kept texts of the user's own, and the one that they may import. */
const scheme = 'ganymede-extension:';
const interfaceUrl = `${scheme}interface`;
const shared = Symbol.for('ganymede.interface');
const codes = new Map<string, string>();
const loaded = new Map<string, Promise<Additions>>();
let isHooked = false;

/** Runs each once, however often it is asked for. What it throws is thrown, with the file and its line in the stack. */
export async function loadExtensions(extensions: readonly ExtensionCode[]): Promise<Additions[]> {
  hook();
  return Promise.all(
    extensions.map((extension) => {
      const url = urlOf(extension);
      const known = loaded.get(url) ?? load(url, extension);
      loaded.set(url, known);
      return known;
    }),
  );
}

function urlOf({ file, sha256 }: ExtensionCode): string {
  return `${scheme}//${sha256.slice(0, 16)}/${encodeURIComponent(file)}`;
}

async function load(url: string, { file, code }: ExtensionCode): Promise<Additions> {
  codes.set(url, code);
  // A module that waits for what never comes keeps nothing else from going on.
  const exports = await Promise.race([
    import(/* @vite-ignore */ url) as Promise<Record<string, unknown>>,
    setTimeout(10_000, null, { ref: false }),
  ]);
  if (exports === null)
    throw new StudioError('failed', `${file} waits for something that did not come within 10 seconds while it was loaded.`);
  const defined = definedIn(exports);
  if (Object.values(defined).some((list) => list.length > 0)) return defined;
  throw new StudioError(
    'invalid',
    `${file} exports nothing that defineRecipe, defineDataset, defineMetric or defineProbe has made; write: export default defineRecipe({ … }).`,
  );
}

function hook(): void {
  if (isHooked) return;
  isHooked = true;
  Object.defineProperty(globalThis, shared, { value: published, enumerable: false });
  registerHooks({
    resolve(specifier, context, next) {
      if (codes.has(specifier)) return { url: specifier, shortCircuit: true };
      if (context.parentURL?.startsWith(scheme) !== true || specifier === interfaceUrl) return next(specifier, context);
      if (specifier === 'ganymede') return { url: interfaceUrl, shortCircuit: true };
      throw new StudioError('invalid', notReachable(specifier));
    },
    load(url, context, next) {
      if (url === interfaceUrl) return { format: 'module', source: interfaceSource(), shortCircuit: true };
      const code = codes.get(url);
      return code === undefined ? next(url, context) : { format: 'module', source: code, shortCircuit: true };
    },
  });
}

export function notReachable(specifier: string): string {
  return `It imports '${specifier}'. A file of your own imports 'ganymede' alone, so that its text is all that a run needs; data from the disk is handed in where a dataset says which files it reads.`;
}

function interfaceSource(): string {
  const names = Object.keys(published);
  return `const all = globalThis[Symbol.for('ganymede.interface')];\n${names.map((name) => `export const ${name} = all.${name};`).join('\n')}`;
}

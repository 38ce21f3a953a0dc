import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

/**
 * Makes resources/extensions/ganymede.d.ts: all that app/engine/extensions/ganymede.ts exports, and the part of tfjs that a recipe is
 * handed, as ambient modules of one file that needs nothing beside it. Run: node app/extensions/make-types.ts
 */
const root = resolve(import.meta.dirname, '../..');
export const typesFile = join(root, 'resources', 'extensions', 'ganymede.d.ts');

export function makeTypes(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-types-'));
  try {
    const emitted = join(folder, 'out');
    const compilerOptions = {
      ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, lib: ['ES2024'], types: [] },
      ...{ outDir: emitted, rootDir: root, typeRoots: [join(root, 'node_modules/@types')] },
    };
    const files = [join(root, 'app/engine/extensions/ganymede.ts'), join(root, 'shared/globals.d.ts')];
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: join(root, 'tsconfig.json'), compilerOptions, files, include: [] }),
    );
    const tsc = join(root, 'node_modules/typescript', readBin());
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(`The declarations could not be made: ${stdout}`);
    const ours = modulesUnder(emitted, 'app/engine/extensions/ganymede', (path) =>
      path === 'app/engine/extensions/ganymede' ? 'ganymede' : `ganymede/${path}`,
    );
    return `${head}\n${[...ours, ...tensorModules()].join('\n')}`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const head = `// What a file of your own may import from 'ganymede', and the tensors that it is handed (a part of TensorFlow.js 4.22, Apache-2.0).
// Written by Ganymede beside your files, and written anew by the next version: do not edit. Modules below 'ganymede/' are its inside and can't be imported.
`;

function readBin(): string {
  const { bin } = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8')) as { bin: { tsc: string } };
  return bin.tsc;
}

/** Every module that is reachable from one, each as an ambient module under its new name. */
function modulesUnder(folder: string, entry: string, named: (path: string) => string): string[] {
  const modules = new Map<string, string>();
  const left = [entry];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    const file = join(folder, `${path}.d.ts`);
    if (modules.has(path) || !existsSync(file)) continue;
    const from = dirname(path);
    const text = readFileSync(file, 'utf8').replace(
      /(from |import\()(['"])(\.[^'"]+)\2/g,
      (_, before: string, quote: string, target: string) => {
        const reached = join(from, target.replace(/\.ts$/, ''));
        left.push(reached);
        return `${before}${quote}${named(reached)}${quote}`;
      },
    );
    modules.set(path, ambient(named(path), text.replaceAll("'@tensorflow/tfjs'", "'ganymede/tf'")));
  }
  return [...modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
}

const tfjs = join(root, 'node_modules/@tensorflow/tfjs-core/dist');
const inside = (path: string) => `ganymede/tf/${path}`;

/** What a loss computes with: operations, gradients, and the keeping and letting go of tensors. */
function tensorModules(): string[] {
  const chained = readdirSync(join(tfjs, 'public/chained_ops'))
    .filter((file) => file.endsWith('.d.ts') && !file.startsWith('register'))
    .map((file) => `public/chained_ops/${file.replace(/\.d\.ts$/, '')}`)
    .sort();
  const entry = `export * from '${inside('ops/ops')}';
export { tidy, keep, dispose, memory } from '${inside('globals')}';
export { customGrad, grad, grads, valueAndGrad, valueAndGrads, variableGrads } from '${inside('gradients')}';
export { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, TensorBuffer, Variable } from '${inside('tensor')}';
export { NamedTensorMap, TensorContainer } from '${inside('tensor_types')}';
export { DataType, Rank, ScalarLike, ShapeMap, TensorLike, TypedArray } from '${inside('types')}';
export { Reduction } from '${inside('ops/loss_ops_utils')}';`;
  const modules = new Map<string, string>();
  const left = ['ops/ops', 'globals', 'gradients', 'tensor', 'tensor_types', 'types', 'ops/loss_ops_utils', ...chained];
  for (let path = left.pop(); path !== undefined; path = left.pop()) {
    // The machinery under the operations is nobody's to import.
    if (modules.has(path) || /^(backends|platforms|io|kernel|environment|engine$|profiler|tape)/.test(path)) continue;
    const file = existsSync(join(tfjs, `${path}.d.ts`)) ? `${path}.d.ts` : `${path}/index.d.ts`;
    const text = readFileSync(join(tfjs, file), 'utf8').replace(
      /(from |import\(|declare module )(['"])(\.[^'"]+|@tensorflow\/tfjs-core\/dist\/[^'"]+)\2/g,
      (_, before: string, quote: string, target: string) => {
        const reached = target.startsWith('.') ? join(dirname(file), target) : target.replace('@tensorflow/tfjs-core/dist/', '');
        if (reached === 'base') return `${before}${quote}ganymede/tf${quote}`;
        left.push(reached);
        return `${before}${quote}${inside(reached)}${quote}`;
      },
    );
    modules.set(path, path.startsWith('public/chained_ops/') ? augmentation(explained(text)) : ambient(inside(path), explained(text)));
  }
  return [ambient('ganymede/tf', entry), ...[...modules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text)];
}

/** Inside an ambient module nothing is declared anew. */
function ambient(name: string, text: string): string {
  const body = text
    .replace(/^\/\/\/.*$\n?/gm, '')
    .replace(/^(export )?declare (?!module)/gm, '$1')
    .replace(/^export \{\};$\n?/gm, '')
    .trim();
  return `declare module '${name}' {\n${body}\n}`;
}

/** Methods of tensors come as additions to their module; modules of one name are one. */
function augmentation(text: string): string {
  const imports = [...text.matchAll(/^import .*$/gm)]
    .map(([line]) => line)
    .filter((line) => !/\/tensor'/.test(line) && !/\bTensor\b/.test(line));
  const found = /^declare module '([^']+)' \{\n([\s\S]*)^\}/m.exec(text);
  if (found === null) return '';
  return `declare module '${found[1]}' {\n${[...imports, found[2]!.trimEnd()].join('\n')}\n}`;
}

/** Of a long comment its first sentences, of a licence nothing. */
function explained(text: string): string {
  return text.replace(/\/\*\*[\s\S]*?\*\//g, (comment) => {
    if (/@license|@fileoverview/.test(comment)) return '';
    const lines = comment
      .slice(3, -2)
      .split('\n')
      .map((line) => line.replace(/^\s*\* ?/, '').trim());
    const start = lines.findIndex((line) => line !== '');
    const end = lines.findIndex((line, at) => at > start && (line === '' || /^(```|@)/.test(line)));
    const said = lines
      .slice(start, end < 0 ? undefined : end)
      .join(' ')
      .trim();
    return said === '' || said.startsWith('@') ? '' : `/** ${said} */`;
  });
}

if (process.argv[1] === import.meta.filename) {
  mkdirSync(dirname(typesFile), { recursive: true });
  writeFileSync(typesFile, makeTypes());
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';

/** The directions of the house, checked over every import of every module. A folder's longest matching rule counts. */
const root = resolve(import.meta.dirname, '..');
const folders = ['shared', 'app', 'main', 'renderer', 'e2e'];

interface Rule {
  folder: string;
  /** Folders or files of ours it may import from, beside itself. */
  ours: string[];
  /** Packages it may import, by beginning; `node:` is Node itself. Undefined: any but those that one folder owns. */
  packages?: string[];
}
const rules: Rule[] = [
  { folder: 'shared', ours: [], packages: ['zod'] },
  {
    folder: 'app/engine',
    ours: ['shared', 'resources/data'],
    packages: ['@tensorflow/', 'pure-rand', 'ml-matrix', 'fflate', 'fast-png', 'webgpu'],
  },
  { folder: 'app/spool', ours: ['shared'] },
  { folder: 'app/trainer', ours: ['shared', 'app/engine', 'app/spool'] },
  { folder: 'app/store', ours: ['shared'] },
  { folder: 'app/runs', ours: ['shared', 'app/store', 'app/spool'] },
  { folder: 'app/extensions', ours: ['shared', 'app/runs', 'app/store'] },
  { folder: 'app/importers', ours: ['shared', 'app/importer.ts'] },
  { folder: 'app/imports', ours: ['shared', 'app/importer.ts', 'app/importers', 'app/store', 'app/engine', 'app/trainer'] },
  { folder: 'app/exporters', ours: ['shared', 'app/exporter.ts'] },
  {
    folder: 'app/api',
    ours: [
      'shared',
      'app/runs',
      'app/native',
      'app/published',
      'app/store',
      'app/imports',
      'app/extensions',
      'app/importance',
      'app/exporter.ts',
      'app/exporters',
    ],
  },
  { folder: 'app/published', ours: ['shared', 'app/trainer/data-folder.ts'] },
  { folder: 'app/native', ours: ['shared', 'app/trainer', 'native'] },
  { folder: 'app', ours: ['shared'] },
  { folder: 'main', ours: ['shared', 'app', 'package.json'] },
  { folder: 'renderer', ours: ['shared'] },
  { folder: 'e2e', ours: ['shared', 'app'] },
];
/** Outside things that one place alone knows. */
const owners: { package: string; by: string[] }[] = [
  { package: 'electron', by: ['main'] },
  { package: 'better-sqlite3', by: ['app/store', 'e2e/benches'] },
  { package: 'hono', by: ['app/api', 'app/serve.ts'] },
  { package: '@hono/node-server', by: ['app/serve.ts', 'app/tracking-door.ts'] },
  { package: 'sharp', by: ['app/trainer'] },
  { package: '@tensorflow/', by: ['app/engine', 'app/trainer', 'e2e/benches'] },
];
const collections = [
  'app/engine/backends',
  'app/engine/datasets',
  'app/engine/objectives',
  'app/engine/regularizers',
  'app/engine/recipes',
  'app/engine/metrics',
  'app/engine/probes',
  'app/engine/proofs',
  'app/importers',
  'app/exporters',
  'app/runs/executors',
  'app/store/migrations',
  'shared/schedules',
  'e2e/benches',
  'e2e/interops',
];

/** The rooms of app/engine, the lowest floor first: a room imports from its own floor and those below. Loose files are contracts and the loop. */
const floors = [
  ['dealing', 'recording', 'kernels', 'torch', 'networks', 'optimizers', 'files', 'drawing', 'own'],
  ['objectives', 'regularizers', 'parts'],
  ['backends', 'datasets', 'recipes'],
  ['measuring', 'architecture'],
  ['metrics', 'probes', 'extensions'],
  ['proofs'],
];

const modules = folders.flatMap((folder) => sourceFiles(join(root, folder))).map((path) => readModule(path));
const isTest = (path: string) => /\.test\.tsx?$/.test(path);

describe('the house', () => {
  it('is seen whole', () => {
    expect(modules.length).toBeGreaterThan(120);
    for (const folder of folders)
      expect(
        modules.some((module) => module.path.startsWith(`${folder}/`)),
        folder,
      ).toBe(true);
    expect(modules.flatMap((module) => module.imports).length).toBeGreaterThan(400);
  });

  it('keeps its directions', () => {
    const broken: string[] = [];
    for (const module of modules.filter(({ path }) => !isTest(path))) {
      const rule = ruleFor(module.path);
      for (const target of module.imports) {
        if (target.startsWith('.')) {
          const file = relative(root, resolve(root, dirname(module.path), target));
          if (!within(file, rule.folder) && !rule.ours.some((place) => within(file, place))) broken.push(`${module.path} → ${file}`);
          // A part of app may not reach into a part that its own rule does not name.
        } else if (
          rule.packages !== undefined &&
          !rule.packages.some((name) => target === name || target.startsWith(name.endsWith('/') ? name : `${name}/`))
        ) {
          broken.push(`${module.path} → ${target}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('lets each outside thing be known in one place', () => {
    const broken: string[] = [];
    for (const module of modules.filter(({ path }) => !isTest(path))) {
      for (const { package: name, by } of owners) {
        const knows = module.imports.some((target) => target === name || target.startsWith(name.endsWith('/') ? name : `${name}/`));
        if (knows && !by.some((place) => within(module.path, place))) broken.push(`${module.path} → ${name}`);
      }
      if (within(module.path, 'renderer') && module.path !== 'renderer/api-client.ts' && /(?<![.\w])fetch\(/.test(module.code)) {
        broken.push(`${module.path} calls fetch`);
      }
      if (
        !within(module.path, 'app/store') &&
        // Another tool's database is read in that tool's own tables.
        !within(module.path, 'app/importers') &&
        /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b.+\b(FROM|SET|VALUES|WHERE)\b/.test(module.code) &&
        !within(module.path, 'e2e')
      ) {
        broken.push(`${module.path} writes SQL`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('keeps clocks, chance and files out of the engine', () => {
    const broken = modules
      .filter(({ path }) => within(path, 'app/engine') && !isTest(path))
      .filter(({ code }) =>
        /Date\.now\(|new Date\(\)|performance\.now\(|Math\.random\(|from 'node:/.test(code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')),
      )
      .map(({ path }) => path);
    expect(broken).toEqual([]);
  });

  it('keeps members of a collection apart', () => {
    const broken: string[] = [];
    for (const folder of collections) {
      for (const module of modules.filter(({ path }) => dirname(path) === folder && !path.endsWith('/index.ts') && !isTest(path))) {
        for (const target of module.imports.filter((name) => name.startsWith('.'))) {
          const file = relative(root, resolve(root, dirname(module.path), target));
          if (dirname(file) === folder) broken.push(`${module.path} → ${file}`);
        }
      }
    }
    expect(broken).toEqual([]);
  });

  it('keeps the rooms of the engine on their floors: nobody imports upwards, and no two rooms import each other', () => {
    const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));
    const rooms = new Set(modules.map(({ path }) => engineRoom(path)).filter((room) => room !== null));
    expect([...rooms].filter((room) => !floorOf.has(room))).toEqual([]);
    const reached = new Map<string, Set<string>>();
    const upward: string[] = [];
    for (const module of modules.filter(({ path }) => within(path, 'app/engine') && !isTest(path))) {
      for (const target of module.imports.filter((name) => name.startsWith('.'))) {
        const file = relative(root, resolve(root, dirname(module.path), target));
        if (!within(file, 'app/engine')) continue;
        const [from, to] = [engineRoom(module.path) ?? module.path, engineRoom(file) ?? file];
        if (from !== to) reached.set(from, (reached.get(from) ?? new Set()).add(to));
        if ((floorOf.get(from) ?? Infinity) < (floorOf.get(to) ?? -1)) upward.push(`${module.path} → ${file}`);
      }
    }
    expect(upward).toEqual([]);
    const circles = [...rooms].filter((room) => reaches(reached, room, room));
    expect(circles).toEqual([]);
    const loose = modules.filter(({ path }) => dirname(path) === 'app/engine');
    expect(loose.length).toBeLessThanOrEqual(45);
  });

  it('keeps files short', () => {
    const lengths = modules.filter(({ path }) => !isTest(path)).map(({ path, code }) => ({ path, lines: code.split('\n').length }));
    expect(lengths.filter(({ lines }) => lines > 500)).toEqual([]);
    // A recipe is read beside its paper.
    expect(lengths.filter(({ path, lines }) => within(path, 'app/engine/recipes') && lines > 250)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(150);
  });
});

function ruleFor(path: string): Rule {
  const matching = rules.filter((rule) => within(path, rule.folder));
  return matching.reduce((longest, rule) => (rule.folder.length > longest.folder.length ? rule : longest));
}

/** The room of the engine that a file is of: its folder, and the contract of backends and of optimizers (backend.ts) with its collection (backends/). Null for others. */
function engineRoom(path: string): string | null {
  const parts = /^app\/engine\/([^/]+)(\/|\.ts$)/.exec(path);
  if (parts === null) return null;
  if (parts[2] === '/') return parts[1];
  const collection = `${parts[1]}s`;
  return ['backends', 'optimizers'].includes(collection) ? collection : null;
}

/** Whether there is a way along imports from one room to another, by way of loose files too. */
function reaches(reached: Map<string, Set<string>>, from: string, to: string): boolean {
  const seen = new Set<string>();
  const left = [...(reached.get(from) ?? [])];
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === to) return true;
    if (seen.has(at)) continue;
    seen.add(at);
    left.push(...(reached.get(at) ?? []));
  }
  return false;
}

function within(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sourceFiles(path);
    return /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts') ? [path] : [];
  });
}

function readModule(path: string): { path: string; code: string; imports: string[] } {
  const code = readFileSync(path, 'utf8');
  const { module, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${relative(root, path)} can't be parsed: ${errors[0].message}`);
  const fixed = [
    ...module.staticImports.map((item) => item.moduleRequest.value),
    ...module.staticExports.flatMap((item) => item.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  const dynamic = module.dynamicImports.flatMap(
    (item) => code.slice(item.moduleRequest.start, item.moduleRequest.end).match(/^['"](.+)['"]$/)?.[1] ?? [],
  );
  const types = [...code.matchAll(/import\('([^']+)'\)\./g)].map((match) => match[1]);
  return { path: relative(root, path), code, imports: [...new Set([...fixed, ...dynamic, ...types])] };
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseSync } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { openStore } from '../app/store/open-store.ts';
import { listRuns } from '../shared/api/runs.ts';

/**
 * What can be shown of the desktop shell where no Electron runtime is: the built files, and the built main process run in
 * Node with the stand-in. `npm test` builds them first.
 */
const root = resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { main: string; dependencies: Record<string, string> };

/** What a built module imports from outside the bundle. */
function packagesOf(code: string): string[] {
  const { module } = parseSync('built.js', code);
  const fixed = module.staticImports.map((item) => item.moduleRequest.value);
  const dynamic = module.dynamicImports.flatMap(
    (item) => code.slice(item.moduleRequest.start, item.moduleRequest.end).match(/^['"](.+)['"]$/)?.[1] ?? [],
  );
  return [...fixed, ...dynamic].filter((target) => !target.startsWith('.'));
}

describe('the built shell', () => {
  it('is where package.json says', () => {
    expect(existsSync(join(root, manifest.main)), 'out/main is missing: run npm test without arguments, or npm start, to build it').toBe(
      true,
    );
    expect(existsSync(join(root, 'out/main/trainer.js'))).toBe(true);
    expect(existsSync(join(root, 'out/trainer/node-child.cjs'))).toBe(true);
  });

  it('has a preload that a sandbox accepts: one CommonJS file that needs electron alone', () => {
    expect(readdirSync(join(root, 'out/preload')).filter((name) => !name.startsWith('.'))).toEqual(['preload.cjs']);
    const code = readFileSync(join(root, 'out/preload/preload.cjs'), 'utf8');
    expect(code).not.toMatch(/^\s*(import|export)\s/m);
    expect([...code.matchAll(/require\(["'`]([^"'`]+)["'`]\)/g)].map((match) => match[1])).toEqual(['electron']);
    expect([...code.matchAll(/exposeInMainWorld\(["'`](\w+)/g)].map((match) => match[1])).toEqual(['desktop']);
  });

  it('leaves native packages outside the bundle, each among the packed dependencies', () => {
    const files = readdirSync(join(root, 'out/main'), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'));
    const outside = files.flatMap((name) => packagesOf(readFileSync(join(root, 'out/main', name), 'utf8')));
    expect(outside).toContain('better-sqlite3');
    for (const name of outside.filter((target) => !target.startsWith('node:') && target !== 'electron')) {
      const packageName = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/');
      const optional = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];
      expect([...Object.keys(manifest.dependencies), ...optional], name).toContain(packageName);
    }
  });

  it('starts in the order that Electron needs, trains a run in a process of its own, and quits cleanly, though told twice, with a checkpoint', () => {
    const workspace = mkdtempSync(join(tmpdir(), 'ganymede-shell-'));
    try {
      const ran = spawnSync(process.execPath, [join(root, 'main/shell-stand-in.ts'), '--training', '--workspace', workspace], {
        encoding: 'utf8',
        timeout: 280_000,
      });
      expect(ran.stderr).toBe('');
      const seen = JSON.parse(ran.stdout.trim().split('\n').at(-1) ?? '') as {
        page: { status: number; policy: string };
        foreign: number;
        runs: { status: string }[];
        calls: { what: string; with: unknown[] }[];
      };
      const order = seen.calls.map(({ what }) => what);
      const wanted = [
        'protocol.registerSchemesAsPrivileged',
        'app.enableSandbox',
        'app.requestSingleInstanceLock',
        'app.whenReady',
        'main evaluated',
        'ready',
        'protocol.handle',
        'new BrowserWindow',
        'window.loadURL',
        'utilityProcess.fork',
      ];
      expect(order.filter((what, at) => wanted.includes(what) && order.indexOf(what) === at)).toEqual(wanted);
      expect(order.indexOf('session.setPermissionRequestHandler')).toBeLessThan(order.indexOf('window.loadURL'));
      expect(seen.page.status).toBe(200);
      expect(seen.page.policy).toContain("default-src 'none'");
      expect(seen.foreign).toBe(404);
      expect(seen.runs).toMatchObject([{ status: 'finished' }]);
      // The last was in training when it was told to end.
      const store = openStore({ folder: workspace, now: Date.now });
      const ends = store.runs.list(listRuns.parse({})).runs.map((run) => [run.status, store.checkpoints.list(run.id).length > 0]);
      store.close();
      expect(ends.toSorted()).toEqual([
        ['finished', true],
        ['stopped', true],
      ]);
    } finally {
      rmSync(workspace, { recursive: true, force: true });
    }
  });
});

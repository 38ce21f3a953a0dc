import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { openConnection } from './connection.ts';
import { migrations } from './migrations/index.ts';
import { assembleStore, openStore } from './open-store.ts';
import { createRun, recordAll, recordPoints, sampleOf } from './store.fixtures.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-workspace-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});
const open = () => openStore({ folder, now: () => Date.now() });
const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof StudioError) return { code: error.code, sentence: error.message };
    throw error;
  }
  return null;
};

/** A studio's store in a process of its own, running `script` with `store`; resolves with each line it prints. */
function startChild(script: string): { child: ChildProcess; lines: string[]; until(count: number): Promise<void>; gone: Promise<void> } {
  const place = new URL('./open-store.ts', import.meta.url).href;
  const fixtures = new URL('./store.fixtures.ts', import.meta.url).href;
  const program = `import { openStore } from ${JSON.stringify(place)}; import * as fixtures from ${JSON.stringify(fixtures)};
    const store = openStore({ folder: ${JSON.stringify(folder)}, now: () => Date.now() }); ${script}`;
  const child = spawn(process.execPath, ['--expose-gc', '--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  let rest = '';
  let wake = () => {};
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake();
  });
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()));
  async function until(count: number): Promise<void> {
    while (lines.length < count) {
      const ended = await Promise.race([new Promise<false>((resolve) => (wake = () => resolve(false))), gone.then(() => true)]);
      if (ended && lines.length < count) throw new Error(`the child ended after ${lines.length} lines`);
    }
  }
  return { child, lines, until, gone };
}

describe('one studio a workspace', () => {
  it('refuses a second opening in the same process and names the first', () => {
    const store = open();
    expect(codeOf(open)).toMatchObject({ code: 'workspace-locked', sentence: expect.stringContaining(`process ${process.pid}`) });
    store.close();
    open().close();
  });

  it('is held for as long as the process lives, whatever is cleared away in it', async () => {
    // Nothing refers to the store behind these lines.
    const { child, until, gone } = startChild(`setTimeout(() => { gc(); gc(); setImmediate(() => { gc(); console.log('cleared'); }); }, 0);
      setInterval(() => {}, 1000);`);
    await until(1);
    expect(codeOf(open)).toMatchObject({ code: 'workspace-locked' });
    child.kill('SIGKILL');
    await gone;
  });

  it('refuses while another process has it, and takes over at once when that one is killed', async () => {
    const { child, until, gone } = startChild(`console.log('open'); setInterval(() => {}, 1000);`);
    await until(1);
    expect(codeOf(open)).toMatchObject({ code: 'workspace-locked', sentence: expect.stringContaining(`process ${child.pid}`) });
    child.kill('SIGKILL');
    await gone;
    open().close();
  });
});

describe('kill -9', () => {
  it('loses nothing that was acknowledged, whatever the moment', async () => {
    const acknowledged: number[] = [];
    let run = '';
    for (let round = 0; round < 4; round++) {
      const { child, lines, until, gone } = startChild(`
        const run = store.runs.find('#1')?.id ?? fixtures.createRun(store);
        console.log(run);
        let step = store.runs.get(run).step;
        for (;;) {
          const values = Object.fromEntries(Array.from({ length: 20 }, (_, key) => ['s' + key, step]));
          const points = Array.from({ length: 40 }, () => ({ type: 'points', step: ++step, values }));
          fixtures.recordAll(store, run, [...points, fixtures.sampleOf(step, step % 251, 300)]);
          store.tidy();
          console.log(step);
        }`);
      await until(3 + round * 7);
      child.kill('SIGKILL');
      await gone;
      run = lines[0];
      acknowledged.push(...lines.slice(1).map(Number));
    }
    const store = open();
    const last = Math.max(...acknowledged);
    expect(store.runs.get(run)?.step).toBeGreaterThanOrEqual(last);
    const counts = new Set(store.series.list(run).map(({ count }) => count));
    expect(counts.size).toBe(1);
    const steps = [...store.series.points(run, 's7')].map(({ step }) => step);
    expect(steps).toEqual(steps.map((_, index) => index + 1));
    expect(steps.length).toBe(store.runs.get(run)?.step);
    for (const sample of store.samples.list(run)) expect(store.samples.read(sample.id).length).toBeGreaterThan(90_000);
    store.close();
  });
});

describe('versions', () => {
  it('refuses a newer workspace and leaves it as it is', () => {
    open().close();
    const file = join(folder, 'studio.db');
    const database = new Database(file);
    database.pragma(`user_version = ${migrations.length + 1}`);
    database.pragma('journal_mode = DELETE');
    database.close();
    const before = readFileSync(file);
    expect(codeOf(open)).toMatchObject({ code: 'workspace-newer', sentence: expect.stringMatching(/newer Ganymede/) });
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(codeOf(open)?.code, 'the lock is free again').toBe('workspace-newer');
  });

  it.each(migrations.map((_, index) => [index, index + 1]))('migrates version %i to %i', (from, to) => {
    const file = join(folder, 'studio.db');
    const older = new Database(file);
    for (const migration of migrations.slice(0, from)) older.exec(migration.sql);
    older.pragma(`user_version = ${from}`);
    older.exec(migrations[from].sql);
    older.pragma(`user_version = ${to}`);
    older.close();
    const store = open();
    const run = createRun(store);
    recordPoints(store, run, [{ step: 1, values: { loss: 1 } }]);
    store.close();
    const database = new Database(file, { readonly: true });
    expect(database.pragma('user_version', { simple: true })).toBe(migrations.length);
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok');
    database.close();
  });

  it('says so when studio.db is something else', () => {
    writeFileSync(join(folder, 'studio.db'), 'not a database, but long enough to look like a file of some kind');
    expect(codeOf(open)).toMatchObject({ code: 'damaged', sentence: expect.stringMatching(/not a whole SQLite database/) });
  });
});

describe('a workspace that is taken away while it is open', () => {
  it.each(['moved', 'exchanged'])('takes nothing more while it is %s, and goes on when it is back', (how) => {
    const store = open();
    const run = createRun(store);
    recordPoints(store, run, [{ step: 1, values: { loss: 1 } }]);
    renameSync(folder, `${folder}-away`);
    if (how === 'exchanged') {
      mkdirSync(folder);
      writeFileSync(join(folder, 'studio.db'), 'another');
    }
    expect(store.isThere()).toBe(false);
    const record = () => recordPoints(store, run, [{ step: 2, values: { loss: 2 } }]);
    expect(codeOf(record)).toMatchObject({ code: 'workspace-away', sentence: expect.stringContaining(folder) });
    rmSync(folder, { recursive: true, force: true });
    renameSync(`${folder}-away`, folder);
    record();
    expect([...store.series.points(run, 'loss')].map(({ value }) => value)).toEqual([1, 2]);
    store.close();
  });
});

describe('a damaged database', () => {
  it('is said to be damaged wherever it is met, with what to do', () => {
    const before = open();
    const run = createRun(before);
    recordPoints(
      before,
      run,
      Array.from({ length: 3000 }, (_, step) => ({ step, values: { loss: step } })),
    );
    while (before.tidy());
    before.close();
    const file = join(folder, 'studio.db');
    const bytes = readFileSync(file);
    const pages = bytes.length / 8192;
    // The first page is what the file is known by; all others hold what was recorded.
    for (let page = 1; page < pages; page++) bytes.fill(0x5a, page * 8192, (page + 1) * 8192);
    writeFileSync(file, bytes);
    expect(codeOf(open)).toMatchObject({ code: 'damaged', sentence: expect.stringMatching(/damaged.*Copy the folder.*recover/) });
  });

  it('is no fault of the studio where it is read', () => {
    const connection = openConnection({ folder, file: join(folder, 'studio.db'), now: () => 1 });
    const store = assembleStore(connection, () => {});
    const run = createRun(store);
    recordPoints(
      store,
      run,
      Array.from({ length: 3000 }, (_, step) => ({ step, values: { loss: step } })),
    );
    while (store.tidy());
    connection.sql('UPDATE chunk SET points = zeroblob(9)').run();
    connection.sql('UPDATE pyramid SET nodes = zeroblob(9)').run();
    const again = assembleStore(connection, () => {});
    expect(codeOf(() => [...again.series.points(run, 'loss')])).toMatchObject({ code: 'damaged' });
    store.close();
  });
});

describe('a full disk', () => {
  it('is a sentence, and leaves nothing half-written', () => {
    const connection = openConnection({ folder, file: join(folder, 'studio.db'), now: () => 1 });
    const store = assembleStore(connection, () => {});
    const run = createRun(store);
    recordPoints(store, run, [{ step: 1, values: { loss: 1 } }]);
    connection.pragma(`max_page_count = ${Number(connection.pragma('page_count')) + 3}`);
    let step = 1;
    const fill = () => {
      for (;;) {
        recordAll(store, run, [
          { type: 'points', step: step + 1, values: { loss: step } },
          sampleOf(step + 1, step % 251, 100 + (step % 7)),
        ]);
        step++;
      }
    };
    expect(codeOf(fill)).toMatchObject({ code: 'disk-full', sentence: expect.stringMatching(/full.*Free some space/) });
    expect(store.series.list(run)).toMatchObject([{ count: step, lastStep: step }]);
    expect(store.samples.list(run)).toHaveLength(step - 1);
    expect(store.runs.get(run)?.step).toBe(step);
    connection.pragma('max_page_count = 1000000');
    recordPoints(store, run, [{ step: step + 1, values: { loss: 1 } }]);
    expect([...store.series.points(run, 'loss')].map((point) => point.step)).toEqual(
      Array.from({ length: step + 1 }, (_, index) => index + 1),
    );
    store.close();
  });
});

import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkpointName } from '../../shared/checkpoint-format.ts';
import '../property-seed.ts';
import { openStore } from './open-store.ts';
import { addCheckpoint, createRun, recordPoints, writeCheckpointOf } from './store.fixtures.ts';
import type { Store } from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ganymede-take-in-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const open = () => openStore({ folder, now: () => 1 });
const stepsOf = (store: Store, run: string) => store.checkpoints.list(run).map(({ step, state }) => `${step} ${state}`);
const sentences = (store: Store) => store.notices.list().map(({ sentence }) => sentence);

function reachedBy(store: Store, step: number): string {
  const run = createRun(store);
  recordPoints(store, run, [{ step, values: { loss: 1 } }]);
  return run;
}

describe('checkpoints whose folder is away', () => {
  it('stay in the list, said to be missing, and are there again when it comes back, even while the studio is open', () => {
    const before = open();
    const run = reachedBy(before, 12);
    for (const step of [4, 8, 12]) addCheckpoint(before, run, step);
    before.close();
    const root = join(folder, 'checkpoints');
    renameSync(root, join(folder, 'disk'));
    const without = open();
    expect(stepsOf(without, run)).toEqual(['4 missing', '8 missing', '12 missing']);
    expect(sentences(without)).toEqual([
      expect.stringMatching(/^All 3 checkpoints of one run are not in .*checkpoints\. Nothing was forgotten/),
    ]);
    rmSync(root, { recursive: true });
    renameSync(join(folder, 'disk'), root);
    expect(stepsOf(without, run)).toEqual(['4 there', '8 there', '12 there']);
    without.look();
    expect(sentences(without)).toEqual([]);
    without.close();
  });

  it.each(['a link to nothing', 'a file'])('do not keep the workspace from opening where %s stands in its place', (what) => {
    const before = open();
    const run = reachedBy(before, 12);
    addCheckpoint(before, run, 4);
    before.close();
    const root = join(folder, 'checkpoints');
    rmSync(root, { recursive: true });
    if (what === 'a file') writeFileSync(root, 'in the way');
    else symlinkSync(join(folder, 'unplugged'), root);
    const store = open();
    expect(stepsOf(store, run)).toEqual(['4 missing']);
    expect(() => store.checkpoints.folder(run)).toThrow(what === 'a file' ? /checkpoints/ : /is a link to .*unplugged, which is not there/);
    store.close();
  });

  it.each(['a link to nothing', 'a file'])('keep the rows of runs that were removed long ago, where %s stands in its place', (what) => {
    const store = open();
    const run = reachedBy(store, 12);
    addCheckpoint(store, run, 4);
    store.runs.remove(run);
    const root = join(folder, 'checkpoints');
    renameSync(root, join(folder, 'disk'));
    if (what === 'a file') writeFileSync(root, 'in the way');
    else symlinkSync(join(folder, 'unplugged'), root);
    expect(store.runs.purge(Number.MAX_SAFE_INTEGER)).toBe(0);
    expect(stepsOf(store, run)).toEqual(['4 missing']);
    rmSync(root);
    renameSync(join(folder, 'disk'), root);
    expect(store.runs.purge(Number.MAX_SAFE_INTEGER)).toBe(1);
    expect(readdirSync(root)).toEqual([]);
    store.close();
  });

  // A superuser deletes everything.
  it.skipIf(process.getuid?.() === 0)('that can’t be deleted keep the rows of their run, and no other', () => {
    const store = open();
    const [stuck, free] = [reachedBy(store, 4), reachedBy(store, 4)];
    for (const run of [stuck, free]) {
      addCheckpoint(store, run, 4);
      store.runs.remove(run);
    }
    chmodSync(store.checkpoints.folder(stuck), 0o500);
    expect(store.runs.purge(Number.MAX_SAFE_INTEGER)).toBe(1);
    expect(stepsOf(store, stuck)).toEqual(['4 there']);
    expect(store.runs.get(free)).toBeNull();
    chmodSync(store.checkpoints.folder(stuck), 0o700);
    store.close();
  });

  it('are not deleted by a change that is taken back, only by one that is kept', () => {
    const store = open();
    const run = reachedBy(store, 12);
    for (const step of [4, 8, 12]) addCheckpoint(store, run, step);
    const refused = () =>
      store.together(() => {
        store.series.truncate(run, 4);
        throw new Error('no room');
      });
    expect(refused).toThrow('no room');
    expect(stepsOf(store, run)).toEqual(['4 there', '8 there', '12 there']);
    store.together(() => store.series.truncate(run, 4));
    expect(stepsOf(store, run)).toEqual(['4 there']);
    expect(readdirSync(store.checkpoints.folder(run))).toEqual([checkpointName(4)]);
    store.close();
  });

  it('are not let go by the retention setting, and do not count', () => {
    const store = open();
    const run = reachedBy(store, 30);
    const files = [1, 2, 3].map((step) => addCheckpoint(store, run, step));
    for (const file of files) renameSync(file, join(folder, basename(file)));
    for (const step of [4, 5, 6]) addCheckpoint(store, run, step, 2);
    expect(stepsOf(store, run)).toEqual(['1 missing', '2 missing', '3 missing', '5 there', '6 there']);
    for (const file of files) renameSync(join(folder, basename(file)), file);
    addCheckpoint(store, run, 7, 2);
    expect(stepsOf(store, run)).toEqual(['6 there', '7 there']);
    store.close();
  });

  it('that turned out damaged do not push whole ones out', () => {
    const store = open();
    const run = reachedBy(store, 30);
    for (const step of [1, 2, 3]) addCheckpoint(store, run, step);
    expect(store.checkpoints.judge(store.checkpoints.at(run, 3)!.id, 'another hash')).toBe(false);
    addCheckpoint(store, run, 4, 2);
    expect(stepsOf(store, run)).toEqual(['2 there', '3 damaged', '4 there']);
    store.close();
  });
});

describe('files without a row', () => {
  it('are taken in where all up to their step was recorded, else left for the run that comes by again', () => {
    const before = open();
    const run = reachedBy(before, 10);
    writeCheckpointOf(before, run, 10);
    writeCheckpointOf(before, run, 12);
    before.close();
    const after = open();
    expect(stepsOf(after, run)).toEqual(['10 there']);
    expect(after.log.list(run, 0, 9).map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/step 10 was found without a record/),
    ]);
    expect(readdirSync(after.checkpoints.folder(run)).sort()).toEqual([checkpointName(10), checkpointName(12)]);
    expect(addCheckpoint(after, run, 12)).toContain(checkpointName(12));
    after.close();
  });

  it('of a run that the workspace does not know are left and said; what else lies there is nobody’s business', () => {
    const before = open();
    const stranger = before.checkpoints.folder('abcdefgh23');
    before.close();
    const files = [
      join(stranger, checkpointName(1)),
      join(folder, 'checkpoints', '.DS_Store'),
      join(folder, 'checkpoints', 'mine', 'a.txt'),
    ];
    mkdirSync(join(folder, 'checkpoints', 'mine'));
    for (const file of files) writeFileSync(file, 'x');
    const store = open();
    expect(files.filter((file) => existsSync(file))).toEqual(files);
    expect(sentences(store)).toEqual([`${stranger} holds 1 checkpoint of a run that this workspace does not know.`]);
    store.close();
  });

  it('that can’t be read are said and left where they are: they may be read another day', () => {
    const before = open();
    const run = reachedBy(before, 10);
    const file = join(before.checkpoints.folder(run), checkpointName(4));
    // A folder opens as a file does, and refuses to be read, whoever asks.
    symlinkSync(folder, file);
    writeCheckpointOf(before, run, 8);
    before.close();
    const store = open();
    expect(lstatSync(file).isSymbolicLink()).toBe(true);
    expect(sentences(store)).toEqual([expect.stringMatching(/step-0*4\.safetensors can't be read now and is left where it is \(EISDIR/)]);
    expect(stepsOf(store, run)).toEqual(['8 there']);
    store.close();
  });

  it('half-written ones are kept until a later whole one is recorded', () => {
    const before = open();
    const run = reachedBy(before, 10);
    const place = before.checkpoints.folder(run);
    const halves = [4, 8].map((step) => join(place, `${checkpointName(step)}.4711.tmp`));
    for (const half of halves) writeFileSync(half, 'half');
    before.close();
    const store = open();
    expect(halves.map((half) => existsSync(half))).toEqual([true, true]);
    addCheckpoint(store, run, 5);
    expect(halves.map((half) => existsSync(half))).toEqual([false, true]);
    store.close();
  });

  it('one of the step that was just recorded stays: its trainer may be asked for it once more, and be writing it', () => {
    const store = open();
    const run = reachedBy(store, 10);
    const half = join(store.checkpoints.folder(run), `${checkpointName(5)}.4711.tmp`);
    writeFileSync(half, 'half');
    addCheckpoint(store, run, 5);
    expect(existsSync(half)).toBe(true);
    store.close();
  });
});

const kinds = ['whole', 'cut', 'foreign', 'link', 'stray'] as const;
const scene = fc.record({
  reached: fc.integer({ min: 1, max: 9 }),
  rows: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
  away: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }),
  found: fc.uniqueArray(fc.record({ step: fc.integer({ min: 1, max: 9 }), kind: fc.constantFrom(...kinds) }), {
    maxLength: 5,
    selector: ({ step }) => step,
  }),
});

it('forgets no row and loses no byte, whatever is there, away or damaged', () => {
  fc.assert(
    fc.property(scene, ({ reached, rows, away, found }) => {
      rmSync(folder, { recursive: true });
      const before = open();
      const run = reachedBy(before, reached);
      const place = before.checkpoints.folder(run);
      for (const step of rows) addCheckpoint(before, run, step);
      for (const step of away) rmSync(join(place, checkpointName(step)), { force: true });
      for (const { step, kind } of found.filter((file) => !rows.includes(file.step))) put(before, run, step, kind);
      before.close();
      const contents = contentsUnder(place);

      const store = open();
      const listed = store.checkpoints.list(run);
      expect(contentsUnder(place)).toEqual(contents);
      const taken = found.filter(({ step, kind }) => kind === 'whole' && step <= reached && !rows.includes(step)).map(({ step }) => step);
      expect(listed.map(({ step }) => step)).toEqual([...rows, ...taken].sort((a, b) => a - b));
      for (const { step, state } of listed) expect(state).toBe(rows.includes(step) && away.includes(step) ? 'missing' : 'there');
      const log = store.log.list(run, 0, 99);
      store.close();
      const again = open();
      expect(again.checkpoints.list(run)).toEqual(listed);
      expect(again.log.list(run, 0, 99)).toEqual(log);
      expect(contentsUnder(place)).toEqual(contents);
      again.close();
    }),
    { numRuns: 15 },
  );
});

function put(store: Store, run: string, step: number, kind: (typeof kinds)[number]): void {
  const place = store.checkpoints.folder(run);
  if (kind === 'stray') writeFileSync(join(place, `notes ${step}.txt`), `notes ${step}`);
  else if (kind === 'link') symlinkSync(join(folder, 'unplugged'), join(place, checkpointName(step)));
  else {
    const file = writeCheckpointOf(store, run, step, kind === 'foreign' ? { seed: 4711 } : {});
    if (kind === 'cut') truncateSync(file, readFileSync(file).length - step);
  }
}

/** What every file holds, wherever it lies now; a link counts by its name. */
function contentsUnder(place: string): string[] {
  const files = readdirSync(place, { recursive: true, withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return files
    .map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return lstatSync(file).isSymbolicLink() ? name : readFileSync(file).toString('hex');
    })
    .sort();
}

import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Desk, RunPart } from '../../importer.ts';
import { openForeignDatabase } from '../../store/foreign-database.ts';
import { mlflow } from '../mlflow.ts';
import { plainValue } from '../reading/plain-value.ts';
import { readAll, told } from '../reading/read-in-test.ts';

/** Written by one script through three stores of MLflow 2.22 and 3.17; `expected.json` is what MLflow itself reads back. */
const fixtures = join(import.meta.dirname, 'fixtures');
const desk = { openDatabase: (file) => openForeignDatabase(file) } as Desk;

interface ExpectedRun {
  info: { run_id: string; run_name: string; status: string; lifecycle_stage: string; start_time: number };
  params: Record<string, string>;
  tags: Record<string, string>;
  history: Record<string, [step: number, time: number, value: number | string][]>;
  artifacts: Record<string, number>;
}
const status: Record<string, string> = { FINISHED: 'finished', FAILED: 'failed', KILLED: 'stopped', RUNNING: 'interrupted' };
const byTime = (a: number[], b: number[]) => a[1] - b[1] || a[0] - b[0] || a[2] - b[2];
/** Its SQL store writes infinity as the largest number. */
const figure = (value: number | string) => {
  const number = Number(value);
  return Math.abs(number) === Number.MAX_VALUE ? Math.sign(number) * Number.POSITIVE_INFINITY : number;
};

describe.each(['mlruns-2.22', 'sqlite-2.22', 'sqlite-3'])('%s', (store) => {
  const { experiments } = JSON.parse(readFileSync(join(fixtures, store, 'expected.json'), 'utf8'));
  const all: (ExpectedRun & { experiment: string; stage: string })[] = experiments.flatMap(
    ({ runs, name, lifecycle_stage: stage }: { runs: ExpectedRun[]; name: string; lifecycle_stage: string }) =>
      runs.map((run) => ({ ...run, experiment: name, stage })),
  );

  it('every run that is not deleted, with all that MLflow reads', async () => {
    const found = await mlflow.look(join(fixtures, store), desk);
    const active = all.filter(({ info, stage }) => info.lifecycle_stage === 'active' && stage === 'active');
    expect(found!.runs.map(({ key }) => key).sort()).toEqual(active.map(({ info }) => info.run_id).sort());
    expect(found!.leftOut.filter(({ why }) => /is deleted in MLflow/.test(why))).toHaveLength(2);
    const read = new Map((await readAll(mlflow, join(fixtures, store), desk)).map((run) => [run.name, run]));
    for (const expected of active) {
      const run = read.get(expected.info.run_name)!;
      expect([...run.points.keys()].sort()).toEqual(Object.keys(expected.history).sort());
      for (const [key, history] of Object.entries(expected.history)) {
        const said = run.points.get(key)!.map(({ step, time, value }) => [step, time, value]);
        const wanted = history.map(([step, time, value]) => [step, time, figure(value)]);
        expect(said.sort(byTime), key).toEqual(wanted.sort(byTime));
      }
      for (const [key, value] of Object.entries(expected.params)) expect(run.params[key]).toEqual(plainValue(value));
      expect(run.params['mlflow.experiment']).toBe(expected.experiment);
      expect(run.facts).toMatchObject({
        name: expected.info.run_name,
        status: status[expected.info.status],
        startedAt: expected.info.start_time,
      });
      expect(run.facts.notes).toBe(expected.tags['mlflow.note.content']);
      for (const [key, value] of Object.entries(expected.tags).filter(([tag]) => !tag.startsWith('mlflow.'))) {
        expect(run.facts.tags).toContain(`${key}: ${value}`);
      }
      const files = Object.keys(expected.artifacts);
      const kept = run.parts.flatMap((part) => (part.type === 'artifact' ? [part.path] : []));
      const inModels = kept.filter((path) => !files.includes(path));
      expect(inModels.every((path) => path.startsWith('model/'))).toBe(true);
      expect(kept.filter((path) => files.includes(path)).sort()).toEqual(files.filter((path) => !/^images\/.*step/.test(path)).sort());
    }
  });

  it('logged images are pictures at their steps, under the names that they were given', async () => {
    const run = (await readAll(mlflow, join(fixtures, store), desk)).find(({ name }) => name === 'artifacts')!;
    const pictures = run.parts.flatMap((part) => (part.type === 'pictures' ? [`${part.probe} ${part.step}`] : []));
    expect(pictures.sort()).toEqual(['gen/fake 64 7', 'samples 0', 'samples 100', 'samples 200']);
    expect(run.facts.dataset).toBe('mnist');
  });
});

it('a store, an experiment, a run or the file itself may be named', async () => {
  const root = join(fixtures, 'mlruns-2.22/mlruns');
  const count = async (path: string) => (await mlflow.look(path, desk))?.runs.length ?? 0;
  expect(await count(root)).toBe(await count(join(root, '559055085207744631')));
  expect(await count(join(root, '559055085207744631/40aa2c3515f344619be8027e4db9294c'))).toBe(1);
  expect(await count(join(fixtures, 'sqlite-3/mlflow.db'))).toBe(8);
  expect(await count(fixtures)).toBe(24);
  expect(await mlflow.look(import.meta.filename, desk)).toBeNull();
});

/** A run of the file store, in a folder of its own. */
function runFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-mlflow-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const inner of ['metrics', 'artifacts']) mkdirSync(join(folder, inner));
  writeFileSync(join(folder, 'meta.yaml'), 'artifact_uri: x\nrun_id: 0123456789abcdef0123456789abcdef\nrun_name: one\nstatus: 3\n');
  return folder;
}

async function readOn(folder: string, position: unknown): Promise<RunPart[]> {
  const [run] = (await mlflow.look(folder, desk))!.runs;
  const parts: RunPart[] = [];
  for await (const part of mlflow.read(run, JSON.parse(JSON.stringify(position)), desk)) parts.push(part);
  return parts;
}

it('metrics and files may have any name', async () => {
  const folder = runFolder();
  const names = ['__proto__', 'constructor', 'valueOf'];
  for (const name of names) {
    writeFileSync(join(folder, 'metrics', name), '1700000000000 0.5 0\n');
    writeFileSync(join(folder, 'artifacts', name), 'x');
  }
  const [run] = await readAll(mlflow, folder);
  expect([...run.points.keys()]).toEqual(names);
  appendFileSync(join(folder, 'metrics', 'constructor'), '1700000000000 0.25 1\n');
  const more = await readOn(folder, run.position);
  expect([...told(more).points].map(([name, points]) => [name, points.map(({ step }) => step)])).toEqual([['constructor', [1]]]);
  expect(more.filter(({ type }) => type === 'artifact')).toEqual([]);
});

it('many files and pictures come with positions in between, from where reading goes on', async () => {
  const folder = runFolder();
  mkdirSync(join(folder, 'artifacts', 'images'));
  for (let at = 0; at < 150; at += 1) writeFileSync(join(folder, 'artifacts', `file-${at}`), 'x');
  const picture = (at: number) => `artifacts/images/sample%step%${at}%timestamp%0%${at}.png`;
  for (let at = 0; at < 8; at += 1) writeFileSync(join(folder, picture(at)), Buffer.alloc(100_000));
  const parts = await readOn(folder, null);
  const stretches = parts
    .map(({ type }) => (type === 'position' ? '|' : type === 'artifact' ? 'a' : type === 'pictures' ? 'p' : ''))
    .join('');
  expect(stretches).toMatch(/^(a{1,100}\|)+a*p{1,3}\|(p{1,3}\|)*p*\|$/);
  const kept = (some: RunPart[]) => some.flatMap((part) => (part.type === 'artifact' ? [part.path] : []));
  const cut = parts.findIndex(({ type }) => type === 'position');
  const rest = await readOn(folder, (parts[cut] as Extract<RunPart, { type: 'position' }>).position);
  expect(kept(rest)).toEqual(kept(parts.slice(cut)));
});

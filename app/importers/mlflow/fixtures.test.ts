import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../importer.ts';
import { openForeignDatabase } from '../../store/foreign-database.ts';
import { mlflow } from '../mlflow.ts';
import { plainValue } from '../reading/plain-value.ts';
import { readAll } from '../reading/read-in-test.ts';

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

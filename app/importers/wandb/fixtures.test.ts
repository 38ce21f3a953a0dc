import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { flatParams } from '../../../shared/flat-params.ts';
import type { Desk } from '../../importer.ts';
import { type ReadRun, readAll } from '../reading/read-in-test.ts';
import { wandb } from '../wandb.ts';
import { systemSeriesOf } from './system-series.ts';

/** Written by wandb 0.31 (Go writer) and 0.16 (Python writer); `expected.json` is what wandb's own reader finds in each file. */
const fixtures = join(import.meta.dirname, 'fixtures');

interface Expected {
  records: Record<string, number>;
  history: { step: number | null; items: Record<string, unknown> }[];
  config: Record<string, unknown>;
  summary: Record<string, unknown>;
  stats: number;
  statsKeys: string[];
  run: { config: Record<string, unknown>; display_name: string; tags?: string[]; notes?: string } | null;
  exit: { exit_code?: number } | null;
}

type Told = [step: number, value: number];
const number = (value: unknown) => (typeof value === 'string' ? Number(value) : Number(value));
const isFigure = (value: unknown) =>
  ['number', 'boolean'].includes(typeof value) || ['NaN', 'Infinity', '-Infinity'].includes(String(value));

function figures(expected: Expected): Map<string, Told[]> {
  const all = new Map<string, Told[]>();
  const put = (key: string, step: number, value: unknown) => {
    if (isFigure(value)) all.set(key, [...(all.get(key) ?? []), [step, number(value)]]);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('_type' in value)) {
      for (const [name, one] of Object.entries(value)) put(`${key}.${name}`, step, one);
    }
  };
  for (const { items } of expected.history) {
    for (const [key, value] of Object.entries(items)) {
      if (!['_step', '_runtime', '_timestamp'].includes(key)) put(key, items._step as number, value);
    }
  }
  return all;
}

const named = (key: string) => (key === '' ? '(no name)' : key);
const told = (run: ReadRun, key: string) => run.points.get(named(key))?.map(({ step, value }): Told => [step, value]);
const typed = (expected: Expected, type: RegExp) =>
  expected.history.flatMap(({ items }) => Object.values(items)).filter((value) => type.test(String((value as { _type?: string })?._type)));

describe.each(['wandb-0.31', 'wandb-0.16'])('%s', (version) => {
  const files = JSON.parse(readFileSync(join(fixtures, version, 'expected.json'), 'utf8')).runs as Record<string, Expected>;

  it.each(Object.keys(files))('%s is what wandb reads', async (file) => {
    const expected = files[file];
    const [run] = await readAll(wandb, join(fixtures, version, file));
    const wanted = figures(expected);
    for (const [key, points] of wanted) expect(told(run, key), key).toEqual(points);
    // Beside them, only what was measured of the machine and what was set in the summary by hand.
    const beyond = [...run.points.keys()].filter((key) => !wanted.has(key) && key !== named('') && !key.startsWith('system/'));
    for (const key of beyond) expect(expected.summary).toHaveProperty(key.split('.')[0]);
    expect([...run.points.keys()].filter((key) => key.startsWith('system/')).sort()).toEqual(
      expected.statsKeys.map((key) => systemSeriesOf([key]).key).sort(),
    );
    const times = expected.history.map(({ items }) => (items._timestamp as number) * 1000);
    for (const points of [...run.points].flatMap(([key, all]) => (wanted.has(key) ? all : []))) expect(times).toContain(points.time);
    expect(run.parts.filter(({ type }) => type === 'distribution')).toHaveLength(typed(expected, /^histogram$/).length);
    expect(run.parts.filter(({ type }) => type === 'sound')).toHaveLength(typed(expected, /^audio-file$/).length);
    expect(run.parts.filter(({ type }) => type === 'table')).toHaveLength(typed(expected, /^table-file$/).length);
    expect(run.parts.filter(({ type }) => type === 'pictures')).toHaveLength(
      typed(expected, /^(image-file|images\/separated|video-file)$/).length,
    );
    const config = { ...expected.run?.config, ...expected.config };
    delete config._wandb;
    for (const [key, value] of Object.entries(flatParams(config))) expect(run.params).toHaveProperty([key], value);
    if (expected.run === null) return;
    expect(run.facts.name).toBe(expected.run.display_name);
    expect(run.facts.tags).toEqual(expected.run.tags);
    expect(run.facts.status).toBe(expected.exit === null ? 'interrupted' : expected.exit.exit_code ? 'failed' : 'finished');
  });
});

it('one id in two folders is one run, and a run that is read on goes on', async () => {
  const runs = await readAll(wandb, join(fixtures, 'wandb-0.31'));
  const resumed = runs.filter(({ facts }) => facts.name === 'resumed');
  expect(resumed).toHaveLength(1);
  expect(told(resumed[0], 'loss')).toEqual(Array.from({ length: 10 }, (_, at) => [at, at < 5 ? at : 95 + at]));
  expect(resumed[0].facts.status).toBe('finished');
});

it('the link to the latest run doubles nothing, wherever it leads, and files come in the order of their times', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'ganymede-wandb-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const [first, second] = ['run-20261130_122959-resume01', 'offline-run-20261130_123011-resume01'];
  for (const name of [first, second]) {
    cpSync(join(fixtures, 'wandb-0.31', `offline-${name.replace('offline-', '')}`), join(folder, name), { recursive: true });
    mkdirSync(join(folder, name, 'files'), { recursive: true });
    writeFileSync(join(folder, name, 'files', 'config.yaml'), `name: ${name}\n`);
  }
  const link = join(folder, 'latest-run');
  symlinkSync(second, link);
  const [run, ...others] = await readAll(wandb, folder);
  expect([told(run, 'loss'), others]).toEqual([Array.from({ length: 10 }, (_, at) => [at, at < 5 ? at : 95 + at]), []]);
  rmSync(link);
  symlinkSync(first, link);
  const [again] = (await wandb.look(folder, {} as Desk))!.runs;
  for await (const part of wandb.read(again, run.position, {} as Desk)) expect(['facts', 'position']).toContain(part.type);
  const [linked] = await readAll(wandb, link);
  expect(told(linked, 'loss')).toEqual(told(run, 'loss')!.slice(0, 5));
  expect((await wandb.look(join(link, 'run-resume01.wandb'), {} as Desk))!.runs[0].files).toEqual([again.files[0]]);
});

it('a value set in the summary by hand is a point at the end', async () => {
  const [run] = await readAll(wandb, join(fixtures, 'wandb-0.16/offline-run-20261130_123037-basic001'));
  expect(told(run, 'best')).toEqual([[59, 0.25]]);
  expect(told(run, 'deep.x.y')).toEqual([[59, 1]]);
});

it('captions come as text, and what has no place is said', async () => {
  const folder = dirname(
    Object.keys(JSON.parse(readFileSync(join(fixtures, 'wandb-0.31/expected.json'), 'utf8')).runs).find((name) => name.includes('media'))!,
  );
  const [run] = await readAll(wandb, join(fixtures, 'wandb-0.31', folder));
  expect(run.parts).toContainEqual({ type: 'text', probe: 'sample (captions)', step: 0, texts: ['real 字'] });
  expect(run.leftOut.map(({ what }) => what)).toEqual(expect.arrayContaining(['boxes of boxes', 'masks of masks']));
  expect(run.parts).toContainEqual(expect.objectContaining({ type: 'artifact', path: expect.stringMatching(/^media\/html\//) }));
});

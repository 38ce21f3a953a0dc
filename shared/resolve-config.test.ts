import { test as propertyTest, fc } from '@fast-check/vitest';
import { describe, expect, test } from 'vitest';
import type { Catalogue } from './catalogue.ts';
import { configDifference, setByPath } from './config-paths.ts';
import type { ParamSpec, ParamValue } from './params.ts';
import { resolveConfig } from './resolve-config.ts';
import type { RunConfig } from './run-config.ts';

function spec(key: string, value: ParamValue, rest: Partial<ParamSpec>): ParamSpec {
  const source = { kind: 'ours', text: 'a test' } as const;
  const presets = { small: { value, source }, paper: { value, source } };
  return { key, label: key, group: 'game', help: '', type: 'number', presets, ...rest };
}
const source = { kind: 'ours', text: 'a test' } as const;
function series(key: string) {
  return { key, label: key, unit: '', help: '', better: null };
}
const catalogue: Catalogue = {
  version: '0',
  metrics: [
    { name: 'mmd2', series: [], accepts: ['points'], judges: 'samples', definition: '' },
    { name: 'w1', series: [series('w1')], accepts: ['points'], judges: 'samples', definition: '' },
    { name: 'fid', series: [series('fid')], accepts: ['pictures'], follows: 'featuresEvery', judges: 'samples', definition: '' },
    { name: 'bits', series: [series('bits/*')], accepts: ['points'], judges: 'model', definition: '' },
    { name: 'training', series: ['loss/*', '*/slope', 'critic/estimate'].map(series), accepts: ['points', 'pictures'], definition: '' },
  ],
  probes: [],
  health: [],
  examples: [],
  sweeps: [],
  recipes: [
    {
      name: 'wgan-gp',
      title: '',
      purpose: '',
      idea: '',
      paper: { authors: '', title: '', year: 2017, arxiv: null },
      family: 'adversarial',
      formulas: [],
      accepts: ['points', 'pictures'],
      players: ['critic', 'generator'],
      params: [
        spec('lambda', 10, { min: 0, max: 1000 }),
        spec('rate', 1e-4, { min: 0, max: 1, minExclusive: true, presetsFor: { pictures: pair(2e-4, 1e-4) } }),
        spec('criticSteps', 5, { type: 'integer', min: 1, max: 100 }),
        spec('width', 64, { type: 'integer', onlyFor: 'points' }),
        spec('centred', false, { type: 'boolean' }),
      ],
    },
    {
      name: 'slow',
      title: '',
      purpose: '',
      idea: '',
      paper: { authors: '', title: '', year: 2016, arxiv: null },
      family: 'autoregressive',
      formulas: [],
      accepts: ['points'],
      players: [],
      params: [],
      recording: { featuresEvery: 0, samplesEvery: 500 },
    },
  ],
  datasets: [
    {
      name: 'ring8',
      title: '',
      purpose: '',
      kind: 'points',
      fromDisk: false,
      params: [spec('deviation', 0.02, { min: 0, minExclusive: true })],
    },
    {
      name: 'digits',
      title: '',
      purpose: '',
      kind: 'pictures',
      fromDisk: false,
      params: [spec('size', '28', { type: 'choice', choices: ['16', '28', '32'].map((value) => ({ value, label: value })) })],
    },
  ],
};
function pair(small: number, paper: number) {
  return { small: { value: small, source }, paper: { value: paper, source } };
}
function resolved(input: unknown): RunConfig {
  const resolution = resolveConfig(catalogue, input);
  if ('issues' in resolution) throw new Error(JSON.stringify(resolution.issues));
  return resolution.config;
}
function issues(input: unknown) {
  const resolution = resolveConfig(catalogue, input);
  return 'issues' in resolution ? resolution.issues : [];
}

describe('resolveConfig', () => {
  test('takes a stop rule in either form, and says which key of which form is wrong', () => {
    const common = { recipe: 'wgan-gp', dataset: 'ring8' };
    expect(resolved({ ...common, stop: { series: 'w1', is: 'below', value: 0.2 } }).stop).toEqual({
      series: 'w1',
      is: 'below',
      value: 0.2,
      times: 1,
    });
    expect(resolved({ ...common, stop: { test: 'mmd2' } }).stop).toEqual({ test: 'mmd2', kernel: 'mixture', level: 0.1, times: 3 });
    expect(issues({ ...common, stop: { test: 'mmd2', level: 2 } })[0]).toMatchObject({
      path: 'stop.level',
      message: 'stop.level is 2; it takes at most 0.5.',
    });
    expect(issues({ ...common, stop: { test: 'mmd2', series: 'w1' } })[0].message).toBe('There is no key stop.series.');
    expect(issues({ ...common, stop: { test: 'ks' } })[0].message).toBe('stop.test is "ks"; it takes mmd2, health, or is left out.');
    expect(issues({ ...common, stop: { series: 'w1', is: 'under', value: 1 } })[0].path).toBe('stop.is');
  });

  test('refuses a test that would never be made', () => {
    const stop = { test: 'mmd2' };
    expect(issues({ recipe: 'wgan-gp', dataset: 'digits', stop })[0]).toMatchObject({ path: 'stop.test', allowed: 'points' });
    const never = { recipe: 'wgan-gp', dataset: 'ring8', stop, recording: { metricsEvery: 0 } };
    expect(issues(never)[0]).toMatchObject({ path: 'recording.metricsEvery', allowed: 'more than 0' });
  });

  test('refuses a rule on a series that is never recorded', () => {
    const on = (of: string, more: object = {}) => ({
      recipe: 'wgan-gp',
      dataset: 'ring8',
      stop: { series: of, is: 'below', value: 1 },
      ...more,
    });
    for (const known of ['w1', 'loss/generator', 'critic/estimate', 'critic/slope']) expect(issues(on(known))).toEqual([]);
    expect(issues(on('loss/generatr'))).toEqual([
      {
        path: 'stop.series',
        message: 'There is no series loss/generatr with recipe wgan-gp, so the stop rule would never hold. Did you mean loss/generator?',
        allowed: 'w1, loss/critic, loss/generator, critic/estimate',
      },
    ]);
    expect(issues(on('criic/slope'))[0]).toMatchObject({ path: 'stop.series' });
    expect(issues(on('w1', { dataset: 'digits' }))[0].message).toMatch(/w1 is measured on points, and dataset digits is pictures/);
    expect(issues(on('w1', { recording: { metricsEvery: 0 } }))[0]).toMatchObject({ path: 'recording.metricsEvery' });
    expect(issues(on('loss/critic', { recording: { metricsEvery: 0 } }))).toEqual([]);
  });

  test('refuses a rule on a series whose interval is 0', () => {
    const pathsOf = (recipe: string, dataset: string, of: string, recording: object) =>
      issues({ recipe, dataset, stop: { series: of, is: 'below', value: 1 }, recording }).map(({ path }) => path);
    expect(pathsOf('wgan-gp', 'digits', 'fid', {})).toEqual([]);
    expect(pathsOf('wgan-gp', 'digits', 'fid', { featuresEvery: 0 })).toEqual(['recording.featuresEvery']);
    expect(pathsOf('wgan-gp', 'digits', 'fid', { metricsEvery: 0 })).toEqual(['recording.metricsEvery']);
    expect(pathsOf('wgan-gp', 'ring8', 'w1', { featuresEvery: 0 })).toEqual([]);
    expect(pathsOf('slow', 'ring8', 'w1', {})).toEqual(['recording.featuresEvery']);
    expect(pathsOf('slow', 'ring8', 'w1', { featuresEvery: 500 })).toEqual([]);
    expect(pathsOf('slow', 'ring8', 'bits/dimension', {})).toEqual([]);
  });

  test.each(['', ' ', 'two\nlines', '\u001b[31mred'])('refuses the name %j', (name) => {
    expect(issues({ recipe: 'wgan-gp', dataset: 'ring8', name })).toMatchObject([{ path: 'name' }]);
  });

  test('takes a recipe’s own intervals where nothing else is said, and keeps what was', () => {
    const common = { recipe: 'slow', dataset: 'ring8' };
    expect(resolved(common).recording).toMatchObject({ metricsEvery: 100, featuresEvery: 0, samplesEvery: 500 });
    expect(resolved({ ...common, recording: { samplesEvery: 100 } }).recording).toMatchObject({ featuresEvery: 0, samplesEvery: 100 });
    const stored = resolved({ ...common, recording: { featuresEvery: 500 } });
    expect(resolved(stored)).toEqual(stored);
    expect(issues({ ...common, stop: { test: 'mmd2' } })[0]).toMatchObject({ path: 'recording.featuresEvery' });
  });

  test('fills every knob from the preset of the kind of data, and leaves out those of the other kind', () => {
    const points = resolved({ recipe: 'wgan-gp', dataset: 'ring8' });
    expect(points.params).toEqual({ lambda: 10, rate: 1e-4, criticSteps: 5, width: 64, centred: false });
    expect(points.dataset).toEqual({ name: 'ring8', params: { deviation: 0.02 } });
    expect(points.recording.samplesEvery).toBe(100);
    const pictures = resolved({ recipe: 'wgan-gp', dataset: { name: 'digits', params: { size: 16 } } });
    expect(pictures.params).toEqual({ lambda: 10, rate: 2e-4, criticSteps: 5, centred: false });
    expect(pictures.dataset.params).toEqual({ size: '16' });
  });

  test.each([
    ['an unknown recipe', { recipe: 'wgan-pg', dataset: 'ring8' }, 'recipe', /wgan-pg.*mean wgan-gp/],
    ['an unknown dataset', { recipe: 'wgan-gp', dataset: 'ring9' }, 'dataset', /ring9.*mean ring8/],
    ['an unknown dataset in long form', { recipe: 'wgan-gp', dataset: { name: 'x' } }, 'dataset.name', /"x"/],
    ['an unknown param', { recipe: 'wgan-gp', dataset: 'ring8', params: { lamda: 1 } }, 'params.lamda', /no param lamda.*mean lambda/],
    ['a number too high', { recipe: 'wgan-gp', dataset: 'ring8', params: { lambda: 4e4 } }, 'params.lambda', /40000.*at most 1000/],
    ['an excluded bound', { recipe: 'wgan-gp', dataset: 'ring8', params: { rate: 0 } }, 'params.rate', /above 0/],
    ['a broken whole number', { recipe: 'wgan-gp', dataset: 'ring8', params: { criticSteps: 1.5 } }, 'params.criticSteps', /whole/],
    ['NaN', { recipe: 'wgan-gp', dataset: 'ring8', params: { lambda: Number.NaN } }, 'params.lambda', /NaN/],
    ['text for a number', { recipe: 'wgan-gp', dataset: 'ring8', params: { lambda: 'ten' } }, 'params.lambda', /"ten"/],
    ['a param of the other kind', { recipe: 'wgan-gp', dataset: 'digits', params: { width: 3 } }, 'params.width', /points only/],
    ['a choice', { recipe: 'wgan-gp', dataset: { name: 'digits', params: { size: 17 } } }, 'dataset.params.size', /16, 28, 32/],
    ['no recipe', { dataset: 'ring8' }, 'recipe', /missing/],
    ['no dataset', { recipe: 'wgan-gp' }, 'dataset', /missing/],
    ['an unknown key', { recipe: 'wgan-gp', dataset: 'ring8', step: 5 }, 'step', /no key step/],
    ['an unknown key inside', { recipe: 'wgan-gp', dataset: { name: 'ring8', parms: {} } }, 'dataset.parms', /no key/],
    ['no steps', { recipe: 'wgan-gp', dataset: 'ring8', steps: 0 }, 'steps', /at least 1/],
    ['broken steps', { recipe: 'wgan-gp', dataset: 'ring8', steps: 'many' }, 'steps', /"many"/],
    ['an unknown backend', { recipe: 'wgan-gp', dataset: 'ring8', backend: 'tpu' }, 'backend', /tpu/],
    ['an unknown preset', { recipe: 'wgan-gp', dataset: 'ring8', preset: 'huge' }, 'preset', /small, paper/],
    ['a recording below zero', { recipe: 'wgan-gp', dataset: 'ring8', recording: { samplesEvery: -1 } }, 'recording.samplesEvery', /-1/],
    ['a list', [], '', /map of keys/],
    ['nothing', null, '', /null/],
  ])('%s: the issue names the key and what was allowed', (_what, input, path, message) => {
    const found = issues(input);
    expect(found.map((issue) => issue.path)).toContain(path);
    expect(found.find((issue) => issue.path === path)?.message).toMatch(message);
  });

  test('every wrong key has its own issue', () => {
    const found = issues({ recipe: 'wgan-gp', dataset: 'ring8', params: { lambda: -1, rate: 2, x: 1 } });
    expect(found.map((issue) => issue.path).sort()).toEqual(['params.lambda', 'params.rate', 'params.x']);
  });

  propertyTest.prop([fc.jsonValue()])('never throws, and what it accepts resolves to itself', (input) => {
    const resolution = resolveConfig(catalogue, input);
    if ('config' in resolution) expect(resolved(resolution.config)).toEqual(resolution.config);
    else expect(resolution.issues.length).toBeGreaterThan(0);
  });

  propertyTest.prop([
    fc.record({ recipe: fc.constant('wgan-gp'), dataset: fc.constantFrom('ring8', 'digits') }),
    fc.dictionary(
      fc.constantFrom('lambda', 'rate', 'criticSteps', 'width', 'centred', '__proto__', 'toString'),
      fc.oneof(fc.double(), fc.integer(), fc.boolean(), fc.string()),
    ),
  ])('a config out of it is whole and in range', (base, params) => {
    const resolution = resolveConfig(catalogue, { ...base, params });
    if ('issues' in resolution) return;
    const { lambda, rate, criticSteps } = resolution.config.params as Record<string, number>;
    expect(lambda >= 0 && lambda <= 1000 && rate > 0 && rate <= 1 && Number.isInteger(criticSteps)).toBe(true);
    expect(resolved(resolution.config)).toEqual(resolution.config);
  });
});

describe('setByPath', () => {
  test('reads numbers, truth and null, and leaves the input alone', () => {
    const input = { recipe: 'wgan', dataset: 'ring8', params: { lambda: 1 } };
    expect(setByPath(input, 'params.lambda', '1e-1')).toEqual({ ...input, params: { lambda: 0.1 } });
    expect(setByPath(input, 'params.centred', 'true').params).toEqual({ lambda: 1, centred: true });
    expect(setByPath(input, 'stop', 'null').stop).toBeNull();
    expect(setByPath(input, 'name', '12').name).toBe('12');
    // Too large for a number: it stays what was written, so that the refusal can say it.
    expect(setByPath(input, 'steps', '1e400').steps).toBe('1e400');
    expect(input.params.lambda).toBe(1);
  });

  test('turns a stop rule of one form into one of the other', () => {
    const bySeries = { stop: { series: 'w1', is: 'below', value: 0.1, times: 2 } };
    const byTest = setByPath(setByPath(bySeries, 'stop.test', 'mmd2'), 'stop.level', '0.05');
    expect(byTest.stop).toEqual({ test: 'mmd2', level: 0.05, times: 2 });
    expect(setByPath(byTest, 'stop.series', 'w1').stop).toEqual({ series: 'w1', times: 2 });
    expect(setByPath(byTest, 'stop.times', 4).stop).toEqual({ test: 'mmd2', level: 0.05, times: 4 });
    expect(setByPath({ stop: null }, 'stop.test', 'mmd2').stop).toEqual({ test: 'mmd2' });
  });

  test('writes a short dataset out', () => {
    expect(setByPath({ dataset: 'digits' }, 'dataset.params.size', '16')).toEqual({ dataset: { name: 'digits', params: { size: 16 } } });
    expect(setByPath({ dataset: { name: 'digits' } }, 'dataset', 'ring8')).toEqual({ dataset: 'ring8' });
  });

  test.each(['', '.', 'params.', '__proto__.x', 'params.constructor', 'a b'])('refuses the key "%s"', (path) => {
    expect(() => setByPath({}, path, '1')).toThrow(/no key of a config/);
  });

  propertyTest.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])('a number set as text comes back', (value) => {
    const { params } = setByPath({}, 'params.lambda', String(value)) as { params: { lambda: number } };
    expect(params.lambda === value).toBe(true);
  });
});

describe('configDifference', () => {
  test('what differs stands first, and names do not count', () => {
    const one = resolved({ recipe: 'wgan-gp', dataset: 'ring8', name: 'a' });
    const two = resolved({ recipe: 'wgan-gp', dataset: 'ring8', name: 'b', params: { lambda: 1 }, stop: null });
    const rows = configDifference([one, two]);
    expect(rows.filter((row) => row.differs)).toEqual([{ key: 'params.lambda', values: [10, 1], differs: true }]);
    expect(rows[0].key).toBe('params.lambda');
    expect(rows.map((row) => row.key)).not.toContain('name');
    expect(rows.find((row) => row.key === 'params.width')?.values).toEqual([64, 64]);
  });
});

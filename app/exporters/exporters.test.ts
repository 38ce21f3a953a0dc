import { decode } from 'fast-png';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askExport } from '../../shared/api/studio.ts';
import type { Measurement, NamedTensor, SampleKind, SampleMeta } from '../../shared/measurement.ts';
import { readSafetensors, safetensorsHeadLength, writeSafetensors } from '../../shared/safetensors.ts';
import { architectureIn } from '../engine/architecture/describe.ts';
import { openBackend } from '../engine/backend.ts';
import { catalogue } from '../engine/catalogue.ts';
import { madeDataset } from '../engine/datasets/index.ts';
import { openGame } from '../engine/game.ts';
import { buildNetwork } from '../engine/network.ts';
import { maskedConv, rowLstm } from '../engine/networks/index.ts';
import { seededRandom } from '../engine/random.ts';
import { exportFile } from '../export-source.ts';
import { seedWorkspace } from '../seed.ts';
import { wholeCheckpoint } from '../runs/whole-checkpoint.ts';
import { openStore } from '../store/open-store.ts';
import { resolve } from '../tiny-config.ts';
import { exporters } from './index.ts';

const store = openStore({ folder: ':memory:', now: () => 1.7e12 });
const [one, two, bare, , told] = seedWorkspace(store, { runs: 5, seed: 5, whole: 2 });
store.record(one, {
  times: Float64Array.of(1.7e12 + 0.123, 1.7e12 + 1, 1.7e12 + 2),
  measurements: [
    { type: 'points', step: 2001, values: { 'odd,"key"': 0.1 + 0.2 } },
    { type: 'points', step: 2002, values: { 'odd,"key"': Number.NaN } },
    { type: 'points', step: 2003, values: { 'odd,"key"': Number.NEGATIVE_INFINITY } },
  ],
  progress: { step: 2003, stepsPerSecond: 1, trainedFor: 1 },
});
store.runs.patch(two, { name: '<script>alert("x")</script>', notes: 'a & b' });
/** Kernels whose numbers say where they stood: [height, width, in, out] in decimal places. */
const kernel = Float32Array.from(
  { length: 2 * 2 * 3 * 4 },
  (_, at) => Math.floor(at / 24) * 1000 + (Math.floor(at / 12) % 2) * 100 + (Math.floor(at / 4) % 3) * 10 + (at % 4),
);
const file = join(store.checkpoints.folder(one), 'step-7.safetensors');
writeFileSync(
  file,
  writeSafetensors({
    'critic/conv1/kernel': { shape: [2, 2, 3, 4], data: kernel },
    'generator/dense1/kernel': { shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) },
    'generator/dense1/bias': { shape: [3], data: Float32Array.of(7, 8, 9) },
    'generator/batch-norm1/running-mean': { shape: [1], data: Float32Array.of(1) },
    'optimizer/critic/m/critic/conv1/kernel': { shape: [1], data: Float32Array.of(1) },
  }),
);
store.checkpoints.add(one, { step: 7, file, bytes: 1, sha256: '', keep: 3 });
const tiny = resolve({ recipe: 'wgan', dataset: 'ring8', params: { generatorWidth: 4, criticWidth: 4 } });
const state = { shape: { kind: 'points', dimensions: 2, classes: 8 } };
const { tf } = await openBackend('cpu', {});
const game = openGame({ tf, config: tiny, dataset: madeDataset('ring8').open({ params: tiny.dataset.params, seed: 1 }) });
const snapshot = await game.snapshot();
const keep = (step: number, tensors: typeof snapshot.tensors, config: object, state: object = snapshot.state) => {
  const file = join(store.checkpoints.folder(told), `step-${step}.safetensors`);
  writeFileSync(file, writeSafetensors(tensors, { config: JSON.stringify(config), state: JSON.stringify(state) }));
  store.checkpoints.add(told, { step, file, bytes: 1, sha256: '', keep: 9 });
};
keep(3, snapshot.tensors, tiny);
afterAll(() => {
  game.dispose();
  store.close();
});

const printed: string[] = [];
const parts = {
  store,
  catalogue: catalogue('test', []),
  now: () => 1.7e12,
  printPdf: async (html: string) => {
    printed.push(html);
    return new TextEncoder().encode('%PDF-');
  },
  architecture: architectureIn,
  wholeCheckpoint: (id: string, step?: number) => wholeCheckpoint(store, store.runs.get(id)!, step),
};
const take = async (ask: object) => {
  const { name, type, content } = await exportFile(parts, askExport.parse(ask));
  return { name, type, bytes: await new Response(content as Uint8Array<ArrayBuffer>).bytes() };
};
const text = async (ask: object) => new TextDecoder().decode((await take(ask)).bytes);

describe.each(exporters)('$name', (exporter) => {
  it('writes something of its kind under a name of its own', async () => {
    const { name, type, bytes } = await take({ to: exporter.name, runs: [exporter.name === 'model' ? told : one] });
    expect(name).toMatch(new RegExp(`^ganymede-[15]-[a-z0-9-]+\\${exporter.ending}$`));
    expect(type).toBe(exporter.type);
    expect(bytes.length).toBeGreaterThan(4);
  });
  it('is listed under a name that can be asked for', () => {
    expect(askExport.shape.to.options).toContain(exporter.name);
  });
});

it('covers everything that can be asked for', () => {
  expect(exporters.map(({ name }) => name).sort()).toEqual([...askExport.shape.to.options].sort());
});

describe('csv', () => {
  it('keeps every digit, quotes what needs it, and writes NaN and infinities', async () => {
    const lines = (await text({ to: 'csv', runs: [one], series: ['odd,"key"'] })).trimEnd().split('\n');
    expect(lines).toEqual([
      'run,key,step,time,value',
      `${one},"odd,""key""",2001,1700000000000.123,0.30000000000000004`,
      `${one},"odd,""key""",2002,1700000000001,NaN`,
      `${one},"odd,""key""",2003,1700000000002,-Infinity`,
    ]);
  });
  it('has every point of every run, and refuses a series that none has', async () => {
    const lines = (await text({ to: 'csv', runs: [one, two], series: ['loss/critic'] })).trimEnd().split('\n');
    expect(lines).toHaveLength(1 + 2 * 2001);
    await expect(take({ to: 'csv', runs: [one], series: ['nothing'] })).rejects.toThrow(/has the series nothing/);
  });
});

it('json reads back, with NaN as a word', async () => {
  const { runs } = JSON.parse(await text({ to: 'json', runs: [one, bare] }));
  expect(runs).toHaveLength(2);
  const odd = runs[0].series.find(({ key }: { key: string }) => key === 'odd,"key"');
  expect(odd.values).toEqual([0.1 + 0.2, 'NaN', '-Infinity']);
  expect(runs[0].distributions[0].steps).toHaveLength(11);
});

describe('safetensors', () => {
  it('has weights only, as they are', async () => {
    const { tensors, metadata } = readSafetensors((await take({ to: 'safetensors', runs: [one], step: 7 })).bytes);
    expect(Object.keys(tensors).sort()).toEqual([
      'critic/conv1/kernel',
      'generator/batch-norm1/running-mean',
      'generator/dense1/bias',
      'generator/dense1/kernel',
    ]);
    expect(tensors['critic/conv1/kernel'].data).toEqual(kernel);
    expect(metadata).toMatchObject({ format: 'tfjs', conv: 'HWIO', dense: 'in,out', step: '7' });
  });
  it('turns kernels and names for PyTorch', async () => {
    const { tensors, metadata } = readSafetensors((await take({ to: 'safetensors', runs: [one], layout: 'pytorch' })).bytes);
    expect(metadata).toMatchObject({ format: 'pt', conv: 'OIHW', dense: 'out,in' });
    expect(tensors['generator.dense1.weight']).toEqual({ shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
    expect(tensors['generator.dense1.bias'].data).toEqual(Float32Array.of(7, 8, 9));
    expect(Object.keys(tensors)).toContain('generator.batch_norm1.running_mean');
    const { shape, data } = tensors['critic.conv1.weight'];
    expect(shape).toEqual([4, 3, 2, 2]);
    for (let at = 0; at < data.length; at++) {
      const [out, input, y, x] = [Math.floor(at / 12), Math.floor(at / 4) % 3, Math.floor(at / 2) % 2, at % 2];
      expect(data[at]).toBe(y * 1000 + x * 100 + input * 10 + out);
    }
  });
  it('turns every kernel of a row LSTM', async () => {
    const layers = [maskedConv({ filters: 2, kernel: 5, sees: 'before' }), rowLstm()];
    const { variables, dispose } = buildNetwork({ tf, name: 'network', random: seededRandom(1), input: [4, 4, 1], layers });
    const weights = variables.map(({ name, variable }) => [name, { shape: variable.shape, data: variable.dataSync() as Float32Array }]);
    const file = join(store.checkpoints.folder(two), 'step-9.safetensors');
    writeFileSync(file, writeSafetensors(Object.fromEntries(weights)));
    store.checkpoints.add(two, { step: 9, file, bytes: 1, sha256: '', keep: 3 });
    const { tensors } = readSafetensors((await take({ to: 'safetensors', runs: [two], layout: 'pytorch' })).bytes);
    expect(Object.fromEntries(Object.entries(tensors).map(([name, { shape }]) => [name, shape]))).toEqual({
      'network.masked_conv1.weight': [2, 1, 5, 5],
      'network.masked_conv1.bias': [2],
      'network.row_lstm1.inward': [8, 2, 3, 3],
      'network.row_lstm1.onward': [8, 2, 1, 3],
      'network.row_lstm1.bias': [8],
    });
    const onward = variables.find(({ name }) => name === 'network/row-lstm1/onward')!.variable;
    expect(tensors['network.row_lstm1.onward'].data).toEqual(tf.tidy(() => tf.transpose(onward, [3, 2, 0, 1]).dataSync()));
    dispose();
  });
  it('tells the architecture, where the checkpoint tells its data', async () => {
    const { metadata } = readSafetensors((await take({ to: 'safetensors', runs: [told] })).bytes);
    expect(JSON.parse(metadata.architecture)).toEqual(architectureIn(tiny, state));
    const files = unzipSync((await take({ to: 'npz', runs: [told] })).bytes);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['generator.dense1.kernel.npy', 'architecture.npy', 'step.npy', 'names.npy']),
    );
    const npy = files['architecture.npy'];
    const header = new TextDecoder('latin1').decode(npy.subarray(10, 10 + new DataView(npy.buffer, npy.byteOffset).getUint16(8, true)));
    expect(header).toContain(`'descr': '<U${metadata.architecture.length}'`);
    expect(new TextDecoder('utf-16le').decode(npy.subarray(10 + header.length)).replaceAll('\0', '')).toBe(metadata.architecture);
  });
  it.each<[string, typeof snapshot.tensors, object]>([
    ['whose recipe is gone', snapshot.tensors, { ...tiny, recipe: 'gone' }],
    ['whose networks are larger now', snapshot.tensors, { ...tiny, params: { ...tiny.params, generatorWidth: 5 } }],
    ['that lacks a tensor', Object.fromEntries(Object.entries(snapshot.tensors).slice(1)), tiny],
  ])('leaves without its architecture from a checkpoint %s', async (_which, tensors, config) => {
    keep(4, tensors, config);
    const ask = { runs: [told], step: 4 };
    const names = Object.keys(tensors).filter((name) => !name.startsWith('optimizer/'));
    for (const layout of ['tfjs', 'torch']) {
      const { tensors: left, metadata } = readSafetensors((await take({ ...ask, to: 'safetensors', layout })).bytes);
      expect([Object.keys(left).length, metadata.architecture]).toEqual([names.length, undefined]);
    }
    await expect(take({ ...ask, to: 'model' })).rejects.toMatchObject({ code: 'unavailable' });
  });
  it('loads weights of as long a name as a file may have', async () => {
    const weights = `${'w'.repeat(251)}.npz`;
    expect(await text({ to: 'model', runs: [told], step: 3, weights })).toContain(`with_name("${weights}")`);
  });
  it('reads no tensor for a model.py', async () => {
    keep(6, snapshot.tensors, tiny);
    const { file } = store.checkpoints.at(told, 6)!;
    const bytes = readFileSync(file);
    writeFileSync(file, bytes.subarray(0, safetensorsHeadLength(bytes)));
    expect(await text({ to: 'model', runs: [told], step: 6 })).toContain('class Generator(nn.Module)');
    await expect(take({ to: 'safetensors', runs: [told], step: 6 })).rejects.toThrow(/ends inside tensor/);
  });
  it('tells optimisers the rate that has fallen by its step, and how often each has moved', async () => {
    const falling = resolve({
      recipe: 'gan-non-saturating',
      dataset: 'ring8',
      params: { decaySteps: 8, generatorWidth: 4, discriminatorWidth: 4 },
    });
    const game = openGame({ tf, config: falling, dataset: madeDataset('ring8').open({ params: falling.dataset.params, seed: 1 }) });
    for (let step = 0; step < 2; step += 1) (await game.play({ keepGradients: false })).dispose();
    const { tensors, state } = await game.snapshot();
    keep(2, tensors, falling, state);
    const taken = async (layout: string) => {
      const ask = { to: 'safetensors', runs: [told], step: 2, optimizer: true, layout };
      return readSafetensors((await take(ask)).bytes).metadata;
    };
    const { optimizers } = await taken('torch');
    for (const { name, optimizer } of game.model.players)
      expect(JSON.parse(optimizers)[name].options.lr).toBeCloseTo(optimizer.rate * 0.75, 12);
    const { updates, architecture } = await taken('tfjs');
    expect(JSON.parse(updates)).toEqual({ discriminator: 2, generator: 2 });
    expect(JSON.parse(architecture).players[0].rateNow).toBeCloseTo(game.model.players[0].optimizer.rate * 0.75, 12);
    game.dispose();
  });
  it('names the steps there are when it lacks one', async () => {
    await expect(take({ to: 'safetensors', runs: [one], step: 8 })).rejects.toThrow(/no checkpoint at step 8.*There are checkpoints at 7/);
    await expect(take({ to: 'safetensors', runs: [bare] })).rejects.toThrow(/has none yet/);
  });
});

describe('pictures', () => {
  it('are a grid of the asked step, several runs one under the other', async () => {
    const single = decode((await take({ to: 'png', runs: [one], step: 2000 })).bytes);
    expect([single.width, single.height, single.channels]).toEqual([6 * 49 - 1, 6 * 49 - 1, 1]);
    const both = decode((await take({ to: 'png', runs: [one, two] })).bytes);
    expect(both.height).toBe(2 * single.height + 12);
    await expect(take({ to: 'png', runs: [one], step: 1999 })).rejects.toThrow(/nearest are at step 2000/);
    await expect(take({ to: 'png', runs: [bare] })).rejects.toThrow(/has recorded no pictures/);
  });
  it('may be of any probe, by its name', async () => {
    const plan = decode((await take({ to: 'png', runs: [one], probe: 'transport-plan' })).bytes);
    expect([plan.width, plan.height, plan.channels]).toEqual([480, 480, 3]);
    const surface = (await take({ to: 'gif', runs: [one], probe: 'critic-surface' })).bytes;
    expect(new TextDecoder('latin1').decode(surface.subarray(0, 6))).toBe('GIF89a');
    await expect(take({ to: 'png', runs: [one], probe: 'voxels' })).rejects.toThrow(/nothing by the probe voxels; there is .*pictures/);
    await expect(take({ to: 'gif', runs: [one], over: 'motion' })).rejects.toThrow(/stands still/);
  });
  it('over the steps are a GIF with a frame each', async () => {
    const { bytes } = await take({ to: 'gif', runs: [one] });
    expect(new TextDecoder('latin1').decode(bytes.subarray(0, 6))).toBe('GIF89a');
    const frames = bytes.filter((byte, at) => byte === 0x21 && bytes[at + 1] === 0xf9 && bytes[at + 2] === 4).length;
    expect(frames).toBe(11);
  });
});

describe('the report', () => {
  it('needs nothing but itself, and lets no name become markup', async () => {
    const html = await text({ to: 'html', runs: [one, two], title: 'A <b> title' });
    expect(html).not.toMatch(/<script>|<link|https?:\/\/|src="(?!data:)/);
    expect(html).toContain('A &#60;b&#62; title');
    expect(html).toContain('a &#38; b');
    expect(html).not.toMatch(/NaN<\/text>|undefined|\[object/);
  });
  it('shows what differs first, and freezes the numbers of its curves', async () => {
    const html = await text({ to: 'html', runs: [one, two] });
    expect(html.indexOf('What differs')).toBeLessThan(html.indexOf('<h2>Curves'));
    expect(html.indexOf('<h2>Curves')).toBeLessThan(html.indexOf('<h2>Environment') === -1 ? Infinity : html.indexOf('<h2>Environment'));
    const frozen = JSON.parse(/id="numbers">(.*)<\/script>/.exec(html)?.[1] ?? '');
    const loss = frozen.curves.find(({ key, run }: { key: string; run: string }) => key === 'loss/critic' && run === one);
    expect(loss.values).toContain(6);
    expect(loss.exact).toBe(false);
    const odd = frozen.curves.find(({ key }: { key: string }) => key === 'odd,"key"');
    expect(odd).toMatchObject({ steps: [2001, 2002, 2003], values: [0.1 + 0.2, 'NaN', '-Infinity'], exact: true });
    expect(html).toContain('▾');
  });
  it('shows what the probes of a family saw: captions as words, sound to be played, tables and solids as pictures', async () => {
    const family = store.runs.create({ name: 'family', config: store.runs.get(one)!.config, parent: null }).id;
    const sample = (probe: string, kind: SampleKind, tensors: Record<string, NamedTensor>, meta: SampleMeta = {}): Measurement => ({
      type: 'sample',
      step: 4,
      probe,
      kind,
      tensors,
      meta,
    });
    const bytes = (shape: number[]) => ({ shape, data: new Uint8Array(shape.reduce((a, b) => a * b)).fill(200) });
    const words = (...indices: number[]) => ({ shape: [1, 2], data: Int32Array.from(indices) });
    const measurements = [
      sample('side-by-side', 'grid', { pixels: bytes([1, 2, 4, 4, 1]) }, { columns: ['input', '<b>output'] }),
      sample(
        'captions',
        'captions',
        { pixels: bytes([1, 4, 4, 1]), said: words(1, 2), truth: words(1, 3) },
        { words: ['', 'red', '<i>', 'disk'] },
      ),
      sample('samples', 'sound', { waves: { shape: [1, 64], data: new Float32Array(64).fill(0.5) } }, { rate: 1000 }),
    ];
    const progress = { step: 4, stepsPerSecond: 1, trainedFor: 1 };
    store.record(family, { times: Float64Array.from(measurements, () => 1.7e12), measurements, progress });
    const html = await text({ to: 'html', runs: [family], parts: ['samples'] });
    expect(html).toContain('red <del>&#60;i&#62;</del><br><span class="help">red disk</span>');
    expect(html).toMatch(/<audio controls [^>]*src="data:audio\/wav;base64,UklGR/);
    expect(html).toContain('input, &#60;b&#62;output');
    expect(html.match(/<h4>/g)).toHaveLength(3);
    expect(html).not.toMatch(/src="(?!data:)|undefined|\[object/);
    await expect(take({ to: 'png', runs: [family], probe: 'side-by-side' })).resolves.toMatchObject({ type: 'image/png' });
  });
  it('has the asked parts and series only', async () => {
    const html = await text({ to: 'html', runs: [one], parts: ['curves'], series: ['w1'] });
    expect(html.match(/<svg/g)).toHaveLength(1);
    expect(html).not.toMatch(/<h2>(Config|Samples|Distributions)/);
  });
  it('is printed by whoever can print', async () => {
    printed.length = 0;
    await take({ to: 'pdf', runs: [two] });
    expect(printed[0]).toContain('<!doctype html>');
  });
});

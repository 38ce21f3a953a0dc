import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { measuringToken } from './runs.ts';
import { openStudioInTest, type StudioInTest } from './studio-in-test.ts';
import { trainerByHand } from './trainer-in-test.ts';
import { openWorkbench } from './workbench.ts';

describe('the workbench', () => {
  let studio: StudioInTest;
  beforeEach(() => {
    studio = openStudioInTest({ resolve, today });
  });
  afterEach(() => studio.close());

  async function trained() {
    const { id, config } = await studio.runs.ended(studio.runs.create(tinyConfig()).id);
    return { kind: 'open', generator: 'g', checkpoint: studio.store.checkpoints.at(id)!.file, config } as const;
  }
  const latents = { shape: [3, 2], data: Float32Array.of(0, 0, 1, 1, -1, 2) };

  it('shows data before training, the same for the same seed', async () => {
    const ask = { kind: 'preview', dataset: tinyConfig().dataset, seed: 3, count: 50 } as const;
    const { preview } = await studio.runs.ask(ask);
    expect(preview).toMatchObject({ kind: 'points', sampleKind: 'points', examples: null });
    expect(preview.tensors.real.shape).toEqual([50, 2]);
    expect((await studio.runs.ask(ask)).preview.tensors.real.data).toEqual(preview.tensors.real.data);
  });

  it('describes networks and times a few real steps', async () => {
    const { description } = await studio.runs.ask({ kind: 'describe', config: tinyConfig() });
    expect(description).toMatchObject({ backend: 'cpu', measured: true });
    expect(description.millisecondsPerStep).toBeGreaterThan(0);
    const generator = description.networks.find(({ name }) => name === 'generator')!;
    expect(generator.parameters).toBe(2 * 4 + 4 + 4 * 2 + 2);
  });

  it('generates from a checkpoint, and from the same one again after its trainer died', async () => {
    const open = await trained();
    expect(await studio.runs.ask(open)).toMatchObject({ latentSize: 2, output: { kind: 'points', dimensions: 2 } });
    const ask = { kind: 'generate', generator: 'g', latents, labels: null } as const;
    const { tensors } = await studio.runs.ask(ask);
    expect(tensors.points.shape).toEqual([3, 2]);
    process.kill(studio.trainers.at(-1)!.pid!, 'SIGKILL');
    // The first may still be handed to the dying process; then it is refused in a sentence, not lost.
    await studio.runs.ask(ask).catch((error: Error) => expect(error.message).toMatch(/could not be answered/));
    expect((await studio.runs.ask(ask)).tensors.points.data).toEqual(tensors.points.data);
  });

  it('keeps many generators known though few are open', async () => {
    const open = await trained();
    for (let at = 0; at < 6; at += 1) await studio.runs.ask({ ...open, generator: `g${at}` });
    const first = await studio.runs.ask({ kind: 'generate', generator: 'g0', latents, labels: null });
    const last = await studio.runs.ask({ kind: 'generate', generator: 'g5', latents, labels: null });
    expect(first.tensors.points.data).toEqual(last.tensors.points.data);
  });

  it('refuses in a sentence, and answers the next question', async () => {
    await expect(studio.runs.ask({ kind: 'generate', generator: 'never', latents, labels: null })).rejects.toThrow(/never is not open/);
    const open = await trained();
    await expect(studio.runs.ask({ ...open, checkpoint: `${open.checkpoint}.gone` })).rejects.toThrow(/can't be read/);
    expect(await studio.runs.ask(open)).toMatchObject({ generator: 'g' });
  });

  it('measures large networks apart, says how far it is, and ends them when nobody waits any more', async () => {
    // A step of it takes the cpu backend minutes.
    const large = resolve({ recipe: 'gan', preset: 'paper', dataset: { name: 'shapes', params: { size: '64' } }, backend: 'cpu' });
    const measured = studio.runs
      .ask({ kind: 'describe', config: large }, { newest: measuringToken })
      .catch((error: Error) => error.message);
    const preview = studio.runs.ask({ kind: 'preview', dataset: tinyConfig().dataset, seed: 1, count: 2 });
    expect((await preview).preview.tensors.real.shape).toEqual([2, 2]);
    await vi.waitUntil(() => studio.runs.measuring() !== null, { timeout: 50_000, interval: 50 });
    expect(studio.runs.measuring()).toMatchObject({
      backend: 'cpu',
      steps: 0,
      networks: [{ name: 'discriminator' }, { name: 'generator' }],
    });
    studio.runs.stopMeasuring();
    expect(await measured).toBe('The measuring was cancelled.');
    const { description } = await studio.runs.ask({ kind: 'describe', config: tinyConfig() }, { newest: measuringToken });
    const { tensorBytes, peakBytes, deviceBytes } = description;
    expect(peakBytes).toBeGreaterThan(tensorBytes);
    expect(deviceBytes!.free).toBeGreaterThan(peakBytes);
    expect(studio.runs.measuring()).toBeNull();
  });

  it('answers only the newest of questions with one token, and none that was taken back', async () => {
    const ask = (count: number) => ({ kind: 'preview', dataset: tinyConfig().dataset, seed: 1, count }) as const;
    const abort = new AbortController();
    const asked = [1, 2, 3].map((count) => studio.runs.ask(ask(count), { newest: 'form' }));
    const unwanted = studio.runs.ask(ask(4), { signal: abort.signal });
    abort.abort();
    const settled = await Promise.allSettled([...asked, unwanted]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled', 'rejected']);
    expect((await asked[2]).preview.tensors.real.shape).toEqual([3, 2]);
  });
});

it('ends no later question for one that was taken back and whose process died by itself', async () => {
  vi.useFakeTimers();
  try {
    const { orders, hand, launchTrainer } = trainerByHand();
    const workbench = openWorkbench(launchTrainer, { name: 'gauge', patience: 1000 });
    const ask = { kind: 'backends' } as const;
    const unwanted = workbench.ask(ask, { newest: 'form' }).catch((error: Error) => error.message);
    hand.emit({ type: 'hello', pid: 1 });
    workbench.cancel('form');
    expect(await unwanted).toBe('The measuring was cancelled.');
    const wanted = workbench.ask(ask);
    hand.leave({ code: 1, signal: null, stderr: '' });
    await vi.advanceTimersByTimeAsync(10);
    hand.emit({ type: 'hello', pid: 2 });
    await vi.advanceTimersByTimeAsync(5000);
    expect(orders).toEqual(['ask', 'ask']);
    hand.emit({ type: 'answer', id: 2, answer: { kind: 'backends', backends: [] } });
    expect(await wanted).toMatchObject({ backends: [] });
    const closed = workbench.close();
    hand.leave();
    await closed;
  } finally {
    vi.useRealTimers();
  }
});

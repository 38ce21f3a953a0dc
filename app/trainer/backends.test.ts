import { beforeAll, describe, expect, test } from 'vitest';
import { StudioError } from '../../shared/errors.ts';
import { backendNames } from '../../shared/run-config.ts';
import { openBackend, reportBackends } from '../engine/backend.ts';
import { recognised } from '../engine/backends/webgpu.ts';
import { parityDifference, paritySteps } from '../engine/parity-steps.ts';
import { knownNumbers, referenceStep } from '../engine/reference-step.ts';
import { torchInTest } from '../native/torch-in-test.ts';
import { emulatedGpu, givenElsewhere } from './process-in-test.ts';

describe('every backend found plays the same steps as cpu', () => {
  let expected: number[];
  beforeAll(async () => {
    const { tf } = await openBackend('cpu', {});
    expected = await paritySteps(tf);
  });

  for (const name of backendNames) {
    test(name, ({ skip }) => {
      const played = playedElsewhere(name);
      if ('refused' in played) {
        expect(name === 'wasm' || name === 'cpu', played.refused).toBe(false);
        skip(played.refused);
        return;
      }
      expect(played.numbers).toHaveLength(expected.length);
      const error = parityDifference(played.numbers, expected);
      expect(error, `${name} on ${played.device}`).toBeLessThan(name === 'cuda' ? 1e-3 : 1e-5);
      expect(played.left).toBe(0);
    });
  }
});

test('the reference step gives its known numbers on cpu', async () => {
  const { tf } = await openBackend('cpu', {});
  const numbers = await referenceStep(tf);
  for (const [at, known] of knownNumbers.entries()) {
    expect(numbers[at]).toBeCloseTo(known, 4);
  }
  expect(numbers).toHaveLength(knownNumbers.length);
});

test('auto takes wasm where there is nothing better, and says why', async () => {
  const { name, device, note } = await openBackend('auto', { gpu: () => Promise.resolve(null), cores: 2 });
  expect(name).toBe('wasm');
  expect(device).toBe('WebAssembly SIMD, one thread of 2 cores');
  expect(note).toMatch(/cuda: .*Node processes only.*webgpu: This process has no WebGPU/);
});

test('a backend that is wanted by name and missing is refused with the way to get it', async () => {
  const noAdapter = { gpu: () => Promise.resolve({ requestAdapter: () => Promise.resolve(null) }) };
  const refusal = await openBackend('webgpu', noAdapter).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(StudioError);
  expect(refusal).toMatchObject({
    code: 'unavailable',
    message: expect.stringMatching(/no graphics adapter; it needs a GPU with a Vulkan/),
  });
});

test('an adapter that is in no list has its own name, not that of the first', () => {
  const info = { vendor: 'nvidia', architecture: 'turing', device: 'nvidia-t400', description: '' };
  expect(recognised(info, ['Intel UHD 630', 'NVIDIA T400'], null)).toEqual({ index: 1, name: 'NVIDIA T400' });
  expect(recognised(info, ['Intel UHD 630'], null)).toEqual({ index: null, name: 'nvidia turing nvidia-t400' });
  expect(recognised(info, [], null)).toEqual({ index: null, name: 'nvidia turing nvidia-t400' });
  expect(recognised(info, ['Intel UHD 630', 'NVIDIA T400'], 0)).toEqual({ index: 0, name: 'Intel UHD 630' });
});

test('a backend that computes wrong numbers is refused', async () => {
  const { tf } = await openBackend('cpu', {});
  const stock = tf.getKernel('Step', 'cpu');
  tf.unregisterKernel('Step', 'cpu');
  tf.registerKernel({ ...stock, kernelFunc: (call) => stock.kernelFunc({ ...call, attrs: { alpha: 0.5 } }) });
  try {
    await expect(openBackend('cpu', {})).rejects.toThrow(/computes wrong numbers \(relative error [\d.]+ in a reference step\)/);
  } finally {
    tf.unregisterKernel('Step', 'cpu');
    tf.registerKernel(stock);
  }
});

test('the report names every backend, and a sentence for each that is missing', async () => {
  const reports = await reportBackends({ gpu: () => Promise.resolve(null), now: () => performance.now() });
  expect(reports.map(({ name }) => name)).toEqual([...backendNames]);
  for (const { available, device, sentence, milliseconds, error } of reports) {
    expect(available ? device : sentence).not.toBe('');
    expect(available ? error! < 1e-4 && milliseconds! > 0 : error === null && milliseconds === null).toBe(true);
  }
});

function playedElsewhere(name: string): { numbers: number[]; device: string; left: number } | { refused: string } {
  const work = `async ({ openBackend, nodeBackendHome, paritySteps }) => {
    const { tf, device } = await openBackend('${name}', nodeBackendHome);
    const before = tf.memory().numTensors;
    const numbers = await paritySteps(tf);
    return { numbers, device, left: tf.memory().numTensors - before };
  }`;
  return givenElsewhere(['engine/backend.ts', 'trainer/node-home.ts', 'engine/parity-steps.ts'], work, {
    ...(name === 'webgpu' ? emulatedGpu : {}),
    ...('folder' in torchInTest ? { GANYMEDE_TORCH: torchInTest.folder } : {}),
  });
}

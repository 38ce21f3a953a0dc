import fc from 'fast-check';
import { beforeAll, expect, test, vi } from 'vitest';
import { openBackend } from '../engine/backend.ts';
import type { Chain, InputKind } from '../engine/kernels/chain-code.ts';
import { chainKernel } from '../engine/kernels/chain-kernel.ts';
import { openCrew } from '../engine/kernels/crew.ts';
import { type Loops, loopsOn } from '../engine/kernels/loops.ts';
import { shared } from '../engine/kernels/share-code.ts';
import type { WasmBackend } from '../engine/kernels/wasm-heap.ts';
import { seededRandom } from '../engine/random.ts';
import type { Tensor, Tensor4D, Tf } from '../engine/tensor.ts';
import { nodeBackendHome } from './node-home.ts';
import { sharing } from './threads.ts';

let tf: Tf;
let loops: Loops;
beforeAll(async () => {
  const opened = await openBackend('wasm', { ...nodeBackendHome, cores: 2, threads: 2 });
  expect(opened).toMatchObject({ device: 'WebAssembly SIMD, 2 threads of 2 cores', note: null });
  tf = opened.tf;
  loops = loopsOn(tf.backend() as unknown as WasmBackend)!;
});

const side = fc.integer({ min: 1, max: 12 });
const shape = fc.record({
  ...{ batch: side, height: side, width: side, channels: side, filters: side },
  ...{ kernel: fc.integer({ min: 1, max: 5 }), stride: fc.integer({ min: 1, max: 3 }), seed: fc.nat() },
});
type Shape = typeof shape extends fc.Arbitrary<infer Value> ? Value : never;

/** Bytes of everything that threads share: a convolution, both its gradients, and a product. */
function computed({ batch, height, width, channels, filters, kernel, stride, seed }: Shape): Int32Array[] {
  const random = seededRandom(seed);
  const draw = (sides: number[]): Tensor =>
    tf.tensor(Float32Array.from({ length: sides.reduce((product, side) => product * side, 1) }, random.normal), sides);
  return tf.tidy(() => {
    const x = draw([batch, height, width, channels]);
    const weights = draw([kernel, kernel, channels, filters]);
    const convolve = (input: Tensor, by: Tensor) => tf.conv2d(input as Tensor4D, by as Tensor4D, stride, 'same');
    const gradients = tf.grads((input, by) => tf.sum(tf.square(convolve(input!, by!))))([x, weights]);
    const product = tf.matMul(draw([batch, filters]), draw([width, filters]), false, true);
    return [convolve(x, weights), ...gradients, product].map((tensor) => new Int32Array((tensor.dataSync() as Float32Array).buffer));
  });
}

test('any number of threads gives the same bytes as one', async () => {
  const shapes = fc.sample(shape, { numRuns: 25, seed: 3 });
  const runs: Int32Array[][][] = [];
  for (const threads of [1, 2, 4]) {
    const end = await openCrew(loops, { threads, startThread: sharing.startThread, worthSharing: 0 });
    runs.push(shapes.map(computed));
    end();
  }
  expect(runs[1]).toEqual(runs[0]);
  expect(runs[2]).toEqual(runs[0]);
});

test('chains give the same bytes on any number of threads, compiled before these began or after', async () => {
  const chainOf = (operation: 'Sub' | 'RealDiv', second: InputKind): Chain => ({
    inputs: ['whole', second],
    steps: [
      { operation, operands: [0, 1], alpha: 0 },
      { operation: 'Square', operands: [2], alpha: 0 },
    ],
    outputs: [0, 1],
  });
  const [rows, rowLength] = [301, 67];
  const random = seededRandom(5);
  const whole = tf.tensor(Float32Array.from({ length: rows * rowLength }, random.normal));
  const row = tf.tensor(Float32Array.from({ length: rowLength }, random.normal));
  const kernelOf = (operation: 'Sub' | 'RealDiv', isByRow: boolean) => {
    const sizes = isByRow ? { rows, rowLength } : { rows: 1, rowLength: rows * rowLength };
    const kernel = chainKernel(chainOf(operation, isByRow ? 'row' : 'whole'), { ...sizes, outputs: [whole, whole] });
    return () => kernel({ inputs: [whole, isByRow ? row : whole], backend: tf.backend() });
  };
  const bytesOf = (kernels: ReturnType<typeof kernelOf>[]) =>
    kernels.map((kernel) =>
      kernel().map(({ dataId }) => {
        const bytes = new Int32Array((tf.backend().readSync(dataId) as Float32Array).buffer.slice(0));
        tf.backend().disposeData(dataId);
        return bytes;
      }),
    );
  const early = [kernelOf('Sub', true), kernelOf('Sub', false)];
  const expected = bytesOf(early);
  const late = [kernelOf('RealDiv', true), kernelOf('RealDiv', false)];
  let lateExpected: Int32Array[][] | null = null;
  for (const threads of [2, 4]) {
    const end = await openCrew(loops, { threads, startThread: sharing.startThread, worthSharing: 0 });
    for (let time = 0; time < 20; time += 1) expect(bytesOf(early)).toEqual(expected);
    lateExpected ??= bytesOf(late);
    for (let time = 0; time < 20; time += 1) expect(bytesOf(late)).toEqual(lateExpected);
    expect(loops.isHanded(), 'no thread broke off').toBe(true);
    end();
  }
  expect(bytesOf(late)).toEqual(lateExpected);
  tf.dispose([whole, row]);
});

test('a memory that grows is seen by the threads that share it', async () => {
  const some = { batch: 9, height: 8, width: 8, channels: 6, filters: 7, kernel: 3, stride: 1, seed: 1 };
  const expected = computed(some);
  const end = await openCrew(loops, { threads: 2, startThread: sharing.startThread, worthSharing: 0 });
  const before = loops.memory.buffer.byteLength;
  const large = tf.zeros([before / 4 + 1]);
  expect(loops.memory.buffer.byteLength).toBeGreaterThan(before);
  expect(computed(some)).toEqual(expected);
  tf.dispose(large);
  end();
});

test('a thread that breaks off leaves the work to this one', async () => {
  const some = { batch: 9, height: 8, width: 8, channels: 6, filters: 7, kernel: 3, stride: 1, seed: 2 };
  const expected = computed(some);
  await openCrew(loops, { threads: 2, startThread: sharing.startThread, worthSharing: 0 });
  const words = new Int32Array(loops.memory.buffer, loops.shared.task, shared.bytes / 4);
  words[shared.failed / 4] = 1;
  expect(computed(some)).toEqual(expected);
  expect(words[shared.generation / 4], 'the threads are sent home').toBe(-1);
  const end = await openCrew(loops, { threads: 2, startThread: sharing.startThread, worthSharing: 0 });
  expect(computed(some)).toEqual(expected);
  expect(loops.isHanded(), 'the next crew shares').toBe(true);
  end();
});

test('a crew waits for every thread of one that never came together', async () => {
  const order: string[] = [];
  const gone: (() => void)[] = [];
  const slow = (_work: object, onEnd: () => void) => {
    gone.push(onEnd);
    return gone.length === 1 ? new Promise<never>(() => {}) : Promise.reject(new Error('no more threads'));
  };
  await expect(openCrew(loops, { threads: 3, startThread: slow })).rejects.toThrow('no more threads');
  const startThread: typeof sharing.startThread = (work, onEnd) => {
    order.push('the next begins');
    return sharing.startThread(work, onEnd);
  };
  const next = openCrew(loops, { threads: 2, startThread });
  await new Promise(setImmediate);
  order.push('the slow one is gone');
  gone[0]!();
  const end = await next;
  expect(order).toEqual(['the slow one is gone', 'the next begins']);
  expect(loops.isHanded()).toBe(true);
  end();
});

test('a thread that does not begin in time is ended', async () => {
  const { module, task } = loops.shared;
  Atomics.store(new Int32Array(loops.memory.buffer, task), shared.generation / 4, 0);
  let isGone = false;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const started = sharing.startThread({ module, memory: loops.memory, task }, () => {
    isGone = true;
  });
  vi.advanceTimersByTime(60_000);
  vi.useRealTimers();
  await expect(started).rejects.toThrow('did not begin within 60 seconds');
  expect(isGone).toBe(true);
});

test('threads that were sent home are called again, and those gone since change nothing', async () => {
  const open = (threads: number) => openBackend('wasm', { ...nodeBackendHome, cores: 2, threads });
  const generation = () => Atomics.load(new Int32Array(loops.memory.buffer, loops.shared.task), shared.generation / 4);
  const work = () => tf.tidy(() => tf.matMul(tf.ones([256, 256]), tf.ones([256, 256])).dataSync());
  for (const threads of [2, 1, 2]) {
    expect((await open(threads)).device).toBe(`WebAssembly SIMD, ${threads === 1 ? 'one thread' : '2 threads'} of 2 cores`);
    const before = generation();
    work();
    expect(generation() > before, `${threads} share`).toBe(threads === 2);
  }
});

test('where no thread can be started, one computes and the note says why', async () => {
  const startThread = () => Promise.reject(new Error('no more threads'));
  const opened = await openBackend('wasm', { ...nodeBackendHome, cores: 4, threads: 3, sharing: { ...sharing, startThread } });
  expect(opened).toMatchObject({
    device: 'WebAssembly SIMD, one thread of 4 cores',
    note: 'WebAssembly computes on one thread, not on 3: no more threads.',
  });
  const alone = await openBackend('wasm', { ...nodeBackendHome, cores: 4, threads: 3, sharing: undefined });
  expect(alone.note).toMatch(/on one thread, not on 3/);
});

import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from 'vitest';
import { torchInTest } from '../../native/torch-in-test.ts';
import { addonPath } from '../../trainer/torch/torch-home.ts';
import { loadTf } from '../backends/loading/load-tf.ts';
import type { Tensor4D, Tf } from '../tensor.ts';
import type { TorchAddon } from './addon.ts';
import { registerTorch } from './register.ts';

const missing = 'missing' in torchInTest ? torchInTest.missing : null;
const folder = 'folder' in torchInTest ? torchInTest.folder : '';
if (missing !== null) test('libtorch', ({ skip }) => skip(missing));

let tf: Tf;
let addon: TorchAddon;

describe.skipIf(missing !== null)('the library that is opened', () => {
  beforeAll(async () => {
    tf = await loadTf();
    addon = createRequire(import.meta.url)(addonPath()!) as TorchAddon;
    registerTorch(tf, addon, { folder, gpu: -1, threads: 1 });
  });

  test('what is refused is refused with a sentence, and leaves nothing behind', async () => {
    await tf.setBackend('torch');
    const live = addon.live();
    const kernel = (inputs: object) => tf.engine().runKernel('BatchMatMul', inputs as never, { transposeA: false, transposeB: false });
    tf.tidy(() => {
      expect(() => kernel({ a: tf.ones([2, 3]), b: tf.ones([2, 3]) })).toThrow(/libtorch could not do aten::mm/);
      expect(() => tf.tensor1d(['text'])).toThrow(/float32, int32 and bool here, not for string/);
    });
    expect(addon.live()).toBe(live);
    expect(() => addon.read(1e9)).toThrow(/no tensor of this number/);
    expect(() => addon.drop(-1)).toThrow(/no tensor of this number/);
    expect(() => addon.run(1e6)).toThrow(/no operator of this number/);
    expect(() => addon.define('add', '', 'tq', 9)).toThrow(/too many/);
    addon.open({ folder, gpu: -1, threads: 1 })[0] = 0;
    expect(() => addon.create(Int32Array.of(1), 0)).toThrow(/not of the kind/);
    expect(() => addon.open({ folder, gpu: 3, threads: 1 })).toThrow(/no aoti_torch_cuda_|libtorch_cuda|could not do the choice of a GPU/);
  });

  test('opened again on the same device, it takes the threads it is given', () => {
    for (const threads of [2, 1]) {
      addon.open({ folder, gpu: -1, threads });
      expect(addon.threads()).toBe(threads);
    }
  });

  test('gradients of whatever shapes leave one tensor behind at most', async () => {
    await tf.setBackend('torch');
    const work = (side: number) =>
      tf.tidy(() =>
        tf
          .grad((x) => tf.conv2d(x as Tensor4D, tf.ones([3, 3, 2, 2]), 1, 'same'))(tf.ones([1, side, side, 2]))
          .dataSync(),
      );
    work(40);
    const live = addon.live();
    for (let side = 5; side < 40; side += 1) expect(work(side)[0]).toBe(8);
    expect(addon.live()).toBeLessThanOrEqual(live);
  });

  test('memory comes back with the tensors', async () => {
    await tf.setBackend('torch');
    const work = () => tf.tidy(() => tf.sum(tf.mul(tf.ones([1000, 1000]), 0.5)).dataSync()[0]);
    for (let at = 0; at < 20; at += 1) work();
    const [live, before] = [addon.live(), process.memoryUsage().rss];
    for (let at = 0; at < 100; at += 1) expect(work()).toBe(500_000);
    expect(addon.live()).toBe(live);
    // 100 times 8 MB, had they stayed.
    expect(process.memoryUsage().rss - before).toBeLessThan(300e6);
  });
});

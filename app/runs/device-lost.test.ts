import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it, vi } from 'vitest';
import { openStore } from '../store/open-store.ts';
import { resolve, tinyConfig, today } from '../tiny-config.ts';
import { launchNode } from './launch-node.ts';
import { openRuns } from './supervisor.ts';

/** Chromium brings a Vulkan driver that computes on the processor: enough to lose it. */
const driver = '/usr/lib/chromium/vk_swiftshader_icd.json';

afterEach(() => void vi.unstubAllEnvs());

it.skipIf(!existsSync(driver))(
  'a GPU that is lost is a failed run with the reason, which resumes from its last checkpoint',
  async () => {
    vi.stubEnv('VK_ICD_FILENAMES', driver);
    vi.stubEnv('LD_LIBRARY_PATH', '/usr/lib/chromium');
    const store = openStore({ folder: ':memory:', now: Date.now });
    const entry = fileURLToPath(new URL('../trainer/losing-trainer.ts', import.meta.url));
    const [losing, usual] = [launchNode({ version: 'test', entry }), launchNode({ version: 'test' })];
    let launched = 0;
    const runs = openRuns({
      store,
      launchTrainer: (options) => (launched++ === 0 ? losing : usual)(options),
      now: Date.now,
      resolve,
      today,
    });
    const { id } = runs.create(tinyConfig({ backend: 'webgpu:0', steps: 6, recording: { checkpointEvery: 2 } }));
    const failed = await runs.ended(id);
    expect(failed.sentence).toMatch(/^The GPU \(SwiftShader Device.*\) was lost: .+\. Resuming goes on from the last checkpoint\.$/);
    expect(failed).toMatchObject({
      status: 'failed',
      environment: { backend: 'webgpu', place: 'webgpu:0', driver: expect.stringMatching(/SwiftShader/) },
    });
    expect(store.checkpoints.at(id)?.step).toBe(4);
    runs.resume(id);
    expect(await runs.ended(id)).toMatchObject({ status: 'finished', step: 6 });
    await runs.close();
    store.close();
  },
  300_000,
);

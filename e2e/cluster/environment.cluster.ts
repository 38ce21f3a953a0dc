import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ended, lasting, onSlurm, openDesk, workspaceIn } from './desk.ts';

it('keeps an outer job’s environment from its own, and gives a job the GPU that it asked for', () =>
  workspaceIn(async (folder) => {
    const poison = {
      SLURM_CPU_BIND: 'quiet,mask_cpu:0x1',
      SLURM_JOB_ID: '999999',
      SBATCH_PARTITION: 'nowhere',
      SBATCH_EXPORT: 'ALL',
      SLURM_MEM_PER_CPU: '1',
    };
    Object.assign(process.env, poison);
    const desk = openDesk(folder);
    try {
      const seen = join(folder, 'seen');
      const id = await desk.train(onSlurm({ gpus: 1, setup: [`env > ${seen}`] }), { ...lasting, steps: 50 });
      expect((await desk.until(id, ended)).run.status).toBe('finished');
      const environment = Object.fromEntries(
        readFileSync(seen, 'utf8')
          .split('\n')
          .map((line) => [line.split('=')[0], line.slice(line.indexOf('=') + 1)]),
      );
      expect(environment.CUDA_VISIBLE_DEVICES).toMatch(/^\d$/);
      expect(environment.SLURM_JOB_ID).not.toBe('999999');
      for (const name of ['SLURM_CPU_BIND', 'SBATCH_PARTITION', 'SBATCH_EXPORT']) expect(environment[name]).toBeUndefined();
      expect((await desk.detail(id)).run.environment).toMatchObject({ cores: 1, memoryBytes: 600 * 2 ** 20 });

      const many = await desk.train(onSlurm({ gpus: 3 }));
      const refused = await desk.until(many, ended);
      expect(refused.run).toMatchObject({
        status: 'failed',
        sentence: expect.stringMatching(/^Slurm refused the job: .*node configuration is not available/),
      });
    } finally {
      for (const name of Object.keys(poison)) delete process.env[name];
      await desk.close();
    }
    // What jobs leave behind goes when they have ended.
    expect(readdirSync(join(folder, 'spool'))).toEqual([]);
  }));

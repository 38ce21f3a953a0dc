import { expect, it } from 'vitest';
import type { ClusterReport } from '../../shared/api/cluster.ts';
import { openDesk, small, workspaceIn } from './desk.ts';

it('says what a compute node has, and what Slurm says where none can be had', () =>
  workspaceIn(async (folder) => {
    const desk = openDesk(folder);
    const report = await desk.json<ClusterReport>('POST', '/api/cluster/doctor', { resources: { ...small, memory: '1500M' } });
    expect(report).toMatchObject({
      cores: 1,
      memoryBytes: 1500 * 2 ** 20,
      isShared: true,
      gpus: [],
      scratch: { freeBytes: expect.any(Number) },
    });
    expect(report.node).toBe(process.versions.node);
    expect(Math.abs(report.skewMilliseconds)).toBeLessThan(2000);
    expect(report.backends.find(({ name }) => name === 'wasm')).toMatchObject({ available: true, milliseconds: expect.any(Number) });
    expect(report.missing).toEqual([]);
    await expect(desk.json('POST', '/api/cluster/doctor', { resources: { partition: 'nowhere' } })).rejects.toThrow(
      /refused the probe: .*invalid partition/i,
    );
    await expect(desk.json('POST', '/api/cluster/doctor', { resources: { node: '/no/such/node' } })).rejects.toThrow(
      /ended as FAILED without an answer/,
    );
    await desk.close();
  }));

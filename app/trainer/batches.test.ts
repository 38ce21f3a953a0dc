import { describe, expect, it } from 'vitest';
import type { BatchEvent } from '../../shared/trainer-protocol.ts';
import { createBatches, mostUnacknowledged } from './batches.ts';

function points(step: number) {
  return { type: 'points' as const, step, values: { loss: step } };
}
function setUp() {
  const posted: BatchEvent[] = [];
  const clock = { time: 1000 };
  const batches = createBatches({
    now: () => clock.time,
    post: (event) => posted.push(event),
    progress: () => ({ step: 0, stepsPerSecond: null, tensors: 0, tensorBytes: 0 }),
  });
  return { posted, clock, batches };
}

describe('batches', () => {
  it('posts when the oldest item would be 50 ms old after the next step, with the time of each item', () => {
    const { posted, clock, batches } = setUp();
    batches.add([points(1)]);
    clock.time += 30;
    batches.add([points(2)]);
    batches.flushIfDue(10);
    expect(posted).toHaveLength(0);
    batches.flushIfDue(25);
    expect(posted).toHaveLength(1);
    expect(posted[0]).toMatchObject({ batch: 1, times: Float64Array.of(1000, 1030), measurements: [{ step: 1 }, { step: 2 }] });
  });

  it('posts at 256 items and numbers batches from 1', () => {
    const { posted, batches } = setUp();
    for (let step = 1; step <= 512; step += 1) {
      batches.add([points(step)]);
      batches.flushIfDue(0);
    }
    expect(posted.map(({ batch, measurements }) => [batch, measurements.length])).toEqual([
      [1, 256],
      [2, 256],
    ]);
  });

  it('posts nothing where there is nothing', () => {
    const { posted, batches } = setUp();
    batches.flush();
    expect(posted).toHaveLength(0);
  });

  it('has no room while eight batches are on their way, and gives it back when one is acknowledged', async () => {
    const { batches } = setUp();
    for (let batch = 1; batch <= mostUnacknowledged; batch += 1) {
      expect(batches.hasRoom()).toBe(true);
      batches.add([points(batch)]);
      batches.flush();
    }
    expect(batches.hasRoom()).toBe(false);
    let isFree = false;
    const room = batches.room().then(() => {
      isFree = true;
    });
    await Promise.resolve();
    expect(isFree).toBe(false);
    batches.acknowledge(1);
    await room;
    expect(batches.hasRoom()).toBe(true);
  });
});

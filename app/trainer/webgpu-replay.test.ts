import { expect, test } from 'vitest';
import { emulatedGpu, givenElsewhere } from './process-in-test.ts';

interface Played {
  replayed: Record<string, number>[];
  computed: Record<string, number>[];
  notes: string[];
  left: number;
}

/** Every value of each of twenty steps of a small game on points, replayed and computed through tfjs. */
const work = `async ({ openBackend, nodeBackendHome, openTraining }) => {
  const { tf } = await openBackend('webgpu', nodeBackendHome);
  // For products as small as these tfjs takes another program, which a processor needs a tenth of a second for: here the one of larger products.
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', 3);
  const params = { batch: 8, discriminatorWidth: 8, generatorWidth: 8, discriminatorDepth: 1, generatorDepth: 1 };
  const before = tf.memory().numTensors;
  const notes = [];
  const played = async (replays) => {
    const training = openTraining(tf, { recipe: 'gan', dataset: 'ring8', seed: 1, steps: 20, params, replays });
    const values = [];
    for (let step = 0; step < 20; step += 1) {
      const outcome = await training.game.play({ keepGradients: false });
      values.push(outcome.values);
      notes.push(...outcome.notes.map(({ sentence }) => sentence));
      outcome.dispose();
    }
    training.dispose();
    return values;
  };
  return { replayed: await played(true), computed: await played(false), notes, left: tf.memory().numTensors - before };
}`;

test('a game replayed on WebGPU has the losses of the computed one', ({ skip }) => {
  const played = givenElsewhere<Played>(['engine/backend.ts', 'trainer/node-home.ts', 'engine/proof.ts'], work, emulatedGpu);
  if ('refused' in played) return skip(played.refused);
  const { replayed, computed, notes, left } = played;
  expect(notes).toEqual([]);
  expect(replayed).toHaveLength(20);
  for (const [step, values] of replayed.entries()) {
    for (const [key, value] of Object.entries(computed[step]!)) {
      expect(Math.abs(values[key]! - value), `${key} in step ${step}`).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(value)));
    }
  }
  expect(replayed.at(-1)).not.toEqual(replayed[0]);
  expect(left).toBe(0);
});

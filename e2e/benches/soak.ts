import { openBackend } from '../../app/engine/backend.ts';
import type { PointsDataset } from '../../app/engine/dataset.ts';
import type { NamedVariable } from '../../app/engine/network.ts';
import { openObservation } from '../../app/engine/observation.ts';
import { openTraining } from '../../app/engine/proof.ts';
import { type Random, seededRandom } from '../../app/engine/random.ts';
import { nodeBackendHome } from '../../app/trainer/node-home.ts';
import type { Measurement } from '../../shared/measurement.ts';
import type { Bench } from '../bench.ts';

/** Measurements that are held against a second implementation: GANYMEDE_SOAK says how many. */
const usually = 200;
const points = 2500;
/** Generated at once by the observation. */
const slice = 250;
/** Points so near to three deviations that float32 and float64 may disagree about them. */
const marginal = 3;

/**
 * One run once recorded the coverage of an ideal sampler as its own. Here every coverage that a run records is computed again: its draws from its
 * own stream, the generator by a loop over plain numbers, the modes by another loop; no tensor and no code of the metric is shared.
 */
export const soak: Bench = {
  name: 'soak',
  about: 'recorded coverage of WGAN on the ring, held against a second implementation, measurement after measurement',
  async run(print) {
    const wanted = Number(process.env.GANYMEDE_SOAK || usually);
    let allDifferent = 0;
    for (const backend of ['cpu', 'wasm'] as const) {
      const { tf } = await openBackend(backend, nodeBackendHome);
      const training = openTraining(tf, { recipe: 'wgan', dataset: 'ring8', seed: 1, steps: wanted });
      const { game, dataset } = training;
      const recording = { ...training.config.recording, metricsEvery: 1, samplesEvery: 0, distributionsEvery: 0, featuresEvery: 0 };
      const observation = openObservation({ tf, config: { ...training.config, recording }, dataset, game });
      let [different, asIdeal] = [0, 0];
      for (let at = 0; at < wanted; at += 1) {
        await training.train(1);
        const found = valuesOf(await observation.measure({}));
        const generator = game.model.networks.find(({ name }) => name === 'generator')!;
        const random = seededRandom(training.config.seed).fork(`metrics/mode-coverage/${game.step}`);
        const again = coverageAgain(dataset as PointsDataset, await plainNetwork(generator.variables), game.model.latent.size, random);
        const isOff = (['', '/ideal'] as const).some(
          (end) => Math.abs(found[`high-quality${end}`]! - again[`high-quality${end}`]) * points > marginal,
        );
        if (isOff) different += 1;
        if (found['high-quality'] === found['high-quality/ideal'] && found['reverse-kl'] === found['reverse-kl/ideal']) asIdeal += 1;
      }
      observation.dispose();
      training.dispose();
      allDifferent += different;
      const note = `${wanted} measurements; ${asIdeal} with the figures of the ideal sampler as their own`;
      print({ name: `soak.coverage.${backend}`, value: different, unit: 'different', note });
    }
    if (allDifferent > 0) throw new Error(`${allDifferent} recorded measurements are not what was computed again; see the rows above.`);
  },
};

function valuesOf(measurements: Measurement[]): Record<string, number> {
  return Object.assign({}, ...measurements.flatMap((measurement) => (measurement.type === 'points' ? [measurement.values] : [])));
}

interface PlainLayer {
  kernel: Float32Array;
  bias: Float32Array;
}

async function plainNetwork(variables: NamedVariable[]): Promise<PlainLayer[]> {
  const read = (end: string) =>
    variables.filter(({ name }) => name.endsWith(end)).map(async ({ variable }) => (await variable.data()) as Float32Array);
  const [kernels, biases] = [await Promise.all(read('kernel')), await Promise.all(read('bias'))];
  return kernels.map((kernel, at) => ({ kernel, bias: biases[at]! }));
}

/** Relu after every layer but the last. */
function throughNetwork(layers: PlainLayer[], input: number[]): number[] {
  return layers.reduce((values, { kernel, bias }, at) => {
    const next = Array.from(bias);
    for (const [row, value] of values.entries()) {
      for (let column = 0; column < next.length; column += 1) next[column]! += value * kernel[row * next.length + column]!;
    }
    return at === layers.length - 1 ? next : next.map((value) => Math.max(0, value));
  }, input);
}

function coverageAgain(dataset: PointsDataset, generator: PlainLayer[], latentSize: number, random: Random) {
  const made: number[][] = [];
  for (let from = 0; from < points; from += slice) {
    for (let at = 0; at < slice; at += 1)
      made.push(
        throughNetwork(
          generator,
          Array.from({ length: latentSize }, () => Math.fround(random.normal())),
        ),
      );
  }
  const drawn = dataset.draw(random, points).values;
  const real = Array.from({ length: points }, (_, at) => [drawn[2 * at]!, drawn[2 * at + 1]!]);
  return { 'high-quality': highQuality(dataset, made), 'high-quality/ideal': highQuality(dataset, real) };
}

/** Share within three deviations of any centre. */
function highQuality({ modes }: PointsDataset, examples: number[][]): number {
  const { centers, deviation, weights } = modes!;
  const isGood = ([x, y]: number[]) =>
    Array.from(weights.keys()).some((mode) => Math.hypot(x! - centers[2 * mode]!, y! - centers[2 * mode + 1]!) <= 3 * deviation);
  return examples.filter(isGood).length / examples.length;
}

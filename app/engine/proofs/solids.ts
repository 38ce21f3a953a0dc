import { freshLatents } from '../examples.ts';
import { openOracle } from '../oracle.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { read, shareSure } from '../proof-measures.ts';

const count = 300;

/** Solids out of noise: whole, of a known form, of the right volume. */
export const solidsProof: Proof = {
  name: 'solids',
  about:
    'A 3D-GAN’s solids are in one piece, of forms that a classifier knows, of volumes as in the data; out of an untrained one they are not.',
  async run({ tf, seed, print }) {
    const steps = 1500;
    const training = openTraining(tf, { recipe: 'gan-3d', dataset: { name: 'solids', params: { size: '8' } }, seed, steps });
    const { dataset, model, random } = training;
    const side = 8;
    const oracle = await openOracle(tf, dataset, { seed });
    const look = async () => {
      const latents = freshLatents(tf, model, random, count);
      const made = await read(tf, () => model.generate!(latents));
      latents.dispose();
      return { sure: shareSure(await oracle.judge(made)), whole: meanWhole(made, side), volumes: volumesOf(made, side) };
    };
    const untrained = await look();
    await training.train(steps);
    const trained = await look();
    const [first, second] = [volumesOf(dataset.draw(random, count).values, side), volumesOf(dataset.draw(random, count).values, side)];
    const split = lineDistance(first, second);
    training.dispose();
    oracle.dispose();
    const what = `solids 8, ${steps} steps`;
    const say = (text: string, verdict: ReturnType<typeof atLeast>) => print({ recipe: 'gan-3d', seed, what: text, ...verdict });
    say(
      `solids of whose form the oracle is sure (> .9), ${what} (oracle on real ${oracle.accuracy?.toFixed(3)})`,
      atLeast(trained.sure, 0.7),
    );
    say(`largest connected part of the volume, ${what}`, atLeast(trained.whole, 0.95));
    say(`W1 of volumes over that of two real samples (${split.toFixed(4)})`, atMost(lineDistance(trained.volumes, first) / split, 2));
    say('ablation, untrained: W1 of volumes over that of two real samples', atLeast(lineDistance(untrained.volumes, first) / split, 4));
  },
};

const filledFrom = 0.5;

/** Filled voxels, as a share of the cube, of each solid. */
function volumesOf(solids: Float32Array, side: number): number[] {
  const width = side ** 3;
  return Array.from({ length: solids.length / width }, (_, at) => {
    return solids.subarray(at * width, (at + 1) * width).reduce((sum, value) => sum + (value > filledFrom ? 1 : 0), 0) / width;
  });
}

/** Mean over solids of the share of filled voxels that hang together by faces. An empty one counts as 0. */
function meanWhole(solids: Float32Array, side: number): number {
  const width = side ** 3;
  let sum = 0;
  for (let from = 0; from < solids.length; from += width) sum += largestPart(solids.subarray(from, from + width), side);
  return (sum * width) / solids.length;
}

function largestPart(solid: Float32Array, side: number): number {
  const seen = new Uint8Array(solid.length);
  let [all, largest] = [0, 0];
  for (let start = 0; start < solid.length; start += 1) {
    if (seen[start] === 1 || solid[start] <= filledFrom) continue;
    const open = [start];
    seen[start] = 1;
    let part = 0;
    for (let at = open.pop(); at !== undefined; at = open.pop()) {
      part += 1;
      for (const next of neighbors(at, side)) {
        if (seen[next] === 1 || solid[next] <= filledFrom) continue;
        seen[next] = 1;
        open.push(next);
      }
    }
    all += part;
    largest = Math.max(largest, part);
  }
  return all === 0 ? 0 : largest / all;
}

function neighbors(at: number, side: number): number[] {
  const found: number[] = [];
  for (const stride of [1, side, side * side]) {
    const along = Math.floor(at / stride) % side;
    if (along > 0) found.push(at - stride);
    if (along < side - 1) found.push(at + stride);
  }
  return found;
}

/** W1 of two samples of one size on a line. */
function lineDistance(first: number[], second: number[]): number {
  const [a, b] = [first.toSorted((x, y) => x - y), second.toSorted((x, y) => x - y)];
  return a.reduce((sum, value, at) => sum + Math.abs(value - b[at]), 0) / a.length;
}

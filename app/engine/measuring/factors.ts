import type { Dataset, Draw } from '../dataset.ts';
import { openOracle, type Oracle } from './oracle.ts';
import { seededRandom } from '../random.ts';
import type { Tf } from '../tensor.ts';

const looked = 200;

/** A network that reads the data's classes and known factors; of two domains whose partners are known, off the second. */
export function openFactorOracle(tf: Tf, dataset: Dataset, options: { seed: number; steps?: number }): Promise<Oracle> {
  return openOracle(tf, judgedData(dataset), { ...options, factors: knownFactors(dataset) });
}

/** Names of the factors that vary; none where the data says nothing of them. */
export function knownFactors(dataset: Dataset): string[] {
  const { factors = {} } = judgedData(dataset).draw(seededRandom(1).fork('factors'), looked);
  return Object.keys(factors).filter((name) => factors[name].some((value) => value !== factors[name][0]));
}

/** What is made, as a dataset of its own: the second of two domains, drawn with the factors of its hidden partner. */
function judgedData(dataset: Dataset): Dataset {
  if (dataset.kind !== 'domains' || dataset.drawPairs === undefined) return dataset;
  const { drawPairs } = dataset;
  return {
    ...dataset,
    heldOut: undefined,
    draw(random, count): Draw {
      const { other, factors, labels } = drawPairs(random, count);
      return { values: other, labels: labels ?? null, factors };
    },
  };
}

import type { Dataset, DomainsDataset, PicturesDataset } from '../dataset.ts';

/** Pictures of two domains, looked at as one set by those who judge what was made: no system trains on these. */

/** One of the two by itself, with its classes and known factors. */
export function oneDomain(dataset: DomainsDataset, which: 'first' | 'second'): PicturesDataset {
  return {
    ...asPictures(dataset),
    classes: dataset.classes,
    draw(random, count) {
      const { values, other, labels, factors } = dataset.drawPairs!(random, count);
      return { values: which === 'first' ? values : other, labels: labels ?? null, factors };
    },
  };
}

/** Both mixed, half and half; the class is the domain. */
export function eitherDomain(dataset: DomainsDataset): Dataset {
  return {
    ...asPictures(dataset),
    classes: ['first', 'second'],
    draw(random, count) {
      const { values, other } = dataset.draw(random, count);
      const width = values.length / count;
      const labels = Int32Array.from({ length: count }, (_, at) => at % 2);
      const mixed = values.slice();
      labels.forEach((label, at) => {
        if (label === 1) mixed.set(other!.subarray(at * width, (at + 1) * width), at * width);
      });
      return { values: mixed, labels };
    },
  };
}

function asPictures({ example }: DomainsDataset) {
  return { kind: 'pictures' as const, size: example[0], channels: example[2] as 1 | 3, examples: null, notes: [] };
}

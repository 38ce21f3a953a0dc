import { distances } from '../measuring/assignment.ts';
import type { Metric } from '../metric.ts';

const neighbor = 3;
const points = 500;

/**
 * Improved precision and recall (Kynkäänniemi et al. 2019, arXiv:1904.06991), density and coverage (Naeem et al. 2020, arXiv:2002.09797).
 * A ball around each example reaches to its third neighbour in its own set.
 */
export const precisionRecall: Metric = {
  name: 'precision-recall',
  series: [
    series('precision', 'Precision', 'Share of generated examples that lie inside the ball of some real one: are they good?', 'higher'),
    series('recall', 'Recall', 'Share of real examples that lie inside the ball of some generated one: is everything there?', 'higher'),
    series(
      'density',
      'Density',
      'How many real balls a generated example lies in, over three: precision that an outlier can’t raise.',
      'higher',
    ),
    series('coverage', 'Coverage', 'Share of real balls with a generated example inside: recall that an outlier can’t raise.', 'higher'),
    series('precision/ideal', 'Precision, ideal sampler', 'The same for fresh real examples.', null),
    series('recall/ideal', 'Recall, ideal sampler', 'The same for fresh real examples.', null),
    series('density/ideal', 'Density, ideal sampler', 'The same for fresh real examples.', null),
    series('coverage/ideal', 'Coverage, ideal sampler', 'The same for fresh real examples.', null),
  ],
  accepts: ['points', 'pictures'],
  definition: `k = ${neighbor}; ${points} points on each side in the plane, or 1000 pictures by the features of a small classifier trained on this data.`,
  judges: 'samples',
  follows: 'featuresEvery',
  appliesTo: (dataset) => dataset.kind === 'points' || dataset.classes !== null,
  async measure(context) {
    const { truth, other, made, width } = await sides(context);
    const found = balls(truth, made, width);
    const ideal = balls(truth, other, width);
    return { ...found, ...Object.fromEntries(Object.entries(ideal).map(([key, value]) => [`${key}/ideal`, value])) };
  },
};

async function sides({ dataset, real, ideal, generated, judged, width }: Parameters<Metric['measure']>[0]) {
  if (dataset.kind === 'points') return { truth: real(points), other: ideal(points), made: await generated(points), width };
  const seen = await judged();
  return { truth: seen.real.features, other: seen.ideal.features, made: seen.generated.features, width: seen.width };
}

/** Both samples of one size, row by row. */
export function balls(real: Float32Array, made: Float32Array, width: number) {
  if (!made.every(Number.isFinite)) return { precision: Number.NaN, recall: Number.NaN, density: Number.NaN, coverage: Number.NaN };
  const count = real.length / width;
  const across = distances(real, made, width);
  const [realReach, madeReach] = [reaches(real, width), reaches(made, width)];
  let [inside, reached, within, covered] = [0, 0, 0, 0];
  for (let at = 0; at < count; at += 1) {
    let [isInside, isReached, isCovered] = [false, false, false];
    for (let other = 0; other < count; other += 1) {
      if (across[other * count + at] <= realReach[other]) {
        isInside = true;
        within += 1;
      }
      if (across[at * count + other] <= madeReach[other]) isReached = true;
      if (across[at * count + other] <= realReach[at]) isCovered = true;
    }
    inside += isInside ? 1 : 0;
    reached += isReached ? 1 : 0;
    covered += isCovered ? 1 : 0;
  }
  return { precision: inside / count, recall: reached / count, density: within / (neighbor * count), coverage: covered / count };
}

/** From each to its third neighbour, itself not counted. */
function reaches(values: Float32Array, width: number): Float64Array {
  const count = values.length / width;
  const all = distances(values, values, width);
  return Float64Array.from({ length: count }, (_, row) => all.slice(row * count, (row + 1) * count).sort()[neighbor]);
}

function series(key: string, label: string, help: string, better: 'higher' | null) {
  return { key, label, unit: '', help, better };
}

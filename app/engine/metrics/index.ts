import type { Metric } from '../metric.ts';
import { bitsPerDimension } from './bits-per-dimension.ts';
import { captionAccuracy } from './caption-accuracy.ts';
import { criticEstimate } from './critic-estimate.ts';
import { exactW1 } from './exact-w1.ts';
import { fid } from './fid.ts';
import { inceptionScore } from './inception-score.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { kid } from './kid.ts';
import { labelAccuracy } from './label-accuracy.ts';
import { mmd2 } from './mmd2.ts';
import { modeCoverage } from './mode-coverage.ts';
import { nearestNeighbor } from './nearest-neighbor.ts';
import { precisionRecall } from './precision-recall.ts';
import { sinkhorn } from './sinkhorn.ts';
import { slicedW1 } from './sliced-w1.ts';

export const metrics: Metric[] = [
  exactW1,
  criticEstimate,
  modeCoverage,
  slicedW1,
  sinkhorn,
  mmd2,
  jensenShannon,
  precisionRecall,
  fid,
  kid,
  inceptionScore,
  nearestNeighbor,
  labelAccuracy,
  captionAccuracy,
  bitsPerDimension,
];

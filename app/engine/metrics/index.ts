import { besideTraining } from '../beside-training.ts';
import type { Metric } from '../metric.ts';
import { askedClass } from './asked-class.ts';
import { bitsPerDimension } from './bits-per-dimension.ts';
import { captionAccuracy } from './caption-accuracy.ts';
import { codeInformation } from './code-information.ts';
import { codeMeaning } from './code-meaning.ts';
import { criticEstimate } from './critic-estimate.ts';
import { cycleError } from './cycle-error.ts';
import { exactW1 } from './exact-w1.ts';
import { factorReading } from './factor-reading.ts';
import { fid } from './fid.ts';
import { hiddenPairs } from './hidden-pairs.ts';
import { inceptionScore } from './inception-score.ts';
import { jensenShannon } from './jensen-shannon.ts';
import { keptFactors } from './kept-factors.ts';
import { kid } from './kid.ts';
import { labelAccuracy } from './label-accuracy.ts';
import { likeness } from './likeness.ts';
import { mmd2 } from './mmd2.ts';
import { modeCoverage } from './mode-coverage.ts';
import { nearestNeighbor } from './nearest-neighbor.ts';
import { pitchPower } from './pitch-power.ts';
import { precisionRecall } from './precision-recall.ts';
import { sinkhorn } from './sinkhorn.ts';
import { slicedW1 } from './sliced-w1.ts';
import { solidValidity } from './solid-validity.ts';
import { toldSlots } from './told-slots.ts';

export const metrics: Metric[] = besideTraining([
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
  solidValidity,
  hiddenPairs,
  labelAccuracy,
  askedClass,
  keptFactors,
  likeness,
  factorReading,
  cycleError,
  codeInformation,
  codeMeaning,
  pitchPower,
  captionAccuracy,
  toldSlots,
  bitsPerDimension,
]);

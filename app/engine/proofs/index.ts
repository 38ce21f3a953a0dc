import type { Proof } from '../proof.ts';
import { askedFor } from './asked-for.ts';
import { clippedWeights } from './clipped-weights.ts';
import { coveredModes } from './covered-modes.ts';
import { criticMeter } from './critic-meter.ts';
import { fewLabels } from './few-labels.ts';
import { fixedGenerator } from './fixed-generator.ts';
import { gradientByDepth } from './gradient-by-depth.ts';
import { optimalDiscriminator } from './optimal-discriminator.ts';
import { pixelLikelihood } from './pixel-likelihood.ts';
import { sound } from './sound.ts';
import { latentRegion } from './latent-region.ts';
import { objectives } from './objectives.ts';
import { readableCodes } from './readable-codes.ts';
import { twoDomains } from './two-domains.ts';

export const proofs: Proof[] = [
  optimalDiscriminator,
  clippedWeights,
  gradientByDepth,
  fixedGenerator,
  criticMeter,
  coveredModes,
  pixelLikelihood,
  sound,
  objectives,
  askedFor,
  latentRegion,
  readableCodes,
  twoDomains,
  fewLabels,
];

import type { Proof } from '../proof.ts';
import { askedFor } from './asked-for.ts';
import { clippedWeights } from './clipped-weights.ts';
import { coveredModes } from './covered-modes.ts';
import { criticMeter } from './critic-meter.ts';
import { fGenerators } from './f-generators.ts';
import { localPenalty } from './local-penalty.ts';
import { fewLabels } from './few-labels.ts';
import { fixedGenerator } from './fixed-generator.ts';
import { gradientByDepth } from './gradient-by-depth.ts';
import { optimalDiscriminator } from './optimal-discriminator.ts';
import { pixelLikelihood } from './pixel-likelihood.ts';
import { sound } from './sound.ts';
import { latentRegion } from './latent-region.ts';
import { objectives } from './objectives.ts';
import { realDigits } from './real-digits.ts';
import { readableCodes } from './readable-codes.ts';
import { adaptation } from './adaptation.ts';
import { hiddenPairs } from './hidden-pairs.ts';
import { knownPairs } from './known-pairs.ts';
import { twoDomains } from './two-domains.ts';
import { captionsProof } from './captions.ts';
import { changedPictures } from './changed-pictures.ts';
import { exactLikelihood } from './exact-likelihood.ts';
import { inference } from './inference.ts';
import { judges } from './judges.ts';
import { latentDirections } from './latent-directions.ts';
import { learntKernels } from './learnt-kernels.ts';
import { matchedCodes } from './matched-codes.ts';
import { moreData } from './more-data.ts';
import { sharpness } from './sharpness.ts';
import { solidsProof } from './solids.ts';
import { stacked } from './stacked.ts';
import { stages } from './stages.ts';
import { stress } from './stress.ts';
import { twoSamples } from './two-samples.ts';
import { valueSurface } from './value-surface.ts';
import { words } from './words.ts';

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
  fGenerators,
  localPenalty,
  askedFor,
  latentRegion,
  readableCodes,
  knownPairs,
  hiddenPairs,
  twoDomains,
  adaptation,
  fewLabels,
  captionsProof,
  changedPictures,
  exactLikelihood,
  inference,
  judges,
  latentDirections,
  learntKernels,
  matchedCodes,
  moreData,
  sharpness,
  solidsProof,
  stages,
  stacked,
  stress,
  valueSurface,
  words,
  twoSamples,
  realDigits,
];

import type { Proof } from '../proof.ts';
import { clippedWeights } from './clipped-weights.ts';
import { coveredModes } from './covered-modes.ts';
import { criticMeter } from './critic-meter.ts';
import { fixedGenerator } from './fixed-generator.ts';
import { gradientByDepth } from './gradient-by-depth.ts';
import { pixelLikelihood } from './pixel-likelihood.ts';
import { sound } from './sound.ts';

export const proofs: Proof[] = [clippedWeights, gradientByDepth, fixedGenerator, criticMeter, coveredModes, pixelLikelihood, sound];

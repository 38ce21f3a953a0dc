import type { Probe } from '../probe.ts';
import { captions } from './captions.ts';
import { codes } from './codes.ts';
import { conditions } from './conditions.ts';
import { criticSurface } from './critic-surface.ts';
import { embedding } from './embedding.ts';
import { gradientDepth } from './gradient-depth.ts';
import { gradients } from './gradients.ts';
import { interpolateGradients } from './interpolate-gradients.ts';
import { latentMap } from './latent-map.ts';
import { samples } from './samples.ts';
import { sideBySide } from './side-by-side.ts';
import { transportPlan } from './transport-plan.ts';
import { unfolding } from './unfolding.ts';
import { weights } from './weights.ts';

export const probes: Probe[] = [
  weights,
  gradients,
  interpolateGradients,
  gradientDepth,
  samples,
  sideBySide,
  conditions,
  codes,
  latentMap,
  embedding,
  unfolding,
  captions,
  criticSurface,
  transportPlan,
];

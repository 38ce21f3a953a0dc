import type { Probe } from '../probe.ts';
import { criticSurface } from './critic-surface.ts';
import { gradientDepth } from './gradient-depth.ts';
import { gradients } from './gradients.ts';
import { interpolateGradients } from './interpolate-gradients.ts';
import { samples } from './samples.ts';
import { sideBySide } from './side-by-side.ts';
import { transportPlan } from './transport-plan.ts';
import { weights } from './weights.ts';

export const probes: Probe[] = [weights, gradients, interpolateGradients, gradientDepth, samples, sideBySide, criticSurface, transportPlan];

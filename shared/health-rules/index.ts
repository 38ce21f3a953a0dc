import type { HealthRule } from '../health-rule.ts';
import { clipSaturation } from './clip-saturation.ts';
import { coverageFalling } from './coverage-falling.ts';
import { criticAtZero } from './critic-at-zero.ts';
import { discriminatorCertain } from './discriminator-certain.ts';
import { estimateParting } from './estimate-parting.ts';
import { gradientVanished } from './gradient-vanished.ts';
import { lossNotFinite } from './loss-not-finite.ts';
import { memoryClimbing } from './memory-climbing.ts';
import { noProgress } from './no-progress.ts';

export const healthRules: HealthRule[] = [
  lossNotFinite,
  criticAtZero,
  discriminatorCertain,
  gradientVanished,
  coverageFalling,
  clipSaturation,
  estimateParting,
  noProgress,
  memoryClimbing,
] as HealthRule[];

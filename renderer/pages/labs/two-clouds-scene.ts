import { bestCritic, type Cloud, type Critic, type Judgement, judge, placesOf } from '../../../shared/lab/two-clouds.ts';

export interface Scene {
  real: Cloud;
  generated: Cloud;
  /** Of the generated cloud. */
  points: number[];
  critic: Critic;
  judgements: Judgement[];
}
const pointCount = 15;

/** The real hills stand at 0, and at 4 where there are two; the generated one at `d`. */
export function sceneOf(d: number, sigma: number, shape: 'one' | 'two'): Scene {
  const real = { means: shape === 'one' ? [0] : [0, 4], width: sigma };
  const generated = { means: [d], width: sigma };
  const points = placesOf(generated, pointCount);
  return { real, generated, points, critic: bestCritic(real, generated), judgements: points.map((x) => judge(real, generated, x)) };
}

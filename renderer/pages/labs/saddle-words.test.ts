import { describe, expect, test } from 'vitest';
import { orbit, type Play } from '../../../shared/lab/saddle.ts';
import { law, verdict } from './saddle-words.ts';

const plain: Play = {
  game: 'bilinear',
  loss: 'minimax',
  method: 'simultaneous',
  rate: 0.1,
  penalty: 0.5,
  clip: 0.5,
  momentum: -0.3,
  averaging: 0.25,
};
const said = (play: Partial<Play>) => verdict(orbit({ ...plain, ...play }, [1, 0.5], 300));

describe('what is said of an orbit', () => {
  test('is what it does', () => {
    expect(said({})).toMatch(/moves away/);
    expect(said({ method: 'extragradient' })).toMatch(/nearer/);
    expect(said({ method: 'averaging' })).toMatch(/nearer/);
    expect(said({ game: 'dirac', loss: 'r1' })).toMatch(/nearer/);
    for (const loss of ['wgan-clip', 'wgan-gp'] as const) expect(said({ game: 'dirac', loss })).toMatch(/hardly changes/);
    expect(said({ method: 'alternating' })).toMatch(/hardly changes/);
    expect(verdict(orbit(plain, [0, 0], 5))).toMatch(/equilibrium, where it stays/);
  });
  test('goes with the law: the factor it names is the one a step has', () => {
    const places = orbit(plain, [1, 0.5], 1);
    const factor = Math.hypot(...places[1]) / Math.hypot(...places[0]);
    expect(law(plain)).toContain(String(Number(factor.toPrecision(6))));
  });
});

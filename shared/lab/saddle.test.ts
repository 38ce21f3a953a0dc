import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { games, gradients, losses, methods, orbit, type Play, playerLosses } from './saddle.ts';

const plain: Play = {
  game: 'bilinear',
  loss: 'minimax',
  method: 'simultaneous',
  rate: 0.1,
  penalty: 1,
  clip: 0.5,
  momentum: -0.3,
  averaging: 1,
};
const number = fc.double({ min: -2, max: 2, noNaN: true });
const start = fc.tuple(number, number).filter(([x, y]) => Math.hypot(x, y) > 0.1);
const rate = fc.double({ min: 0.01, max: 0.5, noNaN: true });
const far = (place: readonly [number, number]) => Math.hypot(...place);

describe('gradients', () => {
  test.prop([fc.constantFrom(...games), fc.constantFrom(...losses), start, fc.double({ min: 0, max: 5, noNaN: true })])(
    'are those of the losses by finite differences',
    (game, loss, [theta, psi], penalty) => {
      fc.pre(Math.abs(psi) > 0.01);
      const h = 1e-5;
      const at = (t: number, p: number) => playerLosses({ game, loss, penalty }, [t, p]);
      const [first, second] = gradients({ game, loss, penalty }, [theta, psi]);
      expect(first).toBeCloseTo((at(theta + h, psi).generator - at(theta - h, psi).generator) / (2 * h), 5);
      expect(second).toBeCloseTo((at(theta, psi + h).discriminator - at(theta, psi - h).discriminator) / (2 * h), 5);
    },
  );

  test('the equilibrium stays where it is, under every game, loss and method', () => {
    for (const game of games)
      for (const loss of losses)
        for (const method of methods)
          expect(
            orbit({ ...plain, game, loss, method }, [0, 0], 20)
              .at(-1)!
              .map(Math.abs),
          ).toEqual([0, 0]);
  });
});

describe('the bilinear game', () => {
  test.prop([start, rate])('both at once: farther out by √(1 + η²) every step', (from, eta) => {
    const places = orbit({ ...plain, rate: eta }, from, 30);
    expect(far(places[30]) / far(from)).toBeCloseTo((1 + eta * eta) ** 15, 9);
  });

  test.prop([start, rate])('in turns: x² + y² + η·x·y is kept', (from, eta) => {
    const kept = ([x, y]: readonly [number, number]) => x * x + y * y + eta * x * y;
    for (const place of orbit({ ...plain, method: 'alternating', rate: eta }, from, 200)) expect(kept(place)).toBeCloseTo(kept(from), 8);
  });

  test.prop([start, rate])('a look ahead: nearer by √(1 − η² + η⁴) every step', (from, eta) => {
    const places = orbit({ ...plain, method: 'extragradient', rate: eta }, from, 30);
    expect(far(places[30]) / far(from)).toBeCloseTo((1 - eta ** 2 + eta ** 4) ** 15, 9);
  });

  test('momentum pushes out, and historical averaging brings in', () => {
    const end = (play: Partial<Play>) => far(orbit({ ...plain, ...play }, [1, 1], 400).at(-1)!) / Math.SQRT2;
    expect(end({})).toBeGreaterThan(5);
    expect(end({ method: 'momentum', momentum: 0.5 })).toBeGreaterThan(end({}));
    expect(end({ method: 'averaging', averaging: 0.25 })).toBeLessThan(0.2);
    // Held to a mean that itself hardly moves: it falls like a power of the steps, the slower the heavier the weight.
    expect(end({ method: 'averaging', averaging: 1 })).toBeGreaterThan(end({ method: 'averaging', averaging: 0.25 }));
  });
});

describe('the Dirac game', () => {
  const end = (play: Partial<Play>, steps = 2000) => far(orbit({ ...plain, game: 'dirac', ...play }, [1, 0.5], steps).at(-1)!);

  test('the plain losses do not come to rest; R1 does', () => {
    for (const loss of ['minimax', 'non-saturating', 'wgan', 'wgan-gp'] as const) expect(end({ loss })).toBeGreaterThan(0.3);
    expect(end({ loss: 'r1' })).toBeLessThan(1e-6);
  });

  test('clipping holds ψ, and the game still goes round', () => {
    const places = orbit({ ...plain, game: 'dirac', loss: 'wgan-clip' }, [1, 2], 2000);
    expect(Math.max(...places.map(([, psi]) => Math.abs(psi)))).toBe(0.5);
    expect(far(places.at(-1)!)).toBeGreaterThan(0.05);
  });

  test('an orbit that leaves all bounds ends there', () => {
    const places = orbit({ ...plain, rate: 5 }, [1, 1], 1000);
    expect(places.length).toBeLessThan(1000);
    expect(places.every((place) => Number.isFinite(far(place)))).toBe(true);
  });
});

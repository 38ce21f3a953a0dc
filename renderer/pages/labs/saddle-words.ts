import { assertNever } from '../../../shared/assert-never.ts';
import type { Game, Loss, Method, Place, Play } from '../../../shared/lab/saddle.ts';
import { formatNumber } from '../../charts/number-format.ts';

export const gameNames: Record<Game, string> = { bilinear: 'Bilinear game θψ', dirac: 'Dirac-GAN' };
export const lossNames: Record<Loss, string> = {
  minimax: 'minimax',
  'non-saturating': 'non-saturating',
  wgan: 'WGAN',
  'wgan-clip': 'WGAN, clipped',
  'wgan-gp': 'WGAN-GP',
  r1: 'non-saturating + R1',
};
export const methodNames: Record<Method, string> = {
  simultaneous: 'both at once',
  alternating: 'in turns, ψ first',
  extragradient: 'extragradient: look ahead',
  momentum: 'momentum',
  averaging: 'historical averaging',
};
/** Judged by what was computed: the middle distance of the last fifth against that of the fifth half way, when a limit cycle is reached. */
export function verdict(places: Place[]): string {
  const far = places.map((place) => Math.hypot(...place));
  if (far[0] === 0) return 'Started on the equilibrium, where it stays';
  const fifth = Math.max(1, Math.floor(far.length / 5));
  const middle = (part: number[]) => part.toSorted((a, b) => a - b)[Math.floor(part.length / 2)];
  const ratio = middle(far.slice(-fifth)) / middle(far.slice(2 * fifth, 3 * fifth));
  if (ratio > 1.03) return 'It moves away from the equilibrium';
  return ratio < 0.97 ? 'It comes nearer to the equilibrium' : 'Its distance to the equilibrium hardly changes';
}

/** What is known of the method on the bilinear game, and of the loss on the Dirac game. */
export function law({ game, loss, method, rate }: Play): string {
  if (game === 'bilinear') {
    switch (method) {
      case 'simultaneous':
        return `Here each step is √(1 + η²) = ${formatNumber(Math.sqrt(1 + rate ** 2), 6)} times farther out, whatever η.`;
      case 'alternating':
        return 'Here θ² + ψ² + ηθψ is kept: an ellipse, for ever.';
      case 'extragradient':
        return `Here each step is √(1 − η² + η⁴) = ${formatNumber(Math.sqrt(1 - rate ** 2 + rate ** 4), 6)} times as far.`;
      case 'momentum':
        return 'Positive momentum drives it out faster; a negative one brakes.';
      case 'averaging':
        return 'The pull to the mean of the past brings it in; too heavy a weight holds it where it was.';
      default:
        return assertNever(method);
    }
  }
  switch (loss) {
    case 'minimax':
    case 'non-saturating':
      return 'Near the equilibrium both unregularised losses only turn: gradient descent does not converge.';
    case 'wgan':
      return 'With a linear critic this is the bilinear game.';
    case 'wgan-clip':
      return 'Clipping holds ψ in its band, and θ goes on from side to side.';
    case 'wgan-gp':
      return 'The penalty wants |ψ| = 1, which is not the equilibrium: it does not come to rest.';
    case 'r1':
      return 'R1 punishes any slope on the data, so the critic rests at 0 and the orbit comes in.';
    default:
      return assertNever(loss);
  }
}

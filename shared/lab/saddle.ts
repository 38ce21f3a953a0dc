import { assertNever } from '../assert-never.ts';

/**
 * Games of two numbers whose only equilibrium is (0, 0). Bilinear: min over θ, max over ψ of θ·ψ. Dirac-GAN (Mescheder 2018,
 * arXiv:1801.04406): the data is one point at 0, the generator puts one point at θ, the discriminator is D(x) = ψ·x.
 */
export const games = ['bilinear', 'dirac'] as const;
export type Game = (typeof games)[number];

/** How the Dirac game is paid. The bilinear game has one loss only. */
export const losses = ['minimax', 'non-saturating', 'wgan', 'wgan-clip', 'wgan-gp', 'r1'] as const;
export type Loss = (typeof losses)[number];

export const methods = ['simultaneous', 'alternating', 'extragradient', 'momentum', 'averaging'] as const;
export type Method = (typeof methods)[number];

export interface Play {
  game: Game;
  loss: Loss;
  method: Method;
  rate: number;
  /** Weight of the discriminator's penalty: λ of the gradient penalty, γ of R1. */
  penalty: number;
  /** Bound on ψ under clipping. */
  clip: number;
  /** What is kept of the last step under momentum; less than 0 brakes (arXiv:1807.04740). */
  momentum: number;
  /** Weight of ‖θ − mean of its past‖² (arXiv:1606.03498, section 3.3). */
  averaging: number;
}
export type Place = readonly [theta: number, psi: number];

/** What each player lowers. A discriminator's loss is minus what it is paid. */
export function playerLosses({ game, loss, penalty }: Pick<Play, 'game' | 'loss' | 'penalty'>, [theta, psi]: Place) {
  if (game === 'bilinear') return { generator: theta * psi, discriminator: -theta * psi };
  const fake = theta * psi;
  const cross = softplus(0) + softplus(fake);
  switch (loss) {
    case 'minimax':
      return { generator: -softplus(fake), discriminator: cross };
    case 'non-saturating':
      return { generator: softplus(-fake), discriminator: cross };
    case 'wgan':
    case 'wgan-clip':
      return { generator: -fake, discriminator: fake };
    case 'wgan-gp':
      return { generator: -fake, discriminator: fake + penalty * (Math.abs(psi) - 1) ** 2 };
    case 'r1':
      return { generator: softplus(-fake), discriminator: cross + (penalty / 2) * psi * psi };
    default:
      return assertNever(loss);
  }
}

/** Both players' gradients of their own losses: each goes against its own. At ψ = 0 the gradient penalty's is taken as 0. */
export function gradients({ game, loss, penalty }: Pick<Play, 'game' | 'loss' | 'penalty'>, [theta, psi]: Place): Place {
  if (game === 'bilinear') return [psi, -theta];
  const belief = sigmoid(theta * psi);
  const doubt = sigmoid(-theta * psi);
  switch (loss) {
    case 'minimax':
      return [-belief * psi, belief * theta];
    case 'non-saturating':
      return [-doubt * psi, belief * theta];
    case 'wgan':
    case 'wgan-clip':
      return [-psi, theta];
    case 'wgan-gp':
      return [-psi, theta + 2 * penalty * (Math.abs(psi) - 1) * Math.sign(psi)];
    case 'r1':
      return [-doubt * psi, belief * theta + penalty * psi];
    default:
      return assertNever(loss);
  }
}

/** `steps`+1 places, the start first. An orbit that leaves all bounds stops there. */
export function orbit(play: Play, start: Place, steps: number): Place[] {
  const places: Place[] = [bounded(play, start)];
  let speed: Place = [0, 0];
  let mean: Place = places[0];
  for (let step = 1; step <= steps; step += 1) {
    const at = places[step - 1];
    const next = bounded(play, moved(play, at, speed, mean));
    if (!(Math.hypot(...next) < 1e9)) break;
    speed = [next[0] - at[0], next[1] - at[1]];
    mean = [mean[0] + (next[0] - mean[0]) / (step + 1), mean[1] + (next[1] - mean[1]) / (step + 1)];
    places.push(next);
  }
  return places;
}

function moved(play: Play, at: Place, speed: Place, mean: Place): Place {
  const { rate } = play;
  const pull = gradients(play, at);
  switch (play.method) {
    case 'simultaneous':
      return [at[0] - rate * pull[0], at[1] - rate * pull[1]];
    case 'alternating': {
      const psi = bounded(play, [at[0], at[1] - rate * pull[1]])[1];
      return [at[0] - rate * gradients(play, [at[0], psi])[0], psi];
    }
    case 'extragradient': {
      const ahead = gradients(play, bounded(play, [at[0] - rate * pull[0], at[1] - rate * pull[1]]));
      return [at[0] - rate * ahead[0], at[1] - rate * ahead[1]];
    }
    case 'momentum':
      return [at[0] - rate * pull[0] + play.momentum * speed[0], at[1] - rate * pull[1] + play.momentum * speed[1]];
    case 'averaging': {
      const weight = 2 * play.averaging;
      return [at[0] - rate * (pull[0] + weight * (at[0] - mean[0])), at[1] - rate * (pull[1] + weight * (at[1] - mean[1]))];
    }
    default:
      return assertNever(play.method);
  }
}

function bounded({ game, loss, clip }: Play, [theta, psi]: Place): Place {
  return game === 'dirac' && loss === 'wgan-clip' ? [theta, Math.max(-clip, Math.min(clip, psi))] : [theta, psi];
}
function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}
function sigmoid(x: number): number {
  return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
}

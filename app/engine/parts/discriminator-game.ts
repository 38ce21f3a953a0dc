import type { ParamSpec, PresetPair } from '../../../shared/params.ts';
import { buildAdversaries, dcgan, type JudgeShape, networkParams, type Norm } from './adversaries.ts';
import { alternate, optimizerParams, playerOptimizer, scheduleParams } from './game-params.ts';
import type { Network } from '../network.ts';
import type { Objective } from '../objective.ts';
import { both, fromCode, fromPaper, numberOf, ours } from '../param.ts';
import type { BuildContext, Model, Play } from '../recipe.ts';
import type { Scalar, Tensor, Tf } from '../tensor.ts';

/**
 * The knobs of a game between a discriminator and a generator that differs from the first GAN only in what is minimised.
 * `norms` leaves out batch norm where the recipe has a penalty.
 */
export function discriminatorParams(options: { norms: readonly Norm[]; steps?: PresetPair }): ParamSpec[] {
  const rate = {
    presets: both(ours(1e-3, 'as our gradient penalty on points')),
    presetsFor: { pictures: { small: ours(1e-3, 'as our GAN on small pictures'), paper: fromCode(2e-4, dcgan) } },
  };
  const judgeNorm = options.norms.includes('batch') ? both(fromCode('batch', dcgan)) : both(ours('none', 'not needed in shallow networks'));
  return [
    ...optimizerParams({
      optimizer: { presets: both(fromCode('adam', dcgan)) },
      rates: { discriminator: rate, generator: rate },
      beta1: { presets: both(fromCode(0.5, dcgan)) },
      beta2: { presets: both(ours(0.999, 'Adam’s own default, arXiv:1412.6980')) },
    }),
    ...scheduleParams({
      judge: 'discriminator',
      batch: {
        presets: both(ours(128, 'as our other games on points')),
        presetsFor: { pictures: { small: ours(32, 'trains in minutes on two cores'), paper: fromCode(128, dcgan) } },
      },
      judgeSteps: options.steps ?? both(fromPaper(1, 'arXiv:1406.2661, Algorithm 1: k = 1')),
    }),
    ...networkParams({ judge: 'discriminator', judgeNorms: options.norms, judgeNorm }),
  ];
}

export interface GameRules {
  objective: Objective;
  /** Added to the discriminator's loss with its weight, and recorded without. */
  penalty?: { weight: number; of(play: Play, discriminator: Network): Scalar };
  /** In place of the objective's own loss of the generator. */
  generatorLoss?(play: Play, generated: Tensor): Scalar;
  /** In place of the objective's own loss of the discriminator, where single pairs of examples count. */
  discriminatorLoss?(play: Play, generated: Tensor, outputs: { real: Tensor; generated: Tensor }): Scalar;
}

/** Two networks, two players: one update each as the schedule says. */
export function discriminatorGame(
  context: BuildContext,
  rules: (networks: { discriminator: Network }) => GameRules,
  shape: JudgeShape = {},
): Model {
  const { tf, params } = context;
  const { generator, judge: discriminator, latent } = buildAdversaries(context, 'discriminator', shape);
  const { objective, penalty, generatorLoss, discriminatorLoss } = rules({ discriminator });
  const batch = numberOf(params, 'batch');
  const made = (latents: Tensor) => generator.apply(latents);
  return {
    networks: [discriminator, generator],
    latent,
    players: [
      {
        name: 'discriminator',
        networks: ['discriminator'],
        optimizer: playerOptimizer(params, 'discriminator'),
        batch,
        loss(play) {
          const real = discriminator.apply(play.real);
          const examples = made(play.latents);
          const generated = discriminator.apply(examples);
          const game = discriminatorLoss?.(play, examples, { real, generated }) ?? objective.judge(tf, real, generated);
          const also = outputsOf(tf, objective, real, generated);
          if (penalty === undefined) return { loss: game, also };
          const cost = penalty.of(play, discriminator);
          return { loss: game.add(cost.mul(penalty.weight)), also: { ...also, penalty: cost } };
        },
      },
      {
        name: 'generator',
        networks: ['generator'],
        optimizer: playerOptimizer(params, 'generator'),
        batch,
        loss(play) {
          const examples = made(play.latents);
          return { loss: generatorLoss?.(play, examples) ?? objective.generator(tf, discriminator.apply(examples)), also: {} };
        },
      },
    ],
    schedule: () => alternate(params, 'discriminator', numberOf(params, 'discriminatorSteps')),
    generate: (latents) => generator.apply(latents, { training: false }),
    score: (examples) => discriminator.apply(examples, { training: false }).flatten(),
    scores: 'discriminator',
  };
}

/** What the discriminator says on average: as a probability where its output is a logit, else as it is. */
function outputsOf(tf: Tf, { judgesByLogit }: Objective, real: Tensor, generated: Tensor): Record<string, Scalar> {
  if (judgesByLogit) return { real: tf.sigmoid(real).mean().asScalar(), generated: tf.sigmoid(generated).mean().asScalar() };
  return { 'real-output': real.mean().asScalar(), 'generated-output': generated.mean().asScalar() };
}

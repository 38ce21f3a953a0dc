/** A WGAN-GP to begin from: small, whole, and every line of it is there to be changed. */
export function newRecipe(name: string): string {
  const title = name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());
  return `// A recipe of your own. Ganymede's blocks come from 'ganymede'; ganymede.d.ts beside this file lets an editor complete and explain them.
import { alternate, both, buildNetwork, defineRecipe, exampleShape, gradientPenalty, mlp, normalLatent, numberOf } from 'ganymede';
import { numberParam, optimizerParams, ours, playerOptimizer, scheduleParams, type Tensor, wasserstein } from 'ganymede';

export default defineRecipe({
  name: '${name}',
  title: '${title}',
  purpose: 'Wasserstein training with a gradient penalty, to begin from.',
  idea: 'The critic’s slope is held near 1 on the lines between real and generated examples, so that its value follows the earth mover’s distance.',
  paper: { authors: 'Gulrajani and others', title: 'Improved Training of Wasserstein GANs', year: 2017, arxiv: '1704.00028' },
  accepts: ['points', 'pictures'],
  players: ['critic', 'generator'],
  formulas: [
    { player: 'critic', tex: String.raw\`\\mathbb{E}_{z}\\,D(G(z)) - \\mathbb{E}_{x}\\,D(x) + \\lambda\\,\\mathbb{E}_{\\hat x}(\\lVert\\nabla D(\\hat x)\\rVert_2 - 1)^2\` },
    { player: 'generator', tex: String.raw\`-\\,\\mathbb{E}_{z}\\,D(G(z))\` },
  ],
  // Every knob here is a field in the form, a key of the config, and may be swept.
  params: [
    numberParam({ key: 'lambda', label: 'Penalty weight λ', help: 'How much a slope away from 1 costs.', min: 0, max: 1000, scale: 'log', presets: both(ours(0.1, 'as for toys in the paper’s code')) }),
    numberParam({ key: 'width', label: 'Width', help: 'Units of each hidden layer.', min: 1, max: 1024, presets: both(ours(64, 'enough for points')) }),
    ...optimizerParams({ rates: { critic: { presets: both(ours(1e-3, 'quick on points')) }, generator: { presets: both(ours(1e-3, 'quick on points')) } } }),
    ...scheduleParams({ judge: 'critic', batch: { presets: both(ours(64, 'small enough for two cores')) }, judgeSteps: both(ours(3, 'enough with Adam')) }),
  ],

  build({ tf, params, data, random }) {
    const width = Math.round(numberOf(params, 'width'));
    const lambda = numberOf(params, 'lambda');
    const batch = numberOf(params, 'batch');
    const latent = normalLatent(16);
    const example = exampleShape(data); // [2] for points, [side, side, channels] for pictures
    const size = example.reduce((product, side) => product * side, 1);

    const generator = buildNetwork({ tf, name: 'generator', random: random.fork('generator'), input: [latent.size], layers: mlp({ hidden: [width, width], output: example }) });
    const critic = buildNetwork({ tf, name: 'critic', random: random.fork('critic'), input: [size], layers: mlp({ hidden: [width, width], output: [1] }) });
    const judge = { apply: (x: Tensor) => critic.apply(x.reshape([-1, size])) };

    return {
      networks: [critic, generator],
      latent,
      players: [
        {
          name: 'critic',
          networks: ['critic'],
          optimizer: playerOptimizer(params, 'critic'),
          batch,
          loss(play) {
            const generated = generator.apply(play.latents);
            const game = wasserstein.judge(tf, judge.apply(play.real), judge.apply(generated));
            const { penalty, norm } = gradientPenalty(play, judge, generated, { sided: 'two' });
            // What stands in \`also\` is recorded as a curve of its own: critic/penalty, critic/slope.
            return { loss: game.add(penalty.mul(lambda)), also: { estimate: game.neg(), penalty, slope: norm } };
          },
        },
        {
          name: 'generator',
          networks: ['generator'],
          optimizer: playerOptimizer(params, 'generator'),
          batch,
          loss: (play) => ({ loss: wasserstein.generator(tf, judge.apply(generator.apply(play.latents))), also: {} }),
        },
      ],
      schedule: () => alternate(params, 'critic', numberOf(params, 'criticSteps')),
      generate: (latents) => generator.apply(latents, { training: false }),
      score: (examples) => judge.apply(examples).flatten(),
      scores: 'critic',
      penaltyWeight: lambda,
    };
  },
});
`;
}

import { StudioError } from '../../../shared/errors.ts';
import { both, choiceOf, ours } from '../param.ts';
import { choiceParam } from '../parts/bodies.ts';
import type { Recipe } from '../recipe.ts';
import { buildVariational, variationalModel, variationalParams } from '../parts/variational.ts';

/** A VAE that is told the class, so that its codes needn't hold it. */
export const cvae: Recipe = {
  name: 'cvae',
  title: 'CVAE',
  purpose: 'A VAE that is told the class: one code under every class gives the same style in each.',
  idea:
    'Encoder and decoder both get the class beside their input. What the class says need not be said by the code, so the code keeps ' +
    'what is common to all classes: place, size, slant. Fix a code and change the class, or fix the class and walk through codes.',
  paper: {
    authors: 'Sohn, Lee, Yan',
    title: 'Learning Structured Output Representation using Deep Conditional Generative Models',
    year: 2015,
    arxiv: null,
  },
  family: 'conditional',
  accepts: ['points', 'pictures'],
  players: ['codec'],
  formulas: [
    {
      player: 'codec',
      tex: String.raw`-\,\mathbb{E}_{z\sim q(z|x,c)}\log p(x\mid z,c) + \beta\,\mathrm{KL}\left(q(z\mid x,c)\,\Vert\,\mathcal{N}(0,1)\right)`,
    },
  ],
  params: [
    choiceParam({
      key: 'told',
      label: 'Told the class',
      help: 'Which of the two is told. A decoder that is not told ignores what you ask for: shown so that one sees what the class is for.',
      choices: [
        { value: 'both', label: 'Encoder and decoder' },
        { value: 'encoder', label: 'Encoder only' },
      ],
      presets: both(ours('both', 'the conditional model itself')),
    }),
    ...variationalParams(),
  ],
  build(context) {
    const { classes } = context.data;
    if (classes === null) throw new StudioError('invalid', 'A CVAE needs data with classes; choose another dataset or the VAE.');
    const told = choiceOf(context.params, 'told', ['both', 'encoder']);
    return variationalModel(context, buildVariational(context, { encoder: classes, decoder: told === 'both' ? classes : null }), true);
  },
};

import type { Recipe } from '../recipe.ts';
import { buildVariational, variationalModel, variationalParams } from '../parts/variational.ts';

/** An auto-encoder whose codes fill a known region. */
export const vae: Recipe = {
  name: 'vae',
  title: 'VAE',
  purpose: 'An auto-encoder whose codes fill a standard normal: random codes decode to something sensible, if a little blurred.',
  idea:
    'The encoder answers with a normal distribution over codes instead of one code, and pays (KL) for straying from the standard normal. ' +
    'So neighbouring codes decode alike and the prior has no holes. The sum of both costs bounds −log p(x) from above.',
  paper: { authors: 'Kingma, Welling', title: 'Auto-Encoding Variational Bayes', year: 2013, arxiv: '1312.6114' },
  family: 'autoencoder',
  accepts: ['points', 'pictures'],
  players: ['codec'],
  formulas: [
    {
      player: 'codec',
      tex: String.raw`-\,\mathbb{E}_{z\sim q(z|x)}\log p(x\mid z) + \beta\cdot\tfrac12\sum_i\left(\mu_i^2+\sigma_i^2-1-\log\sigma_i^2\right),\quad z=\mu+\sigma\varepsilon`,
    },
  ],
  params: variationalParams(),
  build: (context) => variationalModel(context, buildVariational(context, { encoder: null, decoder: null }), false),
};

import { dcganDepartures } from '../parts/adversaries.ts';
import { discriminatorGame, discriminatorParams } from '../parts/discriminator-game.ts';
import { fDivergence, fDivergenceNames } from '../objectives/f-divergence.ts';
import { both, choiceOf, ours } from '../param.ts';
import type { Recipe } from '../recipe.ts';

const labels = {
  kl: { label: 'Kullback–Leibler', help: 'f(u) = u log u. Covers: missing data costs most.' },
  'reverse-kl': { label: 'Reverse Kullback–Leibler', help: 'f(u) = −log u. Seeks modes: strays cost most.' },
  pearson: { label: 'Pearson χ²', help: 'f(u) = (u − 1)².' },
  hellinger: { label: 'Squared Hellinger', help: 'f(u) = (√u − 1)².' },
  'jensen-shannon': { label: 'Jensen–Shannon', help: 'f(u) = u log u − (u + 1) log((1 + u)/2).' },
  gan: { label: 'GAN', help: 'f(u) = u log u − (u + 1) log(u + 1): the first GAN, up to a constant.' },
};

/** One game for every f-divergence: the discriminator tightens a bound of it, the generator lowers the bound. */
export const fGan: Recipe = {
  name: 'f-gan',
  title: 'f-GAN',
  purpose: 'The GAN as one of a family: any f-divergence has a game of its own, by the convex conjugate of f.',
  idea:
    'An f-divergence averages a convex function of the ratio of two densities. Its conjugate turns it into a game: the best ' +
    'discriminator makes the bound tight and says f′ of the ratio. Which f is chosen decides what costs more, data left out or strays.',
  paper: {
    authors: 'Nowozin, Cseke, Tomioka',
    title: 'f-GAN: Training Generative Neural Samplers using Variational Divergence Minimization',
    year: 2016,
    arxiv: '1606.00709',
  },
  departures: dcganDepartures,
  family: 'adversarial',
  accepts: ['points', 'pictures'],
  players: ['discriminator', 'generator'],
  formulas: [
    { player: 'discriminator', tex: String.raw`-\,\mathbb{E}_{x}\,g_f(v(x)) + \mathbb{E}_{z}\,f^{*}\!\left(g_f(v(G(z)))\right)` },
    {
      player: 'generator',
      tex: String.raw`-\,\mathbb{E}_{z}\,g_f(v(G(z)))\quad\text{or}\quad -\,\mathbb{E}_{z}\,f^{*}\!\left(g_f(v(G(z)))\right)`,
    },
  ],

  params: [
    {
      key: 'divergence',
      label: 'Divergence',
      group: 'game',
      help: 'Which f.',
      type: 'choice',
      choices: fDivergenceNames.map((value) => ({ value, ...labels[value] })),
      presets: both(ours('jensen-shannon', 'bounded, so the quietest of the six')),
    },
    {
      key: 'generatorTurn',
      label: 'Generator loss',
      group: 'game',
      help: 'Whether the generator lowers the bound itself.',
      type: 'choice',
      choices: [
        { value: 'heuristic', label: 'Turned round', help: 'Raises E g(v): strong where the discriminator rejects.' },
        { value: 'bound', label: 'The bound', help: 'Raises E f*(g(v)): the divergence itself, flat at the start for some f.' },
      ],
      presets: both(ours('heuristic', 'does not saturate')),
    },
    ...discriminatorParams({ norms: ['none', 'batch', 'layer'] }),
  ],

  build(context) {
    const name = choiceOf(context.params, 'divergence', fDivergenceNames);
    const turn = choiceOf(context.params, 'generatorTurn', ['heuristic', 'bound']);
    return discriminatorGame(context, () => ({ objective: fDivergence(name, turn) }));
  },
};

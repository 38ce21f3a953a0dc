import type { DomainsDataset } from '../dataset.ts';
import { freshLatents, readMade } from '../measuring/examples.ts';
import { oneDomain } from '../measuring/domain-views.ts';
import { openOracle } from '../measuring/oracle.ts';
import { atLeast, atMost, openTraining, type Proof } from '../proof.ts';
import { correlation, shareEqual } from '../measuring/comparisons.ts';

const count = 500;
const steps = 1000;

/** One latent in two domains, judged by what is known of each. */
export const twoDomains: Proof = {
  name: 'two-domains',
  about:
    'CoGAN: two GANs that share what decides the content show one latent alike in both domains, without a pair seen (arXiv:1606.07536).',
  async run({ tf, seed, print }) {
    for (const sharing of ['shared', 'apart']) {
      const training = openTraining(tf, {
        recipe: 'cogan',
        dataset: { name: 'shape-domains', params: { second: 'negative' } },
        seed,
        params: { sharing },
        steps,
      });
      await training.train(steps);
      const { model, dataset, random } = training;
      const first = await openOracle(tf, oneDomain(dataset as DomainsDataset, 'first'), { seed, factors: ['x', 'y'] });
      const latents = freshLatents(tf, model, random, count);
      const here = await first.judge(await readMade(tf, () => model.generate!(latents)));
      // What is black on white in the second domain is white on black to the judge of the first.
      const there = await first.judge(await readMade(tf, () => tf.neg(model.generateOther!(latents))));
      const same = shareEqual(here.classes, there.classes);
      const along = ['x', 'y'].map((name) => correlation(here.factors[name], there.factors[name]));
      const ceiling = first.accuracy!;
      tf.dispose(latents);
      first.dispose();
      training.dispose();

      const place = `correlation of place between the two pictures of one latent (x ${along[0].toFixed(2)}, y ${along[1].toFixed(2)}), filled and negative, ${steps} steps`;
      const form = `pairs of the same form (oracle on real ${ceiling.toFixed(3)}), ${steps} steps`;
      const row = { recipe: 'cogan', seed };
      if (sharing === 'shared') {
        print({ ...row, what: `${place}, the lesser`, ...atLeast(Math.min(...along), 0.9) });
        print({ ...row, what: form, ...atLeast(same, 0.75) });
      } else {
        print({ ...row, what: `ablation, nothing shared: ${place}, the greater size`, ...atMost(Math.max(...along.map(Math.abs)), 0.2) });
        print({ ...row, what: `ablation, nothing shared: ${form}`, ...atMost(same, 0.45) });
      }
    }
  },
};

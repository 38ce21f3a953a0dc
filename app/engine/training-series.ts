import type { MetricEntry, SeriesEntry } from '../../shared/catalogue.ts';
import { dataKinds } from '../../shared/params.ts';

type Better = SeriesEntry['better'];

/** What the loop itself writes: the losses, their slopes, and every scalar that a recipe records beside a loss (the contract test asks for it). */
export const trainingSeries: MetricEntry = {
  name: 'training',
  accepts: [...dataKinds],
  definition: 'Written by the training loop, each from the player’s last update in the step.',
  series: [
    entry('loss/*', 'Loss', null, 'What the player minimises.'),
    entry(
      'gradient-norm/*',
      'Gradient norm',
      null,
      'Norm of the loss’s gradient over all weights of the player: exploding or vanishing shows here first.',
    ),
    entry(
      'gradient-depth/*',
      'Gradient norm at depth',
      null,
      'Mean norm of the gradient at the output of one layer, the first layer first.',
    ),
    entry(
      'critic/gradient-norm',
      'Mean ‖∇D‖ between real and generated',
      null,
      'Mean norm of the critic’s gradient at fresh random points between a real and a generated example; a gradient penalty draws it to 1.',
    ),
    entry(
      'discriminator/gradient-norm',
      'Mean ‖∇D‖ between real and generated',
      null,
      'Mean norm of the gradient of the discriminator’s logit at fresh random points between a real and a generated example.',
    ),
    entry(
      'critic/estimate',
      'Critic’s estimate',
      'lower',
      'Mean of the critic on real examples minus its mean on generated ones: the earth mover’s distance up to the critic’s steepness.',
    ),
    entry(
      'critic/penalty',
      'Gradient penalty',
      'lower',
      'Mean squared distance of ‖∇D‖ from 1 on the lines between real and generated examples, before λ.',
    ),
    entry('critic/slope', 'Mean ‖∇D‖', null, 'Mean norm of the critic’s gradient on those lines.'),
    entry('encoder/slope', 'Mean slope seen', null, 'Mean slope, on those lines, of what the kernel sees: the penalty holds it at 1.'),
    entry('discriminator/penalty', 'Gradient penalty', null, 'What holds the discriminator’s gradient, before its weight.'),
    entry('discriminator/real', 'D on real', null, 'Mean probability that real examples are taken for real.'),
    entry('discriminator/generated', 'D on generated', null, 'Mean probability that generated examples are taken for real.'),
    entry(
      'discriminator/real-output',
      'Output on real',
      null,
      'Mean raw output of the discriminator on real examples; this game has no probabilities.',
    ),
    entry(
      'discriminator/generated-output',
      'Output on generated',
      null,
      'Mean raw output of the discriminator on generated examples; this game has no probabilities.',
    ),
    entry('*/estimate', 'Critic’s estimate', null, 'Mean of this critic on real examples minus its mean on translated ones.'),
    entry('*/penalty', 'Gradient penalty', null, 'Mean squared distance of this critic’s ‖∇D‖ from 1, before its weight.'),
    entry(
      '*/accuracy',
      'Accuracy in training',
      null,
      'Share of the batch told rightly: the class, or real from generated where the player has no classes.',
    ),
    entry(
      '*/labelled-accuracy',
      'Accuracy on the labels',
      null,
      'Share of the few labelled examples whose class is told rightly; fresh examples say whether it means anything.',
    ),
    entry(
      '*/domain-accuracy',
      'Domain told',
      null,
      'Share of examples whose domain the second head tells; ½ is what the features are trained for.',
    ),
    entry('*/class-loss', 'Class loss', 'lower', 'Cross-entropy of the class, in nats.'),
    entry(
      '*/feature-loss',
      'Feature loss',
      'lower',
      'Mean squared distance of the features that the picture should have from those that the encoder finds in it.',
    ),
    entry(
      '*/noise-loss',
      'Noise loss',
      'lower',
      'Mean squared distance of the noise that went in from what is read back; high where the generator does not use its noise.',
    ),
    entry(
      '*/reconstruction',
      'Reconstruction',
      'lower',
      'Misfit of an example and what is restored from its code, summed over its numbers.',
    ),
    entry(
      '*/kl',
      'KL to the prior',
      null,
      'Divergence of the posterior of a code from the normal prior; 0 where the code says nothing.',
      'nats',
    ),
    entry(
      '*/likeness',
      'Likeness',
      'lower',
      'Squared distance of an example from its reconstruction, in pixels and features as the recipe sums them.',
    ),
    entry(
      '*/match',
      'Feature means apart',
      'lower',
      'Half the squared distance between mean features of real and generated examples in the discriminator.',
    ),
    entry(
      '*/class-match',
      'Class centres apart',
      'lower',
      'Half the squared distance between moving mean features of real and generated examples in the classifier, class by class.',
    ),
    entry('*/fooling', 'Adversarial part', null, 'The part of the loss that comes from the discriminator.'),
    entry('*/wrong', 'Mismatched pairs', 'lower', 'Loss of the discriminator on real pictures with another picture’s sentence.'),
    entry('*/cycle', 'There and back', 'lower', 'Error of examples that went to the other domain and came back, both ways together.'),
    entry('*/l1', 'Mean |error|', 'lower', 'Mean absolute error against the true output.'),
    entry('*/l1-in-hole', 'Mean |error| in the hole', 'lower', 'Mean absolute error against the true picture where it was masked.'),
    entry('*/squared', 'Mean squared error', 'lower', 'Against the true large picture, per number.'),
    entry('*/features', 'Feature error', 'lower', 'Mean squared error in features of the network that the perceptual loss looks through.'),
    entry('*/change', 'Change', null, 'How far the transformed picture is from the one it came from, as the recipe measures it.'),
    entry('*/mask', 'Mask used', null, 'Mean of the mask: the share of the picture that is redrawn.'),
    entry('*/mmd', 'MMD', null, 'Maximum mean discrepancy of real and generated examples under the learnt kernel.'),
    entry('*/mmd2', 'MMD²', 'lower', 'Squared maximum mean discrepancy of the batch, biased, under the recipe’s kernel.'),
    entry(
      '*/feature-size',
      'Feature size',
      null,
      'Mean absolute feature of real examples; it grows without end where nothing holds the encoder under a linear kernel.',
    ),
    entry(
      '*/category-information',
      'Bound on I(c; G)',
      'higher',
      'Lower bound on the mutual information of the categorical code and what is made; at most the entropy of the code.',
      'nats',
    ),
    entry('*/number-fit', 'Fit of the numbers', 'higher', 'Mean log-likelihood of the continuous codes as read back.', 'nats'),
    entry('*/bits-per-value', 'Bits a value', 'lower', 'Mean −log₂ p of a value given those before it, on the batch.', 'bits'),
    entry(
      '*/told-bits-per-value',
      'Bits a value, told the code',
      'lower',
      'Mean −log₂ p of a value given those before it and the code.',
      'bits',
    ),
  ],
};

function entry(key: string, label: string, better: Better, help: string, unit = ''): SeriesEntry {
  return { key, label, unit, help, better };
}

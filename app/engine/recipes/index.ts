import { additions } from '../own/additions.ts';
import { findNamed } from '../find-named.ts';
import type { Recipe } from '../recipe.ts';
import { ali } from './ali.ts';
import { attributeTransfer } from './attribute-transfer.ts';
import { augmentedClassifier } from './augmented-classifier.ts';
import { autoEncoder } from './auto-encoder.ts';
import { cgan } from './cgan.ts';
import { cycleGan } from './cyclegan.ts';
import { captioning } from './captioning.ts';
import { coGan } from './cogan.ts';
import { completion } from './completion.ts';
import { cvae } from './cvae.ts';
import { cvaeGan } from './cvae-gan.ts';
import { dann } from './dann.ts';
import { discoGan } from './discogan.ts';
import { dragan } from './dragan.ts';
import { dualGan } from './dualgan.ts';
import { fGan } from './f-gan.ts';
import { featureMatchingGan } from './feature-matching.ts';
import { gan } from './gan.ts';
import { gan3d } from './gan-3d.ts';
import { ganNonSaturating } from './gan-non-saturating.ts';
import { gatedPixelCnn } from './gated-pixelcnn.ts';
import { gmmn } from './gmmn.ts';
import { gmmnCodes } from './gmmn-codes.ts';
import { hingeGan } from './hinge-gan.ts';
import { infoGan } from './infogan.ts';
import { lsGan } from './ls-gan.ts';
import { lsgan } from './lsgan.ts';
import { minibatchGan } from './minibatch-gan.ts';
import { mmdGan } from './mmd-gan.ts';
import { pix2pix } from './pix2pix.ts';
import { pixelCnn } from './pixelcnn.ts';
import { pixelGanAutoencoder } from './pixelgan-autoencoder.ts';
import { pixelRnn } from './pixelrnn.ts';
import { projectionGan } from './projection-gan.ts';
import { r1Gan } from './r1-gan.ts';
import { semiSupervisedGan } from './semi-supervised-gan.ts';
import { sgan } from './sgan.ts';
import { snGan } from './sn-gan.ts';
import { stackGan } from './stack-gan.ts';
import { superResolution } from './super-resolution.ts';
import { textToPicture } from './text-to-picture.ts';
import { vae } from './vae.ts';
import { vaeGan } from './vae-gan.ts';
import { waveNet } from './wavenet.ts';
import { wgan } from './wgan.ts';
import { wganGp } from './wgan-gp.ts';

export const recipes: Recipe[] = [
  gan,
  ganNonSaturating,
  wgan,
  wganGp,
  fGan,
  lsgan,
  hingeGan,
  r1Gan,
  dragan,
  lsGan,
  featureMatchingGan,
  minibatchGan,
  snGan,

  gmmn,
  gmmnCodes,
  mmdGan,

  autoEncoder,
  vae,
  vaeGan,

  cgan,
  projectionGan,
  cvae,
  cvaeGan,
  infoGan,
  ali,

  pix2pix,
  superResolution,
  completion,
  cycleGan,
  discoGan,
  dualGan,
  coGan,
  attributeTransfer,
  dann,

  pixelCnn,

  semiSupervisedGan,
  augmentedClassifier,

  gan3d,
  textToPicture,
  stackGan,
  sgan,
  captioning,
  gatedPixelCnn,
  pixelRnn,
  pixelGanAutoencoder,
  waveNet,
];

/** Ours, or one of the user's own that this process was given. @throws StudioError 'invalid' that lists the names there are */
export function findRecipe(name: string): Recipe {
  return findNamed([...recipes, ...additions().recipes], 'recipe', name, 'recipe');
}

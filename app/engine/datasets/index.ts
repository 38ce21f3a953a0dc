import { StudioError } from '../../../shared/errors.ts';
import { findNamed } from '../find-named.ts';
import type { DatasetRecipe, MadeDataset } from '../dataset.ts';
import { additions } from '../own/additions.ts';
import { blobDomains } from './blob-domains.ts';
import { captionedFolder } from './captioned-folder.ts';
import { captionedShapes } from './captioned-shapes.ts';
import { cifar10Published } from './cifar-10.ts';
import { cifar10 } from './cifar10.ts';
import { digits8 } from './digits8.ts';
import { fashionMnist } from './fashion-mnist.ts';
import { grid25 } from './grid25.ts';
import { idx } from './idx.ts';
import { kmnist } from './kmnist.ts';
import { linearGaussian } from './linear-gaussian.ts';
import { markovTexture } from './markov-texture.ts';
import { mixture1d } from './mixture-1d.ts';
import { mnist } from './mnist.ts';
import { npz } from './npz.ts';
import { npzPoints } from './npz-points.ts';
import { maskedFolder } from './masked-folder.ts';
import { pairedFolders } from './paired-folders.ts';
import { pairedShapes } from './paired-shapes.ts';
import { pictureFolder } from './picture-folder.ts';
import { ring8 } from './ring8.ts';
import { shapeDomains } from './shape-domains.ts';
import { shapes } from './shapes.ts';
import { solids } from './solids.ts';
import { spiral3 } from './spiral3.ts';
import { strokeDigits } from './stroke-digits.ts';
import { swissRoll } from './swiss-roll.ts';
import { tones } from './tones.ts';
import { twoFolders } from './two-folders.ts';
import { wavFolder } from './wav-folder.ts';

export const datasets: DatasetRecipe[] = [
  ring8,
  grid25,
  swissRoll,
  mixture1d,
  spiral3,
  linearGaussian,
  npzPoints,
  strokeDigits,
  digits8,
  mnist,
  fashionMnist,
  kmnist,
  cifar10Published,
  shapes,
  markovTexture,
  pairedShapes,
  shapeDomains,
  blobDomains,
  solids,
  captionedShapes,
  tones,
  idx,
  cifar10,
  pictureFolder,
  pairedFolders,
  maskedFolder,
  twoFolders,
  captionedFolder,
  wavFolder,
  npz,
];

/** Ours, or one of the user's own that this process was given. @throws StudioError 'invalid' that lists the names there are. */
export function findDataset(name: string): DatasetRecipe {
  return findNamed([...datasets, ...additions().datasets], 'dataset', name, 'dataset.name');
}

/** One that needs no file. @throws StudioError 'invalid' for any other */
export function madeDataset(name: string): MadeDataset {
  const found = findDataset(name);
  if (found.files === undefined) return found;
  throw new StudioError('invalid', `The dataset ${name} is read from disk; take one that is made here.`);
}

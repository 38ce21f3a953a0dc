import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TorchSource } from '../../engine/backends/loading/load-torch.ts';
import type { TorchAddon, TorchDriver } from '../../engine/torch/addon.ts';
import { StudioError } from '../../../shared/errors.ts';
import { findTorch, type FoundTorch, isOldTorch, type TorchUse } from './find-torch.ts';
import { checkWhole, cudaOf, torchLibrary } from './library-check.ts';

/** libtorch of this machine and the addon that reaches it, looked over before anything is loaded. @throws StudioError unavailable */
export function torchSource(use: TorchUse): TorchSource {
  const addon = loadAddon();
  const found = used ?? findTorch(use);
  if (found === null) {
    throw new StudioError(
      'unavailable',
      `No libtorch is set up for ${use}; run ganymede doctor --install ${use}, or name the torch you have by GANYMEDE_TORCH.`,
    );
  }
  const { folder, version } = found;
  if (!existsSync(join(folder, torchLibrary('cpu')))) {
    throw new StudioError('unavailable', `There is no ${torchLibrary('cpu')} in ${folder}; name a folder of torch by GANYMEDE_TORCH.`);
  }
  if (version !== null && isOldTorch(version)) {
    throw new StudioError('unavailable', `The torch in ${folder} is ${version}; 2.10 or newer is needed.`);
  }
  checkWhole(join(folder, torchLibrary('cpu')));
  const gpus = use === 'native' ? [] : usableGpus(addon, folder);
  const onOpen = () => {
    used = found;
  };
  return { addon, folder, threads: threadsFor, gpus, onOpen };
}

/** @throws StudioError saying what is missing: the library's CUDA part, the driver, a driver or GPU that is new enough */
function usableGpus(addon: TorchAddon, folder: string): TorchDriver['gpus'] {
  const cuda = cudaOf(folder);
  if (cuda === null) {
    throw new StudioError('unavailable', `The torch in ${folder} was built without CUDA; run ganymede doctor --install cuda.`);
  }
  let driver: TorchDriver;
  try {
    driver = addon.driver();
  } catch (error) {
    throw new StudioError('unavailable', `libtorch can't use a GPU here: ${(error as Error).message}.`, { cause: error });
  }
  if (driver.gpus.length === 0) throw new StudioError('unavailable', 'The NVIDIA driver is there but shows no GPU.');
  if (driver.cuda < 1000 * cuda) {
    const served = `${Math.floor(driver.cuda / 1000)}.${Math.floor((driver.cuda % 1000) / 10)}`;
    throw new StudioError(
      'unavailable',
      `The NVIDIA driver serves CUDA ${served} and the torch in ${folder} needs ${cuda}; update the driver, or install a torch for CUDA ${Math.floor(driver.cuda / 1000)}.`,
    );
  }
  checkWhole(join(folder, torchLibrary('cuda')));
  return driver.gpus;
}

let loaded: TorchAddon | undefined;
/** A process holds one libtorch, whatever it is used for afterwards. */
let used: FoundTorch | undefined;

function loadAddon(): TorchAddon {
  if (loaded !== undefined) return loaded;
  const path = addonPath();
  if (path === null) {
    throw new StudioError(
      'unavailable',
      'The addon that reaches libtorch is not built; it needs a C++ compiler (g++ or clang++) once: install one and start Ganymede again.',
    );
  }
  try {
    loaded = createRequire(import.meta.url)(path) as TorchAddon;
  } catch (error) {
    throw new StudioError('unavailable', `The addon that reaches libtorch did not load: ${(error as Error).message}`, { cause: error });
  }
  return loaded;
}

/** Beside the sources, or beside the bundle of the desktop's main process. */
export function addonPath(): string | null {
  const places = ['../../../out/native/torch.node', '../native/torch.node', '../../native/torch.node'];
  return places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((path) => existsSync(path)) ?? null;
}

/** GANYMEDE_THREADS, else the run's own, else half the processors where there are many: the other half are often the same cores seen twice. */
function threadsFor(given: number | undefined): number {
  const asked = Number(process.env.GANYMEDE_THREADS);
  if (Number.isInteger(asked) && asked > 0) return asked;
  if (given !== undefined && given > 0) return given;
  const processors = availableParallelism();
  return processors <= 4 ? processors : Math.ceil(processors / 2);
}

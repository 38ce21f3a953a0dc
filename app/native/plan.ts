import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativePlan, NativeUse } from '../../shared/api/native.ts';
import type { Gpu } from '../../shared/backend-choice.ts';
import { StudioError } from '../../shared/errors.ts';
import { listGpus } from '../trainer/gpus.ts';
import { findTorch, type FoundTorch, isOldTorch, nativeFolder } from '../trainer/torch/find-torch.ts';
import { checkWhole, cudaOf, torchLibrary } from '../trainer/torch/library-check.ts';
import { torchOfPython } from './python.ts';
import { parseWheelList, type WheelList } from './wheel-list.ts';

export type Plan =
  | { kind: 'there'; torch: FoundTorch }
  /** `folder`: what the wheels are unpacked to. */
  | { kind: 'fetch'; list: WheelList; folder: string };

/** What would be done for a use: a torch that is there, else a list of wheels. @throws StudioError unavailable where neither can be */
export async function planFor(use: NativeUse, lists: string): Promise<Plan> {
  return planFrom(await lookAround(), use, lists);
}

export async function describePlans(lists: string): Promise<Record<NativeUse, NativePlan>> {
  const machine = await lookAround();
  return { native: describe(machine, 'native', lists), cuda: describe(machine, 'cuda', lists) };
}

interface Machine {
  ofPython: FoundTorch | null;
  gpus: Gpu[];
}

async function lookAround(): Promise<Machine> {
  const [ofPython, gpus] = await Promise.all([process.env.GANYMEDE_TORCH ? null : torchOfPython(), listGpus()]);
  return { ofPython, gpus };
}

function planFrom({ ofPython, gpus }: Machine, use: NativeUse, lists: string): Plan {
  const known = findTorch(use);
  if (process.env.GANYMEDE_TORCH && known !== null) return { kind: 'there', torch: named(known, use) };
  const there = [isKept(known) ? known : null, ofPython].find((torch) => torch !== null && (use === 'native' || serves(torch, gpus)));
  if (there) return { kind: 'there', torch: there };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StudioError(
      'unavailable',
      'Libraries are fetched for Linux on x86-64 only; elsewhere install torch by pip, and name its folder by GANYMEDE_TORCH.',
    );
  }
  const variant = use === 'native' ? 'cpu' : `cu${cudaFor(gpus)}`;
  const list = parseWheelList(readFileSync(join(lists, `native-${variant}.txt`), 'utf8'));
  return { kind: 'fetch', list, folder: join(nativeFolder(), variant) };
}

function describe(machine: Machine, use: NativeUse, lists: string): NativePlan {
  try {
    const plan = planFrom(machine, use, lists);
    if (plan.kind === 'there') return { kind: 'there', ...plan.torch };
    const { wheels, downloadBytes, unpackedBytes } = plan.list;
    return {
      kind: 'fetch',
      wheels: wheels.map(({ name, version, bytes }) => ({ name, version, bytes })),
      downloadBytes,
      unpackedBytes,
      folder: plan.folder,
    };
  } catch (error) {
    return { kind: 'refused', sentence: error instanceof Error ? error.message : String(error) };
  }
}

/** Whatever were fetched, the one that GANYMEDE_TORCH names would be used. @throws StudioError unavailable where it can't be */
function named(torch: FoundTorch, use: NativeUse): FoundTorch {
  if (use === 'native' || cudaOf(torch.folder) !== null) return torch;
  throw new StudioError(
    'unavailable',
    `GANYMEDE_TORCH names ${torch.folder}, where no torch for CUDA lies. Name one that was built for CUDA, or none, and one is fetched.`,
  );
}

/** What was set up before and is still what it was: anything else is made anew. */
function isKept(torch: FoundTorch | null): boolean {
  if (torch === null || (torch.version !== null && isOldTorch(torch.version))) return false;
  const library = join(torch.folder, torchLibrary('cpu'));
  return existsSync(library) && holds(() => checkWhole(library));
}

/** Whether it was built for a CUDA that these GPUs can be used with; where there are none, for any. */
function serves({ folder }: FoundTorch, gpus: Gpu[]): boolean {
  return holds(() => {
    const cuda = cudaOf(folder);
    if (cuda === null || (gpus.length > 0 && cuda > cudaFor(gpus))) throw new Error(`built for CUDA ${cuda}`);
  });
}

function holds(check: () => void): boolean {
  try {
    check();
    return true;
  } catch {
    return false;
  }
}

/** NVIDIA's release notes and PyTorch's: the driver that a CUDA wants, and the GPUs that a libtorch for it is built for. */
const released = [
  { cuda: 13, driver: 580, capability: 7.5 },
  { cuda: 12, driver: 525, capability: 7 },
];

/** The newest CUDA with which the most of these GPUs can be used. @throws StudioError unavailable where none can */
export function cudaFor(gpus: Gpu[]): number {
  const [first] = gpus;
  if (first === undefined) {
    throw new StudioError('unavailable', 'No NVIDIA GPU answers (nvidia-smi), and without one a library for CUDA is of no use.');
  }
  const driver = Number.parseInt(first.driver.replace(/^\D+/, ''), 10);
  const oldest = released.at(-1)!;
  if (!(driver >= oldest.driver)) {
    const wanted = `CUDA ${oldest.cuda} needs ${oldest.driver} or newer`;
    throw new StudioError('unavailable', `The NVIDIA driver is ${driver}; ${wanted}. Update the driver.`);
  }
  const usable = released
    .filter((release) => driver >= release.driver)
    .map(({ cuda, capability: least }) => ({ cuda, count: gpus.filter(({ capability = least }) => capability >= least).length }))
    .toSorted((one, other) => other.count - one.count)[0]!;
  if (usable.count > 0) return usable.cuda;
  throw new StudioError(
    'unavailable',
    `${first.name} is of compute capability ${first.capability}, and libtorch for CUDA ${oldest.cuda} is built for ${oldest.capability.toFixed(1)} and newer; webgpu may still use it.`,
  );
}

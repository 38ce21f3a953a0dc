import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NativePlan, NativeUse } from '../../shared/api/native.ts';
import { StudioError } from '../../shared/errors.ts';
import { findTorch, type FoundTorch, nativeFolder } from '../trainer/torch/find-torch.ts';
import { cudaOf } from '../trainer/torch/library-check.ts';
import { torchOfPython } from './python.ts';
import { parseWheelList, type WheelList } from './wheel-list.ts';

export type Plan =
  | { kind: 'there'; torch: FoundTorch }
  /** `variant`: the name of the list and of the folder that it is unpacked to. */
  | { kind: 'fetch'; variant: string; list: WheelList; folder: string };

/** What would be done for a use: a torch that is there, else a list of wheels. @throws StudioError unavailable where neither can be */
export function planFor(use: NativeUse, lists: string): Plan {
  const there = process.env.GANYMEDE_TORCH ? findTorch(use) : torchOfPython();
  if (there !== null && (use === 'native' || cudaOf(there.folder) !== null)) return { kind: 'there', torch: there };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new StudioError(
      'unavailable',
      'Libraries are fetched for Linux on x86-64 only; elsewhere install torch by pip, and name its folder by GANYMEDE_TORCH.',
    );
  }
  const variant = use === 'native' ? 'cpu' : `cu${cudaServed()}`;
  const list = parseWheelList(readFileSync(join(lists, `native-${variant}.txt`), 'utf8'));
  return { kind: 'fetch', variant, list, folder: join(nativeFolder(), variant) };
}

export function describePlan(use: NativeUse, lists: string): NativePlan {
  try {
    const plan = planFor(use, lists);
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

/** NVIDIA's release notes: CUDA 13 wants driver 580, CUDA 12 wants 525. */
function cudaServed(): 12 | 13 {
  const { stdout, status } = spawnSync('nvidia-smi', ['--query-gpu=driver_version', '--format=csv,noheader'], {
    encoding: 'utf8',
    timeout: 30_000,
  });
  const driver = status === 0 ? Number.parseInt(stdout, 10) : Number.NaN;
  if (Number.isNaN(driver)) {
    throw new StudioError('unavailable', 'No NVIDIA driver answers (nvidia-smi), and without one a library for CUDA is of no use.');
  }
  if (driver < 525) throw new StudioError('unavailable', `The NVIDIA driver is ${driver}; CUDA 12 needs 525 or newer. Update the driver.`);
  return driver >= 580 ? 13 : 12;
}

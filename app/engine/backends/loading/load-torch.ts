import { StudioError } from '../../../../shared/errors.ts';
import type { BackendName } from '../../../../shared/run-config.ts';
import type { BackendHome, ReadiedBackend } from '../../backend.ts';
import type { TorchAddon, TorchDriver } from '../../torch/addon.ts';
import { registerTorch } from '../../torch/register.ts';
import { torchName } from '../../torch/torch-backend.ts';
import { activate, loadTf } from './load-tf.ts';

/** What the home hands in: the engine opens no file and loads no addon. */
export interface TorchSource {
  addon: TorchAddon;
  /** The folder of libtorch's files. */
  folder: string;
  /** What a run was given, or the machine's own where it was given none. */
  threads(given: number | undefined): number;
  /** Those that libtorch can use; none where only the processor is wanted. */
  gpus: TorchDriver['gpus'];
  /** Told once this library is loaded. */
  onOpen(): void;
}

/** libtorch as tfjs's backend, on the processor or a GPU. @throws StudioError unavailable */
export async function openTorch(home: BackendHome, use: Extract<BackendName, 'native' | 'cuda'>): Promise<ReadiedBackend> {
  if (home.torch === undefined) {
    throw new StudioError('unavailable', `The backend ${use} runs in Node processes only, not in a window.`);
  }
  const { addon, folder, threads, gpus, onOpen } = home.torch(use);
  const index = use === 'cuda' ? (home.gpuIndex ?? 0) : -1;
  const gpu = gpus[index];
  if (use === 'cuda' && gpu === undefined) {
    throw new StudioError('unavailable', `There is no GPU ${index}; the driver shows ${gpus.length}, counted from 0.`);
  }
  const tf = await loadTf();
  try {
    registerTorch(tf, addon, { folder, gpu: index, threads: threads(home.threads) });
  } catch (error) {
    throw new StudioError('unavailable', `The backend ${use} did not start: ${(error as Error).message}.`, { cause: error });
  }
  onOpen();
  await activate(tf, torchName, use);
  const version = `libtorch ${addon.version()}`;
  if (gpu === undefined) return { tf, device: `${version} on the processor, ${counted(addon.threads())}` };
  const { cuda } = addon.driver();
  const driver = `driver for CUDA ${Math.floor(cuda / 1000)}.${Math.floor((cuda % 1000) / 10)}`;
  const memory = `${(gpu.memoryBytes / 2 ** 30).toFixed(0)} GiB`;
  return { tf, device: `${gpu.name} (cuda:${index}), ${memory}, ${version}, ${driver}` };
}

function counted(threads: number): string {
  return threads === 1 ? 'one thread' : `${threads} threads`;
}

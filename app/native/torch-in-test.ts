import { buildAddon } from '../../native/build.mjs';
import { addonPath } from '../trainer/torch/torch-home.ts';
import { findTorch } from '../trainer/torch/find-torch.ts';
import { torchOfPython } from './python.ts';

/** The libtorch that tests may use, or the sentence that they skip with. */
export const torchInTest: { folder: string } | { missing: string } = await find();

async function find(): Promise<{ folder: string } | { missing: string }> {
  const { reason } = buildAddon();
  if (reason !== undefined || addonPath() === null) return { missing: reason ?? 'The addon for libtorch is not where it was built.' };
  const found = (process.env.GANYMEDE_TORCH ? findTorch('native') : null) ?? (await torchOfPython());
  return found ?? { missing: 'No torch from 2.10 on: neither GANYMEDE_TORCH nor the Python of GANYMEDE_PYTHON or python3 has one.' };
}

import { execFile } from 'node:child_process';
import { libraryFolder, type FoundTorch, isOldTorch, versionIn } from '../trainer/torch/find-torch.ts';

/** The Python that GANYMEDE_PYTHON names, else python3. */
export function userPython(): string {
  return process.env.GANYMEDE_PYTHON || (process.platform === 'win32' ? 'python' : 'python3');
}

const whereIsTorch = 'import importlib.util as u; s = u.find_spec("torch"); print(s.submodule_search_locations[0] if s else "")';

/** The torch of the user's Python, found without importing it; null where it has none that is new enough. */
export async function torchOfPython(): Promise<FoundTorch | null> {
  const place = await new Promise<string>((answer) => {
    execFile(userPython(), ['-c', whereIsTorch], { timeout: 30_000, windowsHide: true }, (error, text) =>
      answer(error === null ? text.trim() : ''),
    );
  });
  if (place === '') return null;
  const folder = libraryFolder(place);
  const version = versionIn(folder);
  return version === null || isOldTorch(version) ? null : { folder, version };
}

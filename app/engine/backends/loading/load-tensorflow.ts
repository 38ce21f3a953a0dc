import { sentenceOf, StudioError } from '../../../../shared/errors.ts';
import type { BackendName } from '../../../../shared/run-config.ts';
import type { BackendHome } from '../../backend.ts';
import type { Tf } from '../../tensor.ts';

/** The first of the optional packages that loads. @throws StudioError unavailable */
export async function loadTensorFlow(home: BackendHome, packages: string[], name: BackendName): Promise<{ tf: Tf; isUsingGpu(): boolean }> {
  if (home.prepareNode === undefined) {
    throw new StudioError('unavailable', `The backend ${name} runs in Node processes only, not in a window.`);
  }
  home.prepareNode();
  const causes: unknown[] = [];
  for (const packageName of packages) {
    try {
      // By a variable: the packages are optional, and neither the type checker nor a bundler may ask for them.
      const loaded: Tf & { default?: Tf } = await import(packageName);
      const tf = loaded.default ?? loaded;
      return { tf, isUsingGpu: () => (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true };
    } catch (error) {
      causes.push(error);
    }
  }
  const missing = causes.every((cause) => (cause as { code?: string }).code === 'ERR_MODULE_NOT_FOUND');
  const reason = missing ? 'is not installed' : `did not load (${firstLine(causes.at(-1))})`;
  throw new StudioError(
    'unavailable',
    `${packages.join(' or ')} ${reason}; with a network, run npm install ${packages[0]}@4.22.0, which fetches TensorFlow's library.`,
    { cause: causes.at(-1) },
  );
}

function firstLine(error: unknown): string {
  return sentenceOf(error).split('\n')[0]!;
}

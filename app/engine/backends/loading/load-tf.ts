import { StudioError } from '../../../../shared/errors.ts';
import type { BackendName } from '../../../../shared/run-config.ts';
import type { Tf } from '../../tensor.ts';

/** tfjs, loaded when first needed. Node sees a CommonJS module with a default, a bundle sees named exports. */
export async function loadTf(): Promise<Tf> {
  const loaded: Tf & { default?: Tf } = await import('@tensorflow/tfjs');
  const tf = loaded.default ?? loaded;
  // Without it tfjs greets every Node process with an advertisement for tfjs-node.
  tf.enableProdMode();
  return tf;
}

/** @throws StudioError unavailable */
export async function activate(tf: Tf, tfName: string, name: BackendName): Promise<void> {
  let cause: unknown;
  try {
    if (await tf.setBackend(tfName)) {
      await tf.ready();
      return;
    }
  } catch (error) {
    cause = error;
  }
  throw new StudioError(
    'unavailable',
    `The backend ${name} did not start${cause instanceof Error ? `: ${cause.message}` : ''}; use another backend.`,
    { cause },
  );
}

import type { Backend } from '../backend.ts';
import { activate, loadTf } from './loading/load-tf.ts';

/** Plain JavaScript: the reference that the others are tested against, a hundred times slower than wasm on convolutions. */
export const cpu: Backend = {
  name: 'cpu',
  async open() {
    const tf = await loadTf();
    await activate(tf, 'cpu', 'cpu');
    return { tf, device: 'JavaScript, one thread' };
  },
};

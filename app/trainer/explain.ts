import { StudioError } from '../../shared/errors.ts';
import { placeIn } from '../../shared/extension.ts';

/** A sentence, and what a developer wants to see under it. `onward` is said where the machine failed: what can be done that goes on. */
export function explain(error: unknown, onward = ''): { sentence: string; details?: string } {
  const place = error instanceof Error ? placeIn(error.stack) : null;
  // In a file of the user's own the place is what helps, and the way there.
  const at = place === null ? '' : `${place.file}, line ${place.line}: `;
  // A sentence of ours says all there is to say; a stack under it would only frighten.
  if (error instanceof StudioError) return { sentence: `${at}${error.message}` };
  const details = error instanceof Error ? error.stack : undefined;
  const message = error instanceof Error ? error.message : String(error);
  const [said] = message.trim().split('\n');
  const further = onward === '' ? '' : ` ${onward}`;
  if (isOutOfMemory(message)) {
    const limit = message.includes('out of bounds') ? '; the wasm backend holds at most 4 GB' : '';
    return { sentence: `The trainer ran out of memory (${said}${limit}). A smaller batch or network may fit.${further}`, details };
  }
  if (isLostDevice(message)) return { sentence: `The GPU stopped working (${said}).${further}`, details };
  return { sentence: place === null ? `The training broke off: ${message}` : `The training broke off in ${at}${message}`, details };
}

function isOutOfMemory(message: string): boolean {
  return /out of memory|allocation failed|memory access out of bounds|cannot enlarge memory|oom\b|ALLOC_FAILED/i.test(message);
}

/** As CUDA, cuDNN and WebGPU say it of a device that was reset, taken away or has hung. */
function isLostDevice(message: string): boolean {
  return /CUDA error|CUDA_ERROR|cudaError|CUDNN_STATUS|CUBLAS_STATUS|device (is|was) lost|illegal memory access|unspecified launch failure/i.test(
    message,
  );
}

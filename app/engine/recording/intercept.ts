import type { Tf } from '../tensor.ts';
import { dataBackend, type Numbers, type TensorInfo } from '../tensor-data.ts';
import type { Kernel } from './tape.ts';

/** Is told of what tfjs's core asks of the backend; not of what a kernel does inside itself. */
export interface KernelWatch {
  kernel(
    call: { name: string; run: Kernel; inputs: Parameters<Kernel>[0]['inputs']; attrs: Parameters<Kernel>[0]['attrs'] },
    outputs: TensorInfo[],
  ): void;
  write(numbers: Numbers | null, written: TensorInfo): void;
  read(dataId: object): void;
  /** A kernel that called tfjs's core, so that others ran inside it. */
  nested(name: string): void;
}

/** Runs `run` with every kernel and the backend's memory watched. It may not be asynchronous. */
export function intercept<Value>(tf: Tf, watch: KernelWatch, run: () => Value): Value {
  let running: string | null = null;
  function inside<Result>(name: string, act: () => Result): Result {
    running = name;
    try {
      return act();
    } finally {
      running = null;
    }
  }

  const configs = tf.getKernelsForBackend(tf.getBackend());
  const stock = configs.map(({ kernelFunc }) => kernelFunc);
  configs.forEach((config, at) => {
    const kernel = stock[at] as unknown as Kernel;
    const watched: Kernel = (call) => {
      if (running !== null) {
        watch.nested(running);
        return kernel(call);
      }
      const output = inside(config.kernelName, () => kernel(call));
      const outputs = Array.isArray(output) ? output : [output];
      const run = outputs.some(isOfCore) ? plainly(tf, kernel) : kernel;
      watch.kernel({ name: config.kernelName, run, inputs: call.inputs, attrs: call.attrs }, outputs);
      return output;
    };
    config.kernelFunc = watched as unknown as typeof config.kernelFunc;
  });

  const backend = dataBackend(tf);
  const methods = { write: backend.write, read: backend.read, readSync: backend.readSync };
  const own = Object.keys(methods).filter((name) => Object.hasOwn(backend, name));
  backend.write = (numbers, shape, dtype) => {
    const dataId = methods.write.call(backend, numbers, shape, dtype);
    if (running === null) watch.write(numbers, { dataId, shape, dtype });
    return dataId;
  };
  for (const name of ['read', 'readSync'] as const) {
    const stockRead = methods[name] as (dataId: object, ...more: unknown[]) => never;
    backend[name] = (dataId: object, ...more: unknown[]) => {
      if (running === null) watch.read(dataId);
      return stockRead.call(backend, dataId, ...more);
    };
  }
  try {
    return run();
  } finally {
    configs.forEach((config, at) => {
      config.kernelFunc = stock[at];
    });
    for (const name of Object.keys(methods) as (keyof typeof methods)[]) {
      if (own.includes(name)) Object.assign(backend, { [name]: methods[name] });
      // What lies on the object hides its class's.
      else delete (backend as Partial<typeof methods>)[name];
    }
  }
}

/** tfjs's cpu backend makes some outputs (of Abs) as tensors of the core, which counts them until a scope ends; a replay has none. */
function isOfCore(output: TensorInfo): output is TensorInfo & { dispose(): void } {
  return 'dispose' in output;
}

/** The same kernel, whose outputs the core forgets at once while their numbers stay. */
function plainly(tf: Tf, kernel: Kernel): Kernel {
  const backend = tf.backend();
  return (call) => {
    const made = kernel(call);
    for (const output of Array.isArray(made) ? made : [made]) {
      if (!isOfCore(output)) continue;
      backend.incRef(output.dataId);
      output.dispose();
      tf.engine().removeDataId(output.dataId, backend);
    }
    return made;
  };
}

const kernels = new Set(['kernel', 'inward', 'onward']);

/** Whether a variable of this name, such as `critic/conv1/kernel`, is a matrix or a convolution's weights: what frameworks lay out differently. */
export function isKernel(name: string): boolean {
  return kernels.has(name.slice(name.lastIndexOf('/') + 1));
}

import type { TensorInfo } from '@tensorflow/tfjs';
import type { Call, Kernels } from '../kernel.ts';
import type { Id } from '../library.ts';

/**
 * tfjs lays pictures down as [batch, height, width, channels] and weights as [height, width, in, out]. Under a permuted view the former
 * is what torch calls channels_last, its quickest layout on processors and GPUs, so nothing is copied.
 */
export const convolutions: Kernels = {
  Conv2D: (call) => forward(call, window(call, flat, call.input('x').shape, call.input('filter').shape)),
  Conv3D: (call) => forward(call, window(call, solid, call.input('x').shape, call.input('filter').shape)),
  DepthwiseConv2dNative: (call) => forward(call, window(call, depthwise, call.input('x').shape, call.input('filter').shape)),

  Conv2DBackpropInput: (call) => inputGradient(call, window(call, flat, call.attrs.inputShape, call.input('filter').shape)),
  Conv3DBackpropInputV2: (call) => inputGradient(call, window(call, solid, call.attrs.inputShape, call.input('filter').shape)),
  DepthwiseConv2dNativeBackpropInput: (call) =>
    inputGradient(call, window(call, depthwise, call.attrs.inputShape, call.input('filter').shape)),

  Conv2DBackpropFilter: (call) => filterGradient(call, window(call, flat, call.input('x').shape, call.attrs.filterShape)),
  Conv3DBackpropFilterV2: (call) => filterGradient(call, window(call, solid, call.input('x').shape, call.attrs.filterShape)),
  DepthwiseConv2dNativeBackpropFilter: (call) =>
    filterGradient(call, window(call, depthwise, call.input('x').shape, call.attrs.filterShape)),
};

type Sort = 'flat' | 'solid' | 'depthwise';
const [flat, solid, depthwise]: Sort[] = ['flat', 'solid', 'depthwise'];

interface Window {
  sort: Sort;
  inShape: number[];
  filterShape: number[];
  strides: number[];
  dilations: number[];
  /** Before and after each side of a picture. */
  padding: [before: number, after: number][];
  groups: number;
}

/** tfjs's own reading of strides, dilations and padding, one number a side. */
function window({ tf, attrs }: Call, sort: Sort, inShape: number[], filterShape: number[]): Window {
  const { computeConv2DInfo, computeConv3DInfo } = tf.backend_util;
  if (sort === 'solid') {
    const info = computeConv3DInfo(inShape as never, filterShape as never, attrs.strides, attrs.dilations ?? 1, attrs.pad);
    return {
      ...{ sort, inShape, filterShape, groups: 1 },
      strides: [info.strideDepth, info.strideHeight, info.strideWidth],
      dilations: [info.dilationDepth, info.dilationHeight, info.dilationWidth],
      padding: [
        around(info.inDepth, info.outDepth, info.strideDepth, info.effectiveFilterDepth, info.padInfo.front),
        around(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, info.padInfo.top),
        around(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, info.padInfo.left),
      ],
    };
  }
  const isDepthwise = sort === 'depthwise';
  const dilations = attrs.dilations ?? 1;
  const info = computeConv2DInfo(
    inShape as never,
    filterShape as never,
    attrs.strides,
    dilations,
    attrs.pad,
    attrs.dimRoundingMode,
    isDepthwise,
  );
  return {
    ...{ sort, inShape, filterShape, groups: isDepthwise ? inShape[3]! : 1 },
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    padding: [
      around(info.inHeight, info.outHeight, info.strideHeight, info.effectiveFilterHeight, info.padInfo.top),
      around(info.inWidth, info.outWidth, info.strideWidth, info.effectiveFilterWidth, info.padInfo.left),
    ],
  };
}

/** After may be negative, where the last of the input is never looked at. */
function around(inSize: number, outSize: number, stride: number, filter: number, before: number): [number, number] {
  return [before, (outSize - 1) * stride + filter - before - inSize];
}

function forward({ torch, backend, input }: Call, look: Window): TensorInfo {
  const { x, padding } = padded({ torch }, channelsFirst(torch, backend.id(input('x')), look), look);
  const y = torch.run('convolution', x, filterFirst(torch, backend.id(input('filter')), look), ...shared(look, padding));
  return backend.out(channelsLast(torch, y, look), 'float32');
}

function inputGradient(call: Call, look: Window): TensorInfo {
  const { torch, backend } = call;
  const { padding, sizes, isUneven } = paddedSizes(look);
  const isGray = look.sort === 'flat' && look.inShape[3] === 1 && !torch.isOnGpu;
  let dx = isGray ? grayInputGradient(call, look, sizes, padding) : anyInputGradient(call, look, sizes, padding);
  if (isUneven) {
    for (const [at, [before, after]] of look.padding.entries()) {
      const size = look.inShape[1 + at]!;
      dx = torch.run('narrow', dx, 2 + at, before, size + Math.min(0, after));
      // What no window looks at has no gradient.
      if (after < 0) dx = torch.run('pad', dx, [...look.padding.slice(at + 1).flatMap(() => [0, 0]), 0, -after], 0);
    }
  }
  return backend.out(channelsLast(torch, dx, look), 'float32');
}

function anyInputGradient({ torch, backend, input }: Call, look: Window, sizes: number[], padding: number[]): Id {
  const [batch, channels] = [look.inShape[0]!, look.inShape.at(-1)!];
  // Laid out as the result is wanted: torch gives the gradient the layout of what it is the gradient of.
  const like = channelsFirst(torch, torch.unread([batch, ...sizes, channels]), look);
  const dy = channelsFirst(torch, backend.id(input('dy')), look);
  return torch.run('convolutionBackward', dy, like, filterFirst(torch, backend.id(input('filter')), look), ...shared(look, padding), 1);
}

/**
 * Of one channel: what each window gets, as one product, then the windows added up where they lie. oneDNN computes eight channels where
 * there is one and takes several times as long.
 */
function grayInputGradient({ torch, backend, input }: Call, look: Window, sizes: number[], padding: number[]): Id {
  const [height, width, , filters] = look.filterShape as [number, number, number, number];
  const [batch, outHeight, outWidth] = input('dy').shape as [number, number, number, number];
  const weights = torch.run('reshape', backend.id(input('filter')), [height * width, filters]);
  const dy = torch.run('transpose', torch.run('reshape', backend.id(input('dy')), [batch, outHeight * outWidth, filters]), 1, 2);
  const windows = torch.run('matricesProduct', weights, dy);
  return torch.run('columnsToImage', windows, sizes, [height, width], look.dilations, padding, look.strides);
}

function filterGradient({ torch, backend, input }: Call, look: Window): TensorInfo {
  const laid = (id: Id, shape: number[]) => (isByPlanes(look) && !torch.isOnGpu ? planes(torch, id, shape) : id);
  const xFirst = laid(channelsFirst(torch, backend.id(input('x')), look), look.inShape);
  const { x, padding } = padded({ torch }, xFirst, look);
  const dy = laid(channelsFirst(torch, backend.id(input('dy')), look), input('dy').shape);
  const like = torch.unread(filterFirstShape(look));
  const dw = torch.run('convolutionBackward', dy, x, like, ...shared(look, padding), 0);
  return backend.out(filterLast(torch, dw, look), 'float32');
}

/** From so many channels on oneDNN's gradient of the weights is a quarter quicker by planes, the copies counted; below it is not. */
const fewestByPlanes = 128;

function isByPlanes({ sort, inShape }: Window): boolean {
  return sort === 'flat' && inShape[3]! >= fewestByPlanes;
}

/** A permuted view copied so that each channel's plane lies together; `shape` is tfjs's. */
function planes(torch: Torch, id: Id, [batch, height, width, channels]: number[]): Id {
  const copied = torch.run('reshape', id, [batch!, channels! * height! * width!]);
  return torch.run('reshape', copied, [batch!, channels!, height!, width!]);
}

type Torch = Call['torch'];

/** torch pads both ends alike; where tfjs does not, the input is padded by itself first. */
function paddedSizes(look: Window): { padding: number[]; sizes: number[]; isUneven: boolean } {
  const isUneven = look.padding.some(([before, after]) => before !== after);
  const sides = look.inShape.slice(1, -1);
  if (!isUneven) return { padding: look.padding.map(([before]) => before), sizes: sides, isUneven };
  return { padding: sides.map(() => 0), sizes: sides.map((side, at) => side + look.padding[at]![0] + look.padding[at]![1]), isUneven };
}

function padded({ torch }: { torch: Torch }, x: Id, look: Window): { x: Id; padding: number[] } {
  const { padding, isUneven } = paddedSizes(look);
  return { x: isUneven ? torch.run('pad', x, look.padding.toReversed().flat(), 0) : x, padding };
}

function shared({ strides, dilations, groups }: Window, padding: number[]): [number[], number[], number[], number] {
  return [strides, padding, dilations, groups];
}

function channelsFirst(torch: Torch, id: Id, { sort }: Window): Id {
  return torch.run('permute', id, sort === 'solid' ? [0, 4, 1, 2, 3] : [0, 3, 1, 2]);
}

function channelsLast(torch: Torch, id: Id, { sort }: Window): Id {
  return torch.run('permute', id, sort === 'solid' ? [0, 2, 3, 4, 1] : [0, 2, 3, 1]);
}

/** [height, width, in, out] → [out, in, height, width]; depthwise [height, width, in, each] → [in · each, 1, height, width]. */
function filterFirst(torch: Torch, id: Id, { sort, filterShape }: Window): Id {
  if (sort === 'solid') return torch.run('permute', id, [4, 3, 0, 1, 2]);
  if (sort === 'flat') return torch.run('permute', id, [3, 2, 0, 1]);
  const [height, width, channels, each] = filterShape as [number, number, number, number];
  return torch.run('reshape', torch.run('permute', id, [2, 3, 0, 1]), [channels * each, 1, height, width]);
}

function filterLast(torch: Torch, id: Id, { sort, filterShape }: Window): Id {
  if (sort === 'solid') return torch.run('permute', id, [2, 3, 4, 1, 0]);
  if (sort === 'flat') return torch.run('permute', id, [2, 3, 1, 0]);
  const [height, width, channels, each] = filterShape as [number, number, number, number];
  return torch.run('permute', torch.run('reshape', id, [channels, each, height, width]), [2, 3, 0, 1]);
}

function filterFirstShape({ sort, filterShape }: Window): number[] {
  const [sides, [channels, each]] = [filterShape.slice(0, -2), filterShape.slice(-2) as [number, number]];
  return sort === 'depthwise' ? [channels * each, 1, ...sides] : [each, channels, ...sides];
}

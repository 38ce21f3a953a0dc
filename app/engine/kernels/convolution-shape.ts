import type { Margins } from './padded.ts';
import type { Tf } from '../tensor.ts';

/** The numbers of one 2-D convolution, channels last. */
export interface ConvolutionShape {
  batch: number;
  height: number;
  width: number;
  channels: number;
  kernelHeight: number;
  kernelWidth: number;
  filters: number;
  strideHeight: number;
  strideWidth: number;
  /** Places from one row or column of the kernel to the next. */
  dilationHeight: number;
  dilationWidth: number;
  outHeight: number;
  outWidth: number;
  /** Rows of padding above and columns to the left. */
  top: number;
  left: number;
}

/** As tfjs computes it, from the attributes that its gradients hand to the kernels. */
export function convolutionOf(tf: Tf, input: number[], kernel: number[], attrs: Record<string, unknown>): ConvolutionShape {
  const { strides, dilations, pad, dataFormat, dimRoundingMode } = attrs as {
    strides: number | [number, number];
    dilations?: number | [number, number];
    pad: 'same' | 'valid' | number;
    dataFormat?: 'NHWC' | 'NCHW';
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
  };
  if (dataFormat === 'NCHW') {
    throw new Error('These kernels take pictures with the channels last.');
  }
  const info = tf.backend_util.computeConv2DInfo(
    input as [number, number, number, number],
    kernel as [number, number, number, number],
    strides,
    dilations ?? 1,
    pad,
    dimRoundingMode,
    false,
    'channelsLast',
  );
  return {
    batch: info.batchSize,
    height: info.inHeight,
    width: info.inWidth,
    channels: info.inChannels,
    kernelHeight: info.filterHeight,
    kernelWidth: info.filterWidth,
    filters: info.outChannels,
    strideHeight: info.strideHeight,
    strideWidth: info.strideWidth,
    dilationHeight: info.dilationHeight,
    dilationWidth: info.dilationWidth,
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

/** The zeros around a picture that its windows reach; a valid convolution may leave rows unread, which need none. */
export function windowMargins(shape: ConvolutionShape): Margins {
  const { top, left, height, width, outHeight, outWidth, strideHeight, strideWidth } = shape;
  const tall = (shape.kernelHeight - 1) * shape.dilationHeight + 1;
  const broad = (shape.kernelWidth - 1) * shape.dilationWidth + 1;
  return {
    top,
    bottom: Math.max(0, (outHeight - 1) * strideHeight + tall - top - height),
    left,
    right: Math.max(0, (outWidth - 1) * strideWidth + broad - left - width),
  };
}

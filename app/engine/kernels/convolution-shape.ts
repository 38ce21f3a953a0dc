import type { Margins } from './padded.ts';
import type { Tf } from '../tensor.ts';

/** The numbers of one 2-D convolution, channels last, without dilation. */
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
  outHeight: number;
  outWidth: number;
  /** Rows of padding above and columns to the left. */
  top: number;
  left: number;
}

/** As tfjs computes it, from the attributes that its gradients hand to the kernels. */
export function convolutionOf(tf: Tf, input: number[], kernel: number[], attrs: Record<string, unknown>): ConvolutionShape {
  const { strides, pad, dataFormat, dimRoundingMode } = attrs as {
    strides: number | [number, number];
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
    1,
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
    outHeight: info.outHeight,
    outWidth: info.outWidth,
    top: info.padInfo.top,
    left: info.padInfo.left,
  };
}

/** The zeros around a picture that its windows reach; a valid convolution may leave rows unread, which need none. */
export function windowMargins(shape: ConvolutionShape): Margins {
  const { top, left, height, width, outHeight, outWidth, strideHeight, strideWidth, kernelHeight, kernelWidth } = shape;
  return {
    top,
    bottom: Math.max(0, (outHeight - 1) * strideHeight + kernelHeight - top - height),
    left,
    right: Math.max(0, (outWidth - 1) * strideWidth + kernelWidth - left - width),
  };
}

/** The whole of tfjs, handed in as an argument: the catalogue is listed without loading it. */
export type Tf = typeof import('@tensorflow/tfjs');
export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, Variable } from '@tensorflow/tfjs';

/** The layers and the ready architectures, for recipes. */
export { activation, type ActivationName, activationNames } from './layers/activation.ts';
export { residual, skip } from './layers/compose.ts';
export { condition } from './layers/condition.ts';
export { conv, convTranspose, type ConvolutionOptions } from './layers/convolution.ts';
export { dense } from './layers/dense.ts';
export { gatedPixels } from './layers/gated-pixels.ts';
export { maskedConv } from './layers/masked-convolution.ts';
export { minibatch } from './layers/minibatch.ts';
export { batchNorm, instanceNorm, layerNorm } from './layers/normalization.ts';
export { rowLstm } from './layers/row-lstm.ts';
export { averagePool, flatten, reshape, upsample } from './layers/shape.ts';
export { spectralConv, spectralDense } from './layers/spectral.ts';
export { volumeConv, volumeUpsample } from './layers/volume.ts';
export { dcganCritic, type DcganCriticOptions, dcganGenerator, type DcganGeneratorOptions } from './dcgan.ts';
export { mlp, type MlpOptions } from './mlp.ts';
export { convolutionalStages, denseStages, type StageLayers } from './staged.ts';
export { denseTranslator, localTranslator, patchCritic, resnetTranslator, type TranslatorOptions, unet } from './translators.ts';
export { buildWaveNet, type WaveNet, type WaveNetShape } from './wavenet.ts';

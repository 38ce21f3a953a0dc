/**
 * What a file of your own may import: `import { … } from 'ganymede'`. What is not listed here is not reachable.
 * Blocks, objectives, regularisers, optimisers, schedules, knobs, and the four `define…`.
 */
export { defineDataset, defineMetric, defineProbe, defineRecipe } from './define.ts';
export type { OwnMadeDataset, OwnMetric, OwnProbe, OwnReadDataset, OwnRecipe } from './define.ts';

// Knobs: a default with its source, a value by its key.
export { both, choiceOf, fromCode, fromPaper, numberOf, ours } from '../param.ts';
export { choiceParam, latentSizeParam, numberParam } from '../parts/bodies.ts';

// Blocks: layers, whole networks, and what makes a network of them.
export * from '../networks/index.ts';
export { buildNetwork } from '../network.ts';
export type { Layer, LayerContext, NamedVariable, Network, Pass } from '../network.ts';
export { exp, leakyRelu, relu, sigmoid, softplus, tanh } from '../twice-differentiable.ts';
export { buildAdversaries, buildGenerator, generatorParams, networkParams } from '../parts/adversaries.ts';
export { buildMemory } from '../parts/memory.ts';
export { exampleShape, pictureShape } from '../data-shape.ts';

// Latents.
export { noLatent, normalLatent } from '../parts/bodies.ts';
export { latentOf } from '../parts/latent-parts.ts';
export { gaussianMisfit, klToNormal, posteriorOf, reparameterised } from '../parts/posterior.ts';

// Objectives.
export { fDivergence } from '../objectives/f-divergence.ts';
export { featureMatching } from '../objectives/feature-matching.ts';
export { hinge } from '../objectives/hinge.ts';
export { leastSquares } from '../objectives/least-squares.ts';
export { lossSensitive } from '../objectives/loss-sensitive.ts';
export { minimax } from '../objectives/minimax.ts';
export { mmd2, unbiasedMmd2 } from '../objectives/mmd.ts';
export { nonSaturating } from '../objectives/non-saturating.ts';
export { wasserstein } from '../objectives/wasserstein.ts';
export type { Objective } from '../objective.ts';
export { accuracyOf, classesOf, crossEntropy } from '../parts/classes.ts';

// Regularisers.
export { gradientPenalty } from '../regularizers/gradient-penalty.ts';
export { gradientSize } from '../regularizers/gradient-size.ts';
export { localSlope } from '../regularizers/local-slope.ts';
export { clipWeights } from '../regularizers/weight-clipping.ts';
export { requireTwiceDifferentiable, slopeNorms } from '../regularizer.ts';

// Optimisers and schedules.
export { alternate, decayOf, decayParam, optimizerParams, playerOptimizer, playParams, scheduleParams } from '../parts/game-params.ts';

// Data, and what metrics and probes read.
export { gaussianMixture } from '../drawing/gaussian-mixture.ts';
export { generatedExamples, generates, readMade, realExamples, take, toPixels } from '../measuring/examples.ts';
export { distributionOf } from '../measuring/distribution.ts';

export type * from '../recipe.ts';
export type * from '../dataset.ts';
export type { Metric, MetricContext } from '../metric.ts';
export type { Probe, ProbeContext } from '../probe.ts';
export type { Random } from '../random.ts';
export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, Tf, Variable } from '../tensor.ts';
export type { Family, MetricEntry, Paper, SeriesEntry } from '../../../shared/catalogue.ts';
export type { DataKind, Params, ParamSpec, ParamValue, PresetPair, PresetValue } from '../../../shared/params.ts';
export type { Distribution, Measurement, NamedTensor } from '../../../shared/measurement.ts';

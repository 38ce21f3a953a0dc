// What a file of your own may import from 'ganymede', and the tensors that it is handed (a part of TensorFlow.js 4.22, Apache-2.0).
// Written by Ganymede beside your files, and written anew by the next version: do not edit. Modules below 'ganymede/' are its inside and can't be imported.

declare module 'ganymede/app/engine/data-shape' {
import type { Dataset } from 'ganymede/app/engine/dataset';
import type { DataShape } from 'ganymede/app/engine/recipe';
/** What networks need to know of the data; stored with a checkpoint, so that its generator opens without the dataset. */
export function shapeOf(dataset: Dataset): DataShape;
/** Shape of one example, without the batch. */
export function exampleShape(data: DataShape): number[];
/** Side and channels, for networks that work on pictures. @throws StudioError for data of another kind */
export function pictureShape(data: DataShape): {
    size: number;
    channels: number;
};
/** What of the data is no longer as it was, such as "classes were 3 and are 4". */
export function shapeChanges(before: DataShape, now: DataShape): string[];
}
declare module 'ganymede/app/engine/dataset' {
import type { DataKind, Params, ParamSpec } from 'ganymede/shared/params';
import type { Published } from 'ganymede/shared/published';
import type { Random } from 'ganymede/app/engine/random';
/**
 * Data with a way to draw from it, made or read. A dataset is a pure function of (params, seed, files): no clock, no file, no tfjs.
 * The collection is datasets/, its list datasets/index.ts; one contract test runs over all of it.
 */
export type DatasetRecipe = MadeDataset | ReadDataset;
interface About {
    name: string;
    title: string;
    purpose: string;
    kind: DataKind;
    params: ParamSpec[];
}
/** Procedural data, and what ships inside. */
export interface MadeDataset extends About {
    files?: undefined;
    open(options: {
        params: Params;
        seed: number;
    }): Dataset;
}
/** Data from the disk: the bytes are handed in, and what takes them apart. */
export interface ReadDataset extends About {
    files: FileNeeds;
    /** Where the studio fetches it from. Its files then lie in the folder of data under the set's name, and no param `path` says where. */
    published?: Published;
    open(options: ReadOptions): Promise<Dataset>;
}
export interface ReadOptions {
    params: Params;
    seed: number;
    files: DataFiles;
    decoders: Decoders;
    /** For more pictures than so many, which would take too long to read before a training; absent where the opener keeps none. */
    album?: {
        beyond: number;
        open(entries: DataFiles['entries'], form: {
            size: number;
            channels: 1 | 3;
        }): Album;
    };
    /** Asked between two files, and answered in a later turn, so that who stops it is heard; reading then ends with a StudioError 'conflict'. */
    isStopped?(): Promise<boolean>;
}
/** Pictures of one size that are decoded when they are wanted, and kept by whoever opens the dataset. */
export interface Album {
    count: number;
    /** Waits until a picture is decoded; false for one that can't be. */
    has(picture: number): boolean;
    /** Writes the bytes of one that is there, [size,size,channels]. */
    read(picture: number, into: Uint8Array): void;
    /** These are wanted soon, in this order. */
    expect(pictures: Int32Array): void;
    /** Paths of those that are known not to be readable. */
    broken(): string[];
}
/** `path` is the dataset's param of type path; the trainer lists and reads, the decoder only sees bytes. */
export interface FileNeeds {
    /** One file at `path`, or every file under the folder `path` whose name matches. */
    select: 'file' | 'folder';
    /** Case-insensitive endings, such as ['.png', '.jpg']. */
    endings: string[];
    /** Whether a file of another ending, or of none, begins as one that is wanted does. Absent: the ending decides. */
    beginsWell?(head: Uint8Array): boolean;
    /** Where `path` is a file, the matching files in its folder are handed in too, and `picked` says which it was. */
    neighbors?: boolean;
    /** No more files than this are read, of however many. Absent: all may be. */
    mostRead?(params: Params): number;
    /** A second place, named by another param of type path: the folder of the partners, the list of captions. Left empty, `also` is absent. */
    also?: {
        param: string;
        select: 'file' | 'folder';
        endings: string[];
        beginsWell?(head: Uint8Array): boolean;
    };
}
export interface DataFiles {
    /** Relative paths in a stable order, with a reader for each. A reader throws a sentence when the file can't be read. */
    entries: {
        path: string;
        /** All of it, or no more than its first `most` bytes: a wrong file of gigabytes is told by its beginning. */
        read(most?: number): Uint8Array;
        /** Where it lies on the disk, absolute; for whoever opens the dataset. */
        place?: string;
        /** Another one when the file has changed. */
        stamp?(): string;
    }[];
    /** The entry that the user named, where `path` is a file. */
    picked?: string;
    /** What lies at the second place, as `entries`. */
    also?: DataFiles['entries'];
    /** What was found there and is not among the entries, as sentences. */
    notes?: string[];
}
/** Libraries of the machine that opens a dataset; the engine brings none that is native. Each throws what a broken file provokes. */
export interface Decoders {
    picture(bytes: Uint8Array, wish: PictureWish): Promise<Picture>;
    /** How many pictures may be under way at once. */
    picturesAtOnce: number;
    /** All members one after another, each checked by its sum; a RangeError where they make more than the memory has room for. */
    gunzip(bytes: Uint8Array): Promise<Uint8Array>;
    /** Bare deflate; refuses to make more than `most` bytes. */
    inflate(bytes: Uint8Array, most: number): Promise<Uint8Array>;
    crc32(bytes: Uint8Array): number;
}
export interface PictureWish {
    /** A larger picture may be reduced while it is decoded, as long as its shorter side keeps twice as many pixels. */
    side: number;
    /** Of a picture that holds two side by side neither half may spill into the other. Usually 1. */
    parts?: 1 | 2;
}
/** RGB bytes, row by row, upright; what is transparent lies on white. */
export interface Picture {
    width: number;
    height: number;
    pixels: Uint8Array;
    /** As it lies in the file, upright: larger where it was reduced. */
    whole: {
        width: number;
        height: number;
    };
    /** Of a moving picture, or one of many pages, the first is here. */
    frames: number;
}
/** Members are told apart by `kind`. Every kind draws with `random` alone. */
export type Dataset = PointsDataset | PicturesDataset | PairsDataset | DomainsDataset | CaptionsDataset | VoxelsDataset | SoundDataset;
/** Examples row by row. What a kind of data does not have is absent. */
export interface Draw {
    values: Float32Array;
    labels: Int32Array | null;
    /** Known factors of each example, by name. */
    factors?: Record<string, Float32Array>;
    /** pairs: what each example is made from. */
    given?: Float32Array;
    /** domains: as many examples of the second domain, drawn apart from the first. */
    other?: Float32Array;
    /** domains: classes in the second domain; for measuring, never for training. */
    otherLabels?: Int32Array | null;
    /** captions: [count × length] indices into `words`. */
    words?: Int32Array;
}
interface DatasetBase {
    /** null: a generator without end. */
    examples: number | null;
    classes: string[] | null;
    /** What was left out and why (broken pictures …), as sentences. */
    notes: string[];
    draw(random: Random, count: number): Draw;
    /**
     * Stored examples that `draw` never gives, of the same kind: what is measured is measured on these. Absent where every draw is
     * fresh (procedural data), and where too few are stored.
     */
    heldOut?: HeldOut;
}
export interface HeldOut {
    all: Dataset;
    /** The same in two parts that share no example, for comparing real with real. */
    halves: [Dataset, Dataset];
}
export interface PointsDataset extends DatasetBase {
    kind: 'points';
    dimensions: 1 | 2;
    /** The part of the plane that matters, for surfaces and pictures: [left, right, bottom, top]. */
    region: [number, number, number, number];
    /** Modes with known centres and deviations; null where the density has none (Swiss roll). */
    modes: {
        centers: Float32Array;
        deviation: number;
        weights: Float32Array;
    } | null;
}
/** values [count,size,size,channels] in −1…1. */
export interface PicturesDataset extends DatasetBase {
    kind: 'pictures';
    size: number;
    channels: 1 | 3;
    /** Exact entropy of the source in bits per value, where it is known (Markov texture). */
    entropy?: number;
}
/** values [count,size,size,channels] in −1…1: the picture wanted; given [count,given.size,given.size,given.channels]. */
export interface PairsDataset extends DatasetBase {
    kind: 'pairs';
    size: number;
    channels: 1 | 3;
    given: {
        size: number;
        channels: number;
    };
}
/** Two sets of examples of one shape, unpaired; labels are the first domain's. */
export interface DomainsDataset extends DatasetBase {
    kind: 'domains';
    /** Shape of one example: [d] or [size,size,channels] in −1…1. */
    example: number[];
    names: [string, string];
    /** Truly paired examples, where they are known; for measuring, never for training. */
    drawPairs?(random: Random, count: number): {
        values: Float32Array;
        other: Float32Array;
        factors: Record<string, Float32Array>;
        labels?: Int32Array;
    };
}
/** values as pictures; words [count,length], 0 is the empty word that fills up a short sentence. */
export interface CaptionsDataset extends DatasetBase {
    kind: 'captions';
    size: number;
    channels: 1 | 3;
    length: number;
    words: string[];
    /** Places of a sentence that say something of the picture, by name; the others are grammar. For measuring. */
    slots?: {
        name: string;
        at: number;
    }[];
}
/** values [count,size,size,size,1] in 0…1: depth, row, column. */
export interface VoxelsDataset extends DatasetBase {
    kind: 'voxels';
    size: number;
}
/** values [count,length] in −1…1. */
export interface SoundDataset extends DatasetBase {
    kind: 'sound';
    length: number;
    /** Samples a second. */
    rate: number;
    /** Pitches in hertz that every example has, or each class one of its own; for measuring. Where they are known. */
    pitches?: {
        hertz: number[];
        of: 'all' | 'class';
    };
    /** Bits per sample of the source under so many µ-law levels, the past known unrounded: no model can use fewer. Where it is known. */
    entropyAt?(levels: number): number;
}
}
declare module 'ganymede/app/engine/drawing/gaussian-mixture' {
import type { PointsDataset } from 'ganymede/app/engine/dataset';
/** Equally likely round Gaussians. Drawn exactly: centre + deviation · N(0, I). */
export function gaussianMixture(options: {
    dimensions: 1 | 2;
    /** [modes × dimensions], row by row. */
    centers: Float32Array;
    deviation: number;
    region: PointsDataset['region'];
}): PointsDataset;
}
declare module 'ganymede/app/engine/extensions/define' {
import type { Family, Paper } from 'ganymede/shared/catalogue';
import type { ExtensionEntries } from 'ganymede/shared/extension';
import type { ParamSpec } from 'ganymede/shared/params';
import type { DatasetRecipe, MadeDataset, ReadDataset } from 'ganymede/app/engine/dataset';
import type { Additions } from 'ganymede/app/engine/own/additions';
import type { Metric } from 'ganymede/app/engine/metric';
import type { Probe } from 'ganymede/app/engine/probe';
import type { Recipe } from 'ganymede/app/engine/recipe';
/** A recipe of your own: what ours declare, with everything optional that can go without saying. */
export interface OwnRecipe extends Omit<Recipe, 'purpose' | 'idea' | 'paper' | 'family' | 'formulas' | 'params' | 'extension'> {
    /** What it is for, one line. */
    purpose?: string;
    /** The idea in a few sentences. */
    idea?: string;
    paper?: Paper;
    /** Where it stands in the list of recipes; adversarial where it is left out. */
    family?: Family;
    /** The loss each player plays, in TeX. */
    formulas?: {
        player: string;
        tex: string;
    }[];
    params?: ParamSpec[];
}
/** Data of your own that is made, from its params and a seed. */
export type OwnMadeDataset = Omit<MadeDataset, 'purpose' | 'params'> & {
    purpose?: string;
    params?: ParamSpec[];
};
/** Data of your own that is read from the disk: the trainer lists and reads the files, `open` sees bytes alone. */
export type OwnReadDataset = Omit<ReadDataset, 'purpose'> & {
    purpose?: string;
};
export type OwnMetric = Omit<Metric, 'extension'>;
export type OwnProbe = Omit<Probe, 'extension'>;
/** Declares a system that can be trained. Export what it gives. */
export function defineRecipe(own: OwnRecipe): Recipe;
/** Declares data that is made or read. Export what it gives. */
export function defineDataset(own: OwnMadeDataset | OwnReadDataset): DatasetRecipe;
/** Declares a figure of merit: it is measured in every run whose data and model it applies to. Export what it gives. */
export function defineMetric(own: OwnMetric): Metric;
/** Declares something to look at while training: in every run whose data and model it applies to. Export what it gives. */
export function defineProbe(own: OwnProbe): Probe;
/** What of a module's exports was defined by the four above. */
export function definedIn(exports: Record<string, unknown>): Additions;
/** The same as plain data, for forms and lists. */
export function entriesOf({ recipes, datasets, metrics, probes }: Additions): ExtensionEntries;
}
declare module 'ganymede' {
/**
 * What a file of your own may import: `import { … } from 'ganymede'`. What is not listed here is not reachable.
 * Blocks, objectives, regularisers, optimisers, schedules, knobs, and the four `define…`.
 */
export { defineDataset, defineMetric, defineProbe, defineRecipe } from 'ganymede/app/engine/extensions/define';
export type { OwnMadeDataset, OwnMetric, OwnProbe, OwnReadDataset, OwnRecipe } from 'ganymede/app/engine/extensions/define';
export { both, choiceOf, fromCode, fromPaper, numberOf, ours } from 'ganymede/app/engine/param';
export { choiceParam, latentSizeParam, numberParam } from 'ganymede/app/engine/parts/bodies';
export * from 'ganymede/app/engine/networks/index';
export { buildNetwork } from 'ganymede/app/engine/network';
export type { Layer, LayerContext, NamedVariable, Network, Pass } from 'ganymede/app/engine/network';
export { exp, leakyRelu, relu, sigmoid, softplus, tanh } from 'ganymede/app/engine/twice-differentiable';
export { buildAdversaries, buildGenerator, generatorParams, networkParams } from 'ganymede/app/engine/parts/adversaries';
export { buildMemory } from 'ganymede/app/engine/parts/memory';
export { exampleShape, pictureShape } from 'ganymede/app/engine/data-shape';
export { noLatent, normalLatent } from 'ganymede/app/engine/parts/bodies';
export { latentOf } from 'ganymede/app/engine/parts/latent-parts';
export { gaussianMisfit, klToNormal, posteriorOf, reparameterised } from 'ganymede/app/engine/parts/posterior';
export { fDivergence } from 'ganymede/app/engine/objectives/f-divergence';
export { featureMatching } from 'ganymede/app/engine/objectives/feature-matching';
export { hinge } from 'ganymede/app/engine/objectives/hinge';
export { leastSquares } from 'ganymede/app/engine/objectives/least-squares';
export { lossSensitive } from 'ganymede/app/engine/objectives/loss-sensitive';
export { minimax } from 'ganymede/app/engine/objectives/minimax';
export { mmd2, unbiasedMmd2 } from 'ganymede/app/engine/objectives/mmd';
export { nonSaturating } from 'ganymede/app/engine/objectives/non-saturating';
export { wasserstein } from 'ganymede/app/engine/objectives/wasserstein';
export type { Objective } from 'ganymede/app/engine/objective';
export { accuracyOf, classesOf, crossEntropy } from 'ganymede/app/engine/parts/classes';
export { gradientPenalty } from 'ganymede/app/engine/regularizers/gradient-penalty';
export { gradientSize } from 'ganymede/app/engine/regularizers/gradient-size';
export { localSlope } from 'ganymede/app/engine/regularizers/local-slope';
export { clipWeights } from 'ganymede/app/engine/regularizers/weight-clipping';
export { requireTwiceDifferentiable, slopeNorms } from 'ganymede/app/engine/regularizer';
export { alternate, decayOf, decayParam, optimizerParams, playerOptimizer, playParams, scheduleParams } from 'ganymede/app/engine/parts/game-params';
export { gaussianMixture } from 'ganymede/app/engine/drawing/gaussian-mixture';
export { generatedExamples, generates, readMade, realExamples, take, toPixels } from 'ganymede/app/engine/measuring/examples';
export { distributionOf } from 'ganymede/app/engine/measuring/distribution';
export type * from 'ganymede/app/engine/recipe';
export type * from 'ganymede/app/engine/dataset';
export type { Metric, MetricContext } from 'ganymede/app/engine/metric';
export type { Probe, ProbeContext } from 'ganymede/app/engine/probe';
export type { Random } from 'ganymede/app/engine/random';
export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, Tf, Variable } from 'ganymede/app/engine/tensor';
export type { Family, MetricEntry, Paper, SeriesEntry } from 'ganymede/shared/catalogue';
export type { DataKind, Params, ParamSpec, ParamValue, PresetPair, PresetValue } from 'ganymede/shared/params';
export type { Distribution, Measurement, NamedTensor } from 'ganymede/shared/measurement';
}
declare module 'ganymede/app/engine/measuring/distribution' {
import type { Distribution } from 'ganymede/shared/measurement';
/**
 * What `values` look like: counts over equal bins between the smallest and the largest, and the exact figures.
 * `size` counts the finite values, and so do all figures; the others are in `nonFinite`. Without a finite value the
 * figures are NaN. Values that are all the same get bins of a small width around them.
 */
export function distributionOf(values: Float32Array, { bins, bound }?: {
    bins?: number;
    bound?: number | null;
}): Distribution;
}
declare module 'ganymede/app/engine/measuring/examples' {
import type { NamedTensor } from 'ganymede/shared/measurement';
import type { Dataset, Draw } from 'ganymede/app/engine/dataset';
import type { Batch, Model } from 'ganymede/app/engine/recipe';
import type { Random } from 'ganymede/app/engine/random';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/** A model that makes examples: what most probes and metrics look at. */
export type Generating = Model & {
    generate: NonNullable<Model['generate']>;
};
export function generates(model: Model): model is Generating;
/** Fresh examples as tensors, for probes; [count, ...example], the caller's to dispose. */
export function realExamples(tf: Tf, dataset: Dataset, random: Random, count: number): Tensor;
export function freshBatch(tf: Tf, dataset: Dataset, random: Random, count: number): Batch;
export function freshLatents(tf: Tf, model: Model, random: Random, count: number): Tensor;
/** Examples from fresh latents and, where they are conditional, under conditions as frequent as in the data. Inside a tidy or the caller's. */
export function generatedExamples(tf: Tf, model: Generating, dataset: Dataset, random: Random, count: number): Tensor;
/** As generatedExamples, with the condition that they were made under. */
export function generatedWith(tf: Tf, model: Generating, dataset: Dataset, random: Random, count: number): {
    examples: Tensor;
    condition: Tensor | undefined;
};
/** Latents and examples to come back to, as many of one as of the other; the caller's to dispose by `disposeFixed`. */
export function drawFixed(tf: Tf, model: Model, dataset: Dataset, random: Random, count: number): Fixed;
export interface Fixed {
    latents: Tensor;
    draw: Draw;
    batch: Batch;
}
export function disposeFixed(tf: Tf, { latents, batch }: Fixed): void;
/** Reads a float32 tensor and lets it go. */
export function take(tensor: Tensor): Promise<{
    shape: number[];
    data: Float32Array;
}>;
/** −1…1 → 0…255, rounded. */
export function toPixels({ shape, data }: {
    shape: number[];
    data: Float32Array;
}): NamedTensor;
/** Reads what a function of tensors makes. */
export function readMade(tf: Tf, make: () => Tensor): Promise<Float32Array>;
}
declare module 'ganymede/app/engine/measuring/oracle' {
import type { Dataset, Draw } from 'ganymede/app/engine/dataset';
import { type Random } from 'ganymede/app/engine/random';
import type { Tf } from 'ganymede/app/engine/tensor';
/**
 * A small network that knows the truth of one dataset: its classes, and those of its factors that it is asked for. Trained
 * here on fresh examples, never seen by the models it judges. What it says of real data is the ceiling for what it says of made data.
 */
export interface Oracle {
    /** Share of fresh real examples put in their class; null where the data has none. */
    accuracy: number | null;
    /** Mean absolute error on fresh real examples over the factor's range, by factor. */
    factorErrors: Record<string, number>;
    /** Numbers per example in `features`. */
    width: number;
    judge(values: Float32Array): Promise<Judgement>;
    dispose(): void;
}
export interface Judgement {
    /** [n × classes], rows sum to 1; empty where there are no classes. */
    probabilities: Float32Array;
    /** Most probable class of each. */
    classes: Int32Array;
    /** [n × width]: the last hidden layer. */
    features: Float32Array;
    /** By factor, [n], in the factor's own unit. */
    factors: Record<string, Float32Array>;
}
export interface OracleOptions {
    seed?: number;
    /** Factors to be read off, by the names that the dataset draws them under. */
    factors?: string[];
    steps?: number;
}
/** What is to be told apart: a dataset, or what a system makes or finds, with the truth that is known of it. */
export interface Lesson {
    /** Of one example. */
    shape: number[];
    /** 0 where there are none. */
    classes: number;
    draw(random: Random, count: number): Draw;
    /** Examples that `draw` never gives, for the accuracy; absent where every draw is fresh. */
    unseen?(random: Random, count: number): Draw;
}
/** @throws StudioError 'invalid' where the data has neither classes nor the factors asked for */
export function openOracle(tf: Tf, dataset: Dataset, options?: OracleOptions): Promise<Oracle>;
/** An oracle of anything that can be drawn with its truth. @throws StudioError 'invalid' where there is nothing to learn */
export function openReader(tf: Tf, lesson: Lesson, options?: OracleOptions): Promise<Oracle>;
}
declare module 'ganymede/app/engine/measuring/slot-reader' {
import type { Dataset } from 'ganymede/app/engine/dataset';
import type { Tf } from 'ganymede/app/engine/tensor';
/** Small classifiers that read the words of the slots off pictures, trained on real ones with true sentences. */
export interface SlotReader {
    /** By slot, the word that each picture shows, as an index into the data's words. */
    read(values: Float32Array): Promise<Record<string, Int32Array>>;
    dispose(): void;
}
/** @throws StudioError invalid where the data has no sentences, or none with known slots */
export function openSlotReader(tf: Tf, dataset: Dataset, options: {
    seed: number;
    steps?: number;
}): Promise<SlotReader>;
}
declare module 'ganymede/app/engine/metric' {
import type { MetricEntry } from 'ganymede/shared/catalogue';
import type { Dataset } from 'ganymede/app/engine/dataset';
import type { Judgement, Oracle } from 'ganymede/app/engine/measuring/oracle';
import type { Model } from 'ganymede/app/engine/recipe';
import type { SlotReader } from 'ganymede/app/engine/measuring/slot-reader';
import type { Random } from 'ganymede/app/engine/random';
import type { Tf } from 'ganymede/app/engine/tensor';
/**
 * A figure of merit, exactly defined and cited. It sees plain numbers only,
 * by promise where they come off a device: WebGPU can't be read synchronously outside a page. Wherever that makes sense it writes the score
 * of an ideal sampler (fresh real data) beside its own, under the same key with `/ideal` behind it.
 */
export interface Metric extends MetricEntry {
    /** What follows featuresEvery may ask for `judged`. */
    follows?: 'featuresEvery';
    /** Its figures are taken on training examples as well, under the same keys with `/training` behind: overfitting is where both part. */
    besideTraining?: true;
    /** What it looks at: what the model makes (then the model must make something), or the model itself. */
    judges: 'samples' | 'model';
    /** False where it means nothing for this data (modes without known centres …) or this system. */
    appliesTo(dataset: Dataset, model: Model): boolean;
    /** Series key → value. Draws from `random` alone. */
    measure(context: MetricContext): Promise<Record<string, number>>;
}
export const judgedCount = 1000;
export interface Judged {
    real: Judgement;
    ideal: Judgement;
    generated: Judgement;
    /** Numbers per example in `features`. */
    width: number;
}
export interface MetricContext {
    /** What is judged on: the held-out share of stored data. */
    dataset: Dataset;
    /** What was trained on, where that is not fresh at every draw. */
    training?: Dataset;
    random: Random;
    /** For metrics of the model itself; what they make of tensors they dispose of. */
    tf: Tf;
    model: Model;
    /** `count` fresh examples each, row by row [count × dimensions or size·size·channels]. */
    generated(count: number): Promise<Float32Array>;
    /** As generated, with the classes that the examples were asked for; null where the system takes no class. */
    generatedWithLabels(count: number): Promise<{
        values: Float32Array;
        labels: Int32Array | null;
    }>;
    real(count: number): Float32Array;
    /** Of the same law as `real` and of other examples: what a sampler without fault would make. */
    ideal(count: number): Float32Array;
    /**
     * What a small classifier trained on this data says of real, of other real, and of generated examples, `judgedCount` each:
     * the same at every call in one step. Only for data with classes.
     */
    judged(): Promise<Judged>;
    /**
     * A small network trained on this data when it is first asked for, one for its classes and one for its classes and known factors; of two domains with
     * known partners, for the factors of the second. It belongs to the run: not to be disposed of here.
     */
    oracle(of: 'classes' | 'factors'): Promise<Oracle>;
    /** Likewise, one for each slot of the data's sentences. */
    slotReader(): Promise<SlotReader>;
    /** Numbers per example. */
    width: number;
    /** A Wasserstein critic's mean difference on the given batches, and its penalty weight; null where there is no critic. */
    critic: {
        estimate(real: Float32Array, generated: Float32Array): Promise<number>;
        penaltyWeight: number | null;
    } | null;
}
}
declare module 'ganymede/app/engine/network' {
import type { Knob } from 'ganymede/shared/architecture';
import type { Random } from 'ganymede/app/engine/random';
import type { Tensor, Tf, Variable } from 'ganymede/app/engine/tensor';
/**
 * A network is a list of layers with named variables. Layers say their output shape where they are made, draw their
 * initial weights from `random` alone, and say whether they are right to second order: a gradient penalty on a network
 * with a layer that is not is refused when the recipe is built.
 */
export interface Network {
    /** Such as `critic`. Variables are named `critic/dense1/kernel`. */
    name: string;
    /** Shape of one example, without the batch. */
    input: number[];
    output: number[];
    layers: LayerSummary[];
    /** What it was built of, for those who write it down (architecture/). */
    plan: readonly Layer[];
    variables: NamedVariable[];
    twiceDifferentiable: boolean;
    /** Of the layers together. Where there is one, `apply` takes pictures of any sides. */
    reach?: number;
    /** [batch, ...input] → [batch, ...output]. */
    apply(x: Tensor, pass?: Pass): Tensor;
    /** As apply, and every layer's output by layer name: for taps and activation probes. */
    trace(x: Tensor, pass?: Pass): {
        output: Tensor;
        layers: Record<string, Tensor>;
    };
    dispose(): void;
}
export interface Pass {
    /** Batch norm uses batch moments and updates its running ones; default true. Generation for people uses false. */
    training?: boolean;
    /** [batch, classes] one-hot, for layers that take a condition. */
    condition?: Tensor;
    /** Gets every layer's output, and what it gives back goes on to the next: a zero added here takes the gradient at that place. */
    through?(layer: string, output: Tensor): Tensor;
}
export interface LayerSummary {
    name: string;
    kind: string;
    output: number[];
    parameters: number;
}
export interface NamedVariable {
    /** Whole name, such as `critic/dense1/kernel`. */
    name: string;
    variable: Variable;
    /** False for running moments: stored with the run, never given to an optimiser. */
    trainable: boolean;
    /** How a stranger's framework lays it out. The PyTorch export knows only its name: all but vectors are kernels by isKernel of shared. */
    layout: 'dense' | 'conv' | 'conv-transpose' | 'vector';
}
export interface Layer {
    kind: string;
    twiceDifferentiable: boolean;
    /** How many places to each side an output place of a picture looks at most; Infinity where any. Absent where the layer is built for one size. */
    reach?: number;
    /** What it was made with, such as units, stride, padding: beside its kind, shapes and weights all that another program needs to rebuild it. */
    knobs?: Record<string, Knob>;
    /** Of a layer that joins what others make with what came in: those, one after another. */
    inner?: Layer[];
    /** Refuses, in a sentence, an input shape that it can't take. */
    output(input: number[]): number[];
    build(context: LayerContext): BuiltLayer;
}
export interface LayerContext {
    tf: Tf;
    random: Random;
    input: number[];
    /** Registers a variable under the layer's name; `values` are its initial weights. */
    variable(name: string, shape: number[], values: Float32Array, options: {
        layout: NamedVariable['layout'];
        trainable?: boolean;
    }): Variable;
}
export interface BuiltLayer {
    apply(x: Tensor, pass: Pass): Tensor;
}
export interface NetworkOptions {
    tf: Tf;
    name: string;
    /** For initial weights; every layer draws from a stream of its own, so a layer added at the end changes no other. */
    random: Random;
    /** Shape of one example. */
    input: number[];
    layers: Layer[];
}
export function buildNetwork({ tf, name, random, input, layers }: NetworkOptions): Network;
/** One after another they look further. */
export function reachOf(layers: Layer[]): number | undefined;
}
declare module 'ganymede/app/engine/networks/dcgan' {
import type { Layer } from 'ganymede/app/engine/network';
import { type ActivationName } from 'ganymede/app/engine/networks/layers/activation';
export type Norm = 'none' | 'batch' | 'layer';
export interface DcganGeneratorOptions {
    /** Side of the square pictures: 8, 16, 28, 32, 64 or 128. */
    size: number;
    channels: number;
    /** Filters of the last hidden layer; each layer before it has twice as many. */
    width: number;
    norm?: Norm;
    classes?: number | null;
}
/** The generator of DCGAN (arXiv:1511.06434) at small sizes: [latent] → [size,size,channels] in −1…1. */
export function dcganGenerator({ size, channels, width, norm, classes }: DcganGeneratorOptions): Layer[];
export interface DcganCriticOptions {
    size: number;
    /** Filters of the first layer; each layer after it has twice as many. */
    width: number;
    norm?: Norm;
    kernel?: number;
    activation?: ActivationName;
    outputs?: number;
    classes?: number | null;
}
/**
 * The critic or discriminator: [size,size,channels] → [outputs], raw. No normalisation after the first layer, as in the paper;
 * under a gradient penalty `norm` has to be none or layer.
 */
export function dcganCritic({ size, width, norm, kernel, activation: inner, outputs, classes, }: DcganCriticOptions): Layer[];
}
declare module 'ganymede/app/engine/networks/index' {
/** The layers and the ready architectures, for recipes. */
export { activation, type ActivationName, activationNames } from 'ganymede/app/engine/networks/layers/activation';
export { residual, skip } from 'ganymede/app/engine/networks/layers/compose';
export { condition } from 'ganymede/app/engine/networks/layers/condition';
export { conv, convTranspose, type ConvolutionOptions } from 'ganymede/app/engine/networks/layers/convolution';
export { dense } from 'ganymede/app/engine/networks/layers/dense';
export { gatedPixels } from 'ganymede/app/engine/networks/layers/gated-pixels';
export { maskedConv } from 'ganymede/app/engine/networks/layers/masked-convolution';
export { minibatch } from 'ganymede/app/engine/networks/layers/minibatch';
export { batchNorm, instanceNorm, layerNorm } from 'ganymede/app/engine/networks/layers/normalization';
export { rowLstm } from 'ganymede/app/engine/networks/layers/row-lstm';
export { averagePool, flatten, reshape, upsample } from 'ganymede/app/engine/networks/layers/shape';
export { spectralConv, spectralDense } from 'ganymede/app/engine/networks/layers/spectral';
export { volumeConv, volumeUpsample } from 'ganymede/app/engine/networks/layers/volume';
export { dcganCritic, type DcganCriticOptions, dcganGenerator, type DcganGeneratorOptions } from 'ganymede/app/engine/networks/dcgan';
export { mlp, type MlpOptions } from 'ganymede/app/engine/networks/mlp';
export { convolutionalStages, denseStages, type StageLayers } from 'ganymede/app/engine/networks/staged';
export { denseTranslator, localTranslator, patchCritic, resnetTranslator, type TranslatorOptions, unet } from 'ganymede/app/engine/networks/translators';
export { buildWaveNet, type WaveNet, type WaveNetShape } from 'ganymede/app/engine/networks/wavenet';
}
declare module 'ganymede/app/engine/networks/initial' {
import type { Random } from 'ganymede/app/engine/random';
/**
 * How weights start: He et al. 2015 (arXiv:1502.01852) for layers before a relu, Glorot & Bengio 2010 before a linear or a
 * saturating output, and the N(0, 0.02) of DCGAN (arXiv:1511.06434).
 */
export type Initial = 'he-normal' | 'he-uniform' | 'glorot-normal' | 'glorot-uniform' | 'normal-0.02' | 'zeros';
/** `fanIn` and `fanOut`: how many inputs one output sees, and how many outputs one input reaches. */
export function initialValues(initial: Initial, random: Random, shape: number[], fanIn: number, fanOut: number): Float32Array;
}
declare module 'ganymede/app/engine/networks/layers/activation' {
import type { Layer } from 'ganymede/app/engine/network';
export const activationNames: readonly ['linear', 'relu', 'leaky-relu', 'tanh', 'sigmoid', 'softplus'];
export type ActivationName = (typeof activationNames)[number];
/** Number by number, the shape stays. */
export function activation(name: ActivationName): Layer;
}
declare module 'ganymede/app/engine/networks/layers/compose' {
import { type Layer } from 'ganymede/app/engine/network';
/** x + f(x): f keeps the shape (arXiv:1512.03385). */
export function residual(layers: Layer[]): Layer;
/** x beside f(x), channel by channel: f keeps the sides (U-Net, arXiv:1505.04597). */
export function skip(layers: Layer[]): Layer;
}
declare module 'ganymede/app/engine/networks/layers/condition' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * Sets the one-hot condition beside the input, as every layer of the conditional DCGAN code does (arXiv:1411.1784, 1511.06434):
 * [n] → [n+classes]; [h,w,c] → [h,w,c+classes], one constant map per class.
 */
export function condition(classes: number): Layer;
}
declare module 'ganymede/app/engine/networks/layers/convolution' {
import { type Initial } from 'ganymede/app/engine/networks/initial';
import type { Layer } from 'ganymede/app/engine/network';
export interface ConvolutionOptions {
    filters: number;
    kernel: number;
    stride?: number;
    /** `same`: output = ceil(input / stride), as TensorFlow pads (the odd row goes to the far side). */
    padding?: 'same' | 'valid';
    initial?: Initial;
    bias?: boolean;
}
/** [h,w,c] → [h',w',filters]; kernel [kernel,kernel,c,filters]. */
export function conv({ filters, kernel, stride, padding, initial, bias }: ConvolutionOptions): Layer;
/**
 * The transpose of a convolution: [h,w,c] → [h·stride,w·stride,filters] with `same`, kernel [kernel,kernel,filters,c].
 * A kernel that the stride divides keeps checkerboards away.
 */
export function convTranspose({ filters, kernel, stride, padding, initial, bias, }: ConvolutionOptions): Layer;
}
declare module 'ganymede/app/engine/networks/layers/dense' {
import { type Initial } from 'ganymede/app/engine/networks/initial';
import type { Layer } from 'ganymede/app/engine/network';
/** x·kernel + bias: [n] → [units]. */
export function dense(units: number, { initial, bias }?: {
    initial?: Initial;
    bias?: boolean;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/gated-pixels' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * Two stacks without a blind spot (arXiv:1606.05328): one sees all rows above, the other the places to the left and, through a 1×1
 * layer, the first. Each is gated, tanh(·)⊙σ(·), and told the condition inside the gates: a class, or the code of a picture.
 * [h,w,c] → [h,w,width], itself left out; of three `colors`, those that come after it.
 */
export function gatedPixels({ width, blocks, kernel, told, colors, }: {
    width: number;
    blocks: number;
    kernel: number;
    told: number | null;
    colors?: number;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/masked-convolution' {
import type { Layer, LayerContext } from 'ganymede/app/engine/network';
import type { Tensor, Tf, Variable } from 'ganymede/app/engine/tensor';
/**
 * What a place may see. Of all that comes earlier in reading order: itself left out (`before`, the first layer), or itself too (`upto`,
 * the layers after). Of the rows alone: those above (`above`) or its own too (`rows-upto`, where that holds only what rows above said).
 * Of its own row: what is left of it (`left`), or itself too (`left-upto`).
 */
export type MaskKind = 'before' | 'upto' | 'above' | 'rows-upto' | 'left' | 'left-upto';
export interface Mask {
    sees: MaskKind;
    /**
     * 3 where the values of a place come one after another too: red, then green told red, then blue told both. Channel j belongs to colour
     * j mod 3; of its own place a colour sees those before it (`before`, `left`), or itself too (`upto`, `left-upto`).
     */
    colors?: number;
}
/**
 * A convolution that sees only what comes earlier, row by row (arXiv:1601.06759): the rows above, and in its own row the places to
 * the left. [h,w,c] → [h,w,filters]. Written as a kernel times a mask, whose gradient every backend has.
 */
export function maskedConv({ filters, kernel, sees, colors }: {
    filters: number;
    kernel: number;
} & Mask): Layer;
/**
 * Weights [kernel,kernel,from,to], as large at first as the part that is seen asks for, and the convolution with that part. Where the
 * output is several gates beside each other, `gates` says how many: each has the colours anew.
 */
export function maskedKernel({ tf, random, variable }: LayerContext, name: string, { from, to, kernel, gates, ...mask }: {
    from: number;
    to: number;
    kernel: number;
    gates?: number;
} & Mask): (x: Tensor) => Tensor;
/** Weights [from,to] of a product at every place, of which each colour sees itself and those before it. */
export function maskedMatrix(tf: Tf, weights: Variable, colors?: number): Tensor;
}
declare module 'ganymede/app/engine/networks/layers/minibatch' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * How close an example is to the others of its batch, beside its own features (arXiv:1606.03498, §3.2): M = x·T as `kernels` rows
 * of `dims` numbers, o_b = mean of exp(−‖M_ib − M_jb‖₁) over the others. [n] → [n + kernels]. It couples the examples of a batch. The
 * paper sums; the mean says the same, but stays of the size of the features however large the batch, or it drowns them at first.
 */
export function minibatch({ kernels, dims }: {
    kernels: number;
    dims: number;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/normalization' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * Batch normalisation (arXiv:1502.03167): each channel over the batch (and the picture), then gain and offset. It couples the
 * examples of a batch, so a penalty per example on a network that has one means nothing: never twice differentiable here.
 * `momentum` is the share of the running moments that stays at each training pass.
 */
export function batchNorm({ momentum, epsilon, affine, }?: {
    momentum?: number;
    epsilon?: number;
    affine?: boolean;
}): Layer;
/**
 * Layer normalisation (arXiv:1607.06450): each example over all its numbers, then gain and offset by channel, as the WGAN-GP critics
 * have it. Written out, because the gradient of tfjs's own batch normalisation can't be differentiated again.
 */
export function layerNorm({ epsilon }?: {
    epsilon?: number;
}): Layer;
/** Instance normalisation (arXiv:1607.08022): each channel of each picture over its places, then gain and offset. */
export function instanceNorm({ epsilon }?: {
    epsilon?: number;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/row-lstm' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * An LSTM whose state is a row of the picture and whose time runs downwards (arXiv:1601.06759, §3.1): a convolution of width three
 * from the row above, and one from what stands in the row itself, up to the place. [h,w,c] → [h,w,c], added to what came in.
 */
export function rowLstm({ colors }?: {
    colors?: number;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/shape' {
import type { Layer } from 'ganymede/app/engine/network';
/** [...] → [product]. */
export function flatten(): Layer;
/** [...] → shape, row by row. */
export function reshape(shape: number[]): Layer;
/** Every pixel becomes factor×factor equal ones: [h,w,c] → [h·factor,w·factor,c]. */
export function upsample(factor?: number): Layer;
/** The mean over factor×factor blocks: [h,w,c] → [h/factor,w/factor,c]. */
export function averagePool(factor?: number): Layer;
}
declare module 'ganymede/app/engine/networks/layers/spectral' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * Layers whose weights are divided by their largest singular value (arXiv:1802.05957), found by one round of power iteration at each
 * training pass; its vector is kept with the run. The gradient takes both singular vectors as constants, as the paper does.
 */
export function spectralDense(units: number): Layer;
export function spectralConv({ filters, kernel, stride }: {
    filters: number;
    kernel: number;
    stride?: number;
}): Layer;
}
declare module 'ganymede/app/engine/networks/layers/volume' {
import type { Layer } from 'ganymede/app/engine/network';
/**
 * 3 × 3 × 3 convolution of solids [d,h,w,c] → [d,h,w,filters] ('same'), as three convolutions of pictures, one for each depth: neither
 * the wasm backend nor second order knows conv3d, all of them know conv2d. Stride 2 halves each side.
 */
export function volumeConv({ filters, stride, bias }: {
    filters: number;
    stride?: 1 | 2;
    bias?: boolean;
}): Layer;
/** Every voxel becomes eight equal ones: [d,h,w,c] → [2d,2h,2w,c]. */
export function volumeUpsample(): Layer;
}
declare module 'ganymede/app/engine/networks/mlp' {
import type { Layer } from 'ganymede/app/engine/network';
import { type ActivationName } from 'ganymede/app/engine/networks/layers/activation';
export interface MlpOptions {
    /** Units of each hidden layer. */
    hidden: number[];
    /** Shape of one output example: [2], [1], [16,16,1] … */
    output: number[];
    activation?: ActivationName;
    /** After each hidden dense layer, before its activation. */
    norm?: 'none' | 'batch' | 'layer';
    /** After the last layer. */
    outputActivation?: ActivationName;
    /** Where the network takes a condition, it stands beside the first layer's input. */
    classes?: number | null;
}
/**
 * [n] (+classes) → hidden… → output. He-uniform before relus and Glorot-uniform before the output, as the toy
 * networks of the improved WGAN code (arXiv:1704.00028).
 */
export function mlp({ hidden, output, activation: inner, norm, outputActivation, classes, }: MlpOptions): Layer[];
}
declare module 'ganymede/app/engine/networks/staged' {
import type { Layer } from 'ganymede/app/engine/network';
/** The four networks of two stages (arXiv:1612.03242), by the shape of the pictures that they make or see. */
export interface StageLayers {
    /** Stage I: [n] → a small picture in −1…1. */
    first(picture: number[], width: number): Layer[];
    /** Stage II sees the small picture. */
    eye(picture: number[], width: number): Layer[];
    /** Stage II: what was seen and the sentence → a whole picture, raw; in −1…1 after a tanh. */
    second(told: number[], picture: number[], width: number): Layer[];
    /** What stage II makes is added to the small picture enlarged. */
    corrects: boolean;
    /** A discriminator’s, without the last bend. */
    body(picture: number[], width: number): Layer[];
}
/** As published, for pictures of any side; nothing is transposed, sides are doubled by repeating pixels. */
export const convolutionalStages: StageLayers;
export const denseStages: StageLayers;
}
declare module 'ganymede/app/engine/networks/translators' {
import type { Layer } from 'ganymede/app/engine/network';
/** Networks from a picture to a picture of the same sides, and the critic that judges patches of one. */
export interface TranslatorOptions {
    /** Side of the square pictures. */
    size: number;
    /** Of what comes out; what goes in may have others. */
    channels: number;
    width: number;
}
/**
 * Down and up again with skips between equal sides (arXiv:1611.07004), as deep as the side can be halved evenly, three times at most:
 * [size,size,any] → [size,size,channels] in −1…1. Instance norm in place of batch norm, since batches are small.
 */
export function unet({ size, channels, width }: TranslatorOptions): Layer[];
/** Sees 9 × 9 pixels and no more: what it makes of a place depends on the place alone, so it can’t mirror or move. */
export function localTranslator({ channels, width }: TranslatorOptions): Layer[];
/** Sees the whole picture and can put anything anywhere: what a cycle returns may have been mirrored on the way. */
export function denseTranslator({ size, channels, width }: TranslatorOptions): Layer[];
/** A few residual blocks at half the side (the generator of arXiv:1703.10593, small). */
export function resnetTranslator({ channels, width }: TranslatorOptions): Layer[];
/** One raw number for each patch of a picture (PatchGAN): [size,size,any] → [size/4,size/4,1]. */
export function patchCritic({ width, normalized }: {
    width: number;
    normalized?: boolean;
}): Layer[];
}
declare module 'ganymede/app/engine/networks/wavenet' {
import { type Network } from 'ganymede/app/engine/network';
import type { Random } from 'ganymede/app/engine/random';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
export interface WaveNetShape {
    /** Of one-hot µ-law levels, in and out. */
    levels: number;
    length: number;
    width: number;
    skipWidth: number;
    /** One gated block each. */
    dilations: number[];
    /** Where every gate is told the class. */
    classes: number | null;
}
/**
 * The network of arXiv:1609.03499: a causal layer, gated blocks with growing dilation, each adding to the stream and to the sum of skips,
 * then relu, 1×1, relu, 1×1. What it says of a moment depends on earlier moments only: its input is moved back by one.
 */
export interface WaveNet {
    network: Network;
    /** One-hot levels [n,length,levels] → logits [n,length,levels]. */
    logits(heard: Tensor, condition?: Tensor): Tensor;
    /** Moment by moment, with what each block has heard kept in a queue of its dilation: a product a block, whatever the length. */
    start(count: number, condition?: Tensor): Unrolled;
}
export interface Unrolled {
    /** The one-hot level drawn last [n,levels], null at the beginning → logits of the next [n,levels]. */
    next(last: Tensor | null): Tensor;
    dispose(): void;
}
export function buildWaveNet({ tf, name, random, ...shape }: {
    tf: Tf;
    name: string;
    random: Random;
} & WaveNetShape): WaveNet;
}
declare module 'ganymede/app/engine/objective' {
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/** What the two players of an adversarial game minimise, from the raw outputs [batch] of the one that judges. */
export interface Objective {
    /** True where the output is a logit of "real", so that its sigmoid is a probability. */
    judgesByLogit: boolean;
    /** The discriminator's or critic's side. */
    judge(tf: Tf, real: Tensor, generated: Tensor): Scalar;
    generator(tf: Tf, generated: Tensor): Scalar;
}
}
declare module 'ganymede/app/engine/objectives/f-divergence' {
import type { Objective } from 'ganymede/app/engine/objective';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/**
 * D_f(P‖Q) = E_Q f(p/q) ≥ E_P g(v) − E_Q f*(g(v)): f* is the convex conjugate of f, and g the activation that keeps any raw
 * output v in the domain of f* (arXiv:1606.00709). `dual` is f*(g(v)) in one piece, so that nothing overflows on the way.
 */
export interface FDivergence {
    /** f(u) at a density ratio u > 0. */
    generator(u: number): number;
    /** f*(t). */
    conjugate(t: number): number;
    activation(tf: Tf, v: Tensor): Tensor;
    dual(tf: Tf, v: Tensor): Tensor;
}
export const fDivergenceNames: readonly ['kl', 'reverse-kl', 'pearson', 'hellinger', 'jensen-shannon', 'gan'];
export type FDivergenceName = (typeof fDivergenceNames)[number];
export const fDivergences: Record<FDivergenceName, FDivergence>;
/** `bound`: the generator lowers the very bound; `heuristic`: it raises E g(v) instead, which does not saturate. */
export function fDivergence(name: FDivergenceName, turn: 'bound' | 'heuristic'): Objective;
}
declare module 'ganymede/app/engine/objectives/feature-matching' {
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/** ‖E f(x) − E f(G(z))‖² over features [batch, …] of real and generated examples (arXiv:1606.03498). */
export function featureMatching(tf: Tf, real: Tensor, generated: Tensor): Scalar;
}
declare module 'ganymede/app/engine/objectives/hinge' {
import type { Objective } from 'ganymede/app/engine/objective';
/** Real above 1 and generated below −1 cost nothing more; the generator just climbs (arXiv:1705.02894). */
export const hinge: Objective;
}
declare module 'ganymede/app/engine/objectives/least-squares' {
import type { Objective } from 'ganymede/app/engine/objective';
/** Half the squared distance of raw outputs to a for generated and b for real; the generator wants c (arXiv:1611.04076). */
export function leastSquares({ a, b, c }: {
    a: number;
    b: number;
    c: number;
}): Objective;
}
declare module 'ganymede/app/engine/objectives/loss-sensitive' {
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/**
 * E(λ·d(x,G(z)) + L(x) − L(G(z)))₊ over pairs of the i-th real and the i-th generated example, d the mean absolute difference
 * of their numbers (arXiv:1701.06264). L are the outputs [batch,1].
 */
export function lossSensitive(tf: Tf, weight: number, examples: {
    real: Tensor;
    generated: Tensor;
}, outputs: {
    real: Tensor;
    generated: Tensor;
}): Scalar;
}
declare module 'ganymede/app/engine/objectives/minimax' {
import type { Objective } from 'ganymede/app/engine/objective';
/** E log D(x) + E log(1 − D(G(z))) on logits, by softplus: a logarithm of a sigmoid is −∞ at logit −120 (arXiv:1406.2661, equation 1). */
export const minimax: Objective;
}
declare module 'ganymede/app/engine/objectives/mmd' {
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/** k(x,y) for every row x of one and y of the other: [n,d], [m,d] → [n,m]; right to second order. */
export type Kernel = (tf: Tf, x: Tensor, y: Tensor) => Tensor;
/** Σ exp(−‖x−y‖²/2σ²) over the bandwidths σ. */
export function gaussianMixture(sigmas: readonly number[]): Kernel;
/** Σ (1 + ‖x−y‖²/2α)^−α: heavy tails, so that a slope is left however far the samples are. */
export function rationalQuadratic(alphas: readonly number[]): Kernel;
/** xᵀy: sees nothing but the means. */
export const linear: Kernel;
/** E k(x,x′) + E k(y,y′) − 2·E k(x,y) over all pairs, an example with itself too: biased, and never below 0. */
export function mmd2(tf: Tf, kernel: Kernel, x: Tensor, y: Tensor): Scalar;
/** The same over pairs of two examples: right on average, and below 0 now and then. A sample of one has none and counts 0. */
export function unbiasedMmd2(tf: Tf, kernel: Kernel, x: Tensor, y: Tensor): Scalar;
/** √MMD², as GMMN and MMD-GAN minimise it. Rounding can take MMD² below 0, and the root has no slope there. */
export function rootOf(tf: Tf, squared: Scalar): Scalar;
/** Examples as rows of numbers. */
export function rows(examples: Tensor): Tensor;
}
declare module 'ganymede/app/engine/objectives/non-saturating' {
import type { Objective } from 'ganymede/app/engine/objective';
/** The generator maximises E log D(G(z)) instead: its slope does not vanish where it is rejected (arXiv:1406.2661, §3). */
export const nonSaturating: Objective;
}
declare module 'ganymede/app/engine/objectives/wasserstein' {
import type { Objective } from 'ganymede/app/engine/objective';
/** The critic maximises E f(x) − E f(G(z)) over Lipschitz f: the Kantorovich dual of W1 (arXiv:1701.07875, equation 2). */
export const wasserstein: Objective;
}
declare module 'ganymede/app/engine/own/additions' {
import type { DatasetRecipe } from 'ganymede/app/engine/dataset';
import type { Metric } from 'ganymede/app/engine/metric';
import type { Probe } from 'ganymede/app/engine/probe';
import type { Recipe } from 'ganymede/app/engine/recipe';
/** What files of the user's own add to ours in this process: what a run is made of, or what a question is about. */
export interface Additions {
    recipes: Recipe[];
    datasets: DatasetRecipe[];
    metrics: Metric[];
    probes: Probe[];
}
/** These and no others from now on: another version of a file may be meant by the next question. */
export function extendWith(additions: Additions[]): void;
export function additions(): Additions;
}
declare module 'ganymede/app/engine/param' {
import type { Params, PresetPair, PresetValue, ParamValue } from 'ganymede/shared/params';
/** Reading and writing of knobs: a default with its source, a value by its key. */
export function fromPaper(value: ParamValue, text: string): PresetValue;
export function fromCode(value: ParamValue, text: string): PresetValue;
export function ours(value: ParamValue, text: string): PresetValue;
export function both(value: PresetValue): PresetPair;
export function numberOf(params: Params, key: string): number;
export function choiceOf<Choice extends string>(params: Params, key: string, choices: readonly Choice[]): Choice;
export function capital(word: string): string;
}
declare module 'ganymede/app/engine/parts/adversaries' {
import type { ParamSpec, PresetPair, PresetValue } from 'ganymede/shared/params';
import { type Layer, type Network } from 'ganymede/app/engine/network';
import type { BuildContext, Latent } from 'ganymede/app/engine/recipe';
/** The two networks of an adversarial game: fully connected on points, DCGAN-style on pictures; and the knobs that shape them. */
export interface Adversaries {
    generator: Network;
    /** Called critic or discriminator; one raw number an example. */
    judge: Network;
    latent: Latent;
}
const norms: readonly ['none', 'batch', 'layer'];
export type Norm = (typeof norms)[number];
export interface JudgeShape {
    /** Numbers it says of one example; 1 where not given. */
    outputs?: number;
    /** Stands before its last layer. */
    beforeLast?: Layer[];
}
export function buildAdversaries(context: BuildContext, judgeName: 'critic' | 'discriminator', shape?: JudgeShape): Adversaries;
/** The generator alone, for what is trained without a judge. */
export function buildGenerator({ tf, params, data, random }: BuildContext): Omit<Adversaries, 'judge'>;
export const dcgan = "Newmu/dcgan_code";
/** How our networks for pictures differ from those of the DCGAN code. */
export const dcganDepartures: string[];
interface JudgeOptions {
    judge: 'critic' | 'discriminator';
    judgeNorms: readonly Norm[];
    /** For pictures; on points neither network is normalised. It differs from game to game: a gradient penalty takes no batch norm. */
    judgeNorm: PresetPair;
    /** What the system's own publication says of its generator on pictures, where that is not DCGAN's. */
    published?: {
        latentSize: PresetValue;
        latentKind: PresetValue;
        generatorNorm: PresetValue;
        width: PresetValue;
    };
}
/** The knobs of the networks. */
export function networkParams(options: JudgeOptions): ParamSpec[];
/** Of a generator alone, and of the latents that it is given. */
export function generatorParams(published?: JudgeOptions['published']): ParamSpec[];
}
declare module 'ganymede/app/engine/parts/bodies' {
import type { ParamSpec, PresetPair } from 'ganymede/shared/params';
import type { Layer } from 'ganymede/app/engine/network';
import { type ActivationName } from 'ganymede/app/engine/networks/index';
import type { BuildContext, Latent } from 'ganymede/app/engine/recipe';
/** The networks and knobs of systems that are no plain game of two: any number of networks that see an example or make one. */
type Norm = 'none' | 'batch' | 'layer';
interface Shape {
    /** Where not given: batch norm in convolutional generators, none elsewhere. */
    norm?: Norm;
    activation?: ActivationName;
    /** Where the network takes a condition. */
    classes?: number | null;
}
/** Layers from an example to `outputs` raw numbers; the output of the layer before the last are its features. */
export function seeing({ params, data }: BuildContext, name: string, outputs: number, shape?: Shape): Layer[];
/** Layers from `latent` numbers (and a condition) to an example: pictures end in tanh, solids in a sigmoid. */
export function making({ params, data }: BuildContext, name: string, shape?: Shape): Layer[];
/**
 * Width and depth of each network, by its name; on pictures also what they are made of. Those named as `eyes` see by
 * convolutions from the small preset on: forms of a few pixels are hardly told apart by a fully connected eye.
 */
export function bodyParams(names: readonly string[], options?: {
    shallowest?: number;
    pictures?: boolean;
    depth?: number;
    eyes?: readonly string[];
    architecture?: PresetPair;
}): ParamSpec[];
export function latentSizeParam(presets: PresetPair, presetsFor?: ParamSpec['presetsFor']): ParamSpec;
/** Numbers that a network keeps of an example before it is judged, compared or told. */
export function featuresParam(spec: Pick<ParamSpec, 'help' | 'presets' | 'presetsFor'> & {
    label?: string;
}): ParamSpec;
export function normalLatent(size: number): Latent;
/** For systems that take none. */
export const noLatent: Latent;
/** A number between bounds, with its source. */
export function numberParam(spec: {
    key: string;
    label: string;
    help: string;
    min: number;
    max: number;
    presets: PresetPair;
    presetsFor?: ParamSpec['presetsFor'];
    scale?: 'linear' | 'log';
    onlyFor?: ParamSpec['onlyFor'];
}): ParamSpec;
export function choiceParam(spec: {
    key: string;
    label: string;
    help: string;
    choices: {
        value: string;
        label: string;
        help?: string;
    }[];
    presets: PresetPair;
    presetsFor?: ParamSpec['presetsFor'];
    group?: ParamSpec['group'];
    onlyFor?: ParamSpec['onlyFor'];
}): ParamSpec;
}
declare module 'ganymede/app/engine/parts/classes' {
import type { BuildContext } from 'ganymede/app/engine/recipe';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/** How many classes the data has. @throws StudioError for a system that can't do without */
export function classesOf({ data }: BuildContext, system: string): number;
/** −log p of the true class in nats, from logits and one-hot truth: [n]. */
export function crossEntropy(tf: Tf, logits: Tensor, truth: Tensor): Tensor;
/** Share of rows whose largest logit is the true class. */
export function accuracyOf(tf: Tf, logits: Tensor, truth: Tensor): Tensor;
}
declare module 'ganymede/app/engine/parts/game-params' {
import type { DataKind, ParamSpec, Params, PresetPair } from 'ganymede/shared/params';
import type { OptimizerSpec, Turn } from 'ganymede/app/engine/recipe';
export type Pairs = {
    presets: PresetPair;
    presetsFor?: Partial<Record<DataKind, PresetPair>>;
};
interface OptimizerPairs {
    optimizer?: Pairs;
    /** By player. */
    rates: Record<string, Pairs>;
    beta1?: Pairs;
    beta2?: Pairs;
    decay?: Pairs;
}
/** One optimiser for all players, a learning rate for each, and the batch: games whose turns are no one's to choose. */
export function playParams({ batch, ...optimizer }: OptimizerPairs & {
    batch?: Pairs;
}): ParamSpec[];
/** The knobs of the optimisers: one kind and its decays for all players, a rate for each. */
export function optimizerParams({ optimizer, rates, beta1, beta2, decay }: OptimizerPairs): ParamSpec[];
export function playerOptimizer(params: Params, player: string): OptimizerSpec;
/** Learning rates that fall in a line to nothing, for both players: what swings around its goal comes to rest there. */
export function decayParam(presets: PresetPair): ParamSpec;
export function decayOf(params: Params): (step: number) => number;
/** The knobs of who moves when. */
export function scheduleParams(options: {
    judge: 'critic' | 'discriminator';
    batch: Pairs;
    judgeSteps: PresetPair;
}): ParamSpec[];
/** The turns of one step. */
export function alternate(params: Params, judge: string, judgeSteps: number): Turn[];
}
declare module 'ganymede/app/engine/parts/latent-parts' {
import type { LatentPart } from 'ganymede/shared/trainer-protocol';
import type { Latent } from 'ganymede/app/engine/recipe';
/** A latent of stretches one after another, each drawn as its kind says; those of no size are left out. */
export function latentOf(stretches: Omit<LatentPart, 'from'>[]): Latent;
}
declare module 'ganymede/app/engine/parts/memory' {
import type { Network } from 'ganymede/app/engine/network';
import type { Tf, Variable } from 'ganymede/app/engine/tensor';
/**
 * What a game remembers from update to update that no player learns: moving averages, a pool of earlier pictures, the last
 * accuracy of a balance rule. Kept as non-trainable variables, so that checkpoints hold it and a resumed run plays the same.
 */
export interface Memory<Name extends string> {
    /** To stand among the model's networks. */
    network: Network;
    slots: Record<Name, Variable>;
}
/** All zeros at first. */
export function buildMemory<Name extends string>(tf: Tf, name: string, shapes: Record<Name, number[]>): Memory<Name>;
}
declare module 'ganymede/app/engine/parts/posterior' {
import type { DataShape } from 'ganymede/app/engine/recipe';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/** What a variational encoder says of an example: a normal with a mean and a log variance for each latent (arXiv:1312.6114). */
export interface Posterior {
    mean: Tensor;
    logVariance: Tensor;
}
/** [n,2·latent] → both halves. */
export function posteriorOf(tf: Tf, output: Tensor): Posterior;
/** μ + σ·ε: differentiable in μ and σ. */
export function reparameterised(tf: Tf, { mean, logVariance }: Posterior, noise: Tensor): Tensor;
/** KL(N(μ,σ²) ‖ N(0,1)) in nats, summed over latents: [n]. */
export function klToNormal(tf: Tf, { mean, logVariance }: Posterior): Tensor;
/** −log p(x | z) in nats under a normal of fixed deviation around what was made, summed over the numbers of an example: [n]. */
export function gaussianMisfit(tf: Tf, deviation: number, truth: Tensor, made: Tensor): Tensor;
/**
 * −log p(x | z) in nats where each shade −1…1 is the probability 0…1 of white: [n]. From the logits, so that a pixel that is
 * confidently wrong still pulls. Exact for black and white, a usual stand-in for grey.
 */
export function bernoulliMisfit(tf: Tf, truth: Tensor, logits: Tensor): Tensor;
export function rows(examples: Tensor): Tensor;
/** Numbers in one example. */
export function widthOf(data: DataShape): number;
}
declare module 'ganymede/app/engine/probe' {
import type { ProbeEntry } from 'ganymede/shared/catalogue';
import type { Measurement } from 'ganymede/shared/measurement';
import type { Dataset } from 'ganymede/app/engine/dataset';
import type { Fixed } from 'ganymede/app/engine/measuring/examples';
import type { Model } from 'ganymede/app/engine/recipe';
import type { Random } from 'ganymede/app/engine/random';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/** What is looked at while training; it changes nothing. The collection is probes/, one file a probe. */
export interface Probe extends ProbeEntry {
    /** Which of the recording's intervals it follows. */
    follows: 'distributionsEvery' | 'samplesEvery';
    appliesTo(model: Model, dataset: Dataset): boolean;
    /** Leaves no tensor behind. Reads by promise: WebGPU can't be read synchronously outside a page. */
    look(context: ProbeContext): Promise<Measurement[]>;
}
export interface ProbeContext {
    tf: Tf;
    step: number;
    model: Model;
    dataset: Dataset;
    /** A stream of the probe's own: looking more often never changes the training. */
    random: Random;
    /** The same latents and examples at every step of the run, so that samples can be compared; as many of one as of the other. */
    fixed: Fixed;
    /** Gradients of each player's last update, by variable name; they belong to the loop. */
    gradients: Record<string, Record<string, Tensor>>;
}
}
declare module 'ganymede/app/engine/random' {
/** Seeded numbers with a state that can be stored: nobody calls Math.random. */
export interface Random {
    /** Uniform in [0,1), 53 bits. */
    uniform(): number;
    /** Standard normal (Box–Muller, both values used). */
    normal(): number;
    /** Uniform whole number in [0, below). */
    integer(below: number): number;
    /** Another stream, named; it depends on this one's seed and the name, not on what was drawn. */
    fork(name: string): Random;
    state(): RandomState;
}
export interface RandomState {
    seed: number;
    generator: readonly number[];
    spare: number | null;
}
export function seededRandom(seed: number): Random;
export function restoreRandom(state: RandomState): Random;
}
declare module 'ganymede/app/engine/recipe' {
import type { RecipeEntry } from 'ganymede/shared/catalogue';
import type { Params } from 'ganymede/shared/params';
import type { LatentPart } from 'ganymede/shared/trainer-protocol';
import type { Network } from 'ganymede/app/engine/network';
import type { Random } from 'ganymede/app/engine/random';
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/**
 * One system, one file, read top to bottom like the paper it cites: parameters, networks, the game, its schedule.
 * The loop (train.ts) knows no recipe; everything else — form, validation, resume, export, contract test — comes from this.
 */
export interface Recipe extends RecipeEntry {
    build(context: BuildContext): Model;
}
export type DataShape = {
    kind: 'points';
    dimensions: number;
    classes: number | null;
} | {
    kind: 'pictures';
    size: number;
    channels: number;
    classes: number | null;
} | {
    kind: 'pairs';
    size: number;
    channels: number;
    classes: number | null;
    given: {
        size: number;
        channels: number;
    };
} | {
    kind: 'domains';
    example: number[];
    classes: number | null;
} | {
    kind: 'captions';
    size: number;
    channels: number;
    classes: number | null;
    length: number;
    words: number;
} | {
    kind: 'voxels';
    size: number;
    classes: number | null;
} | {
    kind: 'sound';
    length: number;
    rate: number;
    classes: number | null;
};
export interface BuildContext {
    tf: Tf;
    params: Params;
    data: DataShape;
    /** For initial weights only. */
    random: Random;
}
export interface Model {
    networks: Network[];
    players: Player[];
    /** The players' updates that make one step, in order; a pure function of the step, so a resumed run plays the same game. */
    schedule(step: number): Turn[];
    latent: Latent;
    /**
     * [n,latent], and the condition where `conditionedOn` says so → examples [n,...]; no gradient is asked of it.
     * Absent where nothing is made (a classifier). Domains: absent, `columns` shows both ways.
     */
    generate?(latents: Tensor, condition?: Tensor): Tensor;
    /** What `generate` and `score` need beside their input: one-hot [n,classes], one-hot words [n,length,words], or the given picture. */
    conditionedOn?: Condition;
    /** The critic's or discriminator's raw output [n] for examples, where the system has one. */
    score?(examples: Tensor, condition?: Tensor): Tensor;
    /** What the score is: a Wasserstein critic's value or a discriminator's logit. */
    scores?: 'critic' | 'discriminator';
    /** Examples (of the first domain) → codes [n,any]: latents found by an encoder, features of a classifier. */
    encode?(examples: Tensor, condition?: Tensor): Tensor;
    /** True where codes are latents that `generate` takes: a real example can be walked from. */
    encodesLatents?: boolean;
    /** Logits [n,classes]. */
    classify?(examples: Tensor): Tensor;
    /** log p of each example in nats [n], exact or a lower bound. */
    logLikelihood?(examples: Tensor, condition?: Tensor): Tensor;
    /** What is predicted for each value from those before it: [n,values,levels], each row a distribution (autoregressive). */
    predict?(examples: Tensor, condition?: Tensor): Tensor;
    /** Indices of words [n,length] int32. */
    caption?(examples: Tensor): Tensor;
    /** Domains: from the first to the second, and back where there is a way. */
    translate?(examples: Tensor): Tensor;
    translateBack?(examples: Tensor): Tensor;
    /** The same latents made in the second domain. */
    generateOther?(latents: Tensor): Tensor;
    /** Pictures to be seen side by side, by name: input, output, truth, cycle, reconstruction. Each [n,side,side,channels] in −1…1. */
    columns?(batch: Batch, latents: Tensor): Record<string, Tensor>;
    /** Asks for the same few labelled examples at every update, as `play.labelled`. */
    labelled?: {
        perClass: number;
    };
    /** λ of the penalty, for the corrected estimate Ŵ = λ(√(1+2·est/λ) − 1); absent without a penalty. */
    penaltyWeight?: number;
    /** c of weight clipping: the named bound of weight distributions; absent without clipping. */
    clip?: number;
}
export interface Turn {
    player: string;
    /** A fresh batch of data and latents for every update. */
    updates: number;
}
export interface Player {
    name: string;
    /** Names of the networks whose trainable variables it updates. */
    networks: string[];
    optimizer: OptimizerSpec;
    batch: number;
    /** What it minimises. Every entry of `also` is recorded as a series (such as the penalty, or the critic's estimate). */
    loss(play: Play): {
        loss: Scalar;
        also: Record<string, Scalar>;
    };
    /** After each of its updates: weight clipping. */
    after?(): void;
    /** What the optimiser's rate is multiplied by at this step; 1 where absent. */
    rateAt?(step: number): number;
    /** Whether it moves at all this time (a balance rule); what it depends on is kept in non-trainable variables, so that a resumed run plays the same. */
    isDue?(): boolean | Promise<boolean>;
}
export type Condition = 'class' | 'sentence' | 'picture';
/** Data as tensors; what this kind of data does not have is null. */
export interface Batch {
    /** [batch, ...] real examples; domains: of the first. */
    real: Tensor;
    /** One-hot [batch, classes]. */
    condition: Tensor | null;
    /** pairs: what the examples are made from. */
    given: Tensor | null;
    /** domains: examples of the second, unpaired. */
    other: Tensor | null;
    /** domains: one-hot classes of the second; for ceilings and for measuring only. */
    otherCondition: Tensor | null;
    /** captions: one-hot words [batch,length,words]. */
    sentence: Tensor | null;
}
/**
 * What a loss is computed from. Tensors belong to the loop. A loss is recorded once and then replayed (recording/tape.ts), so it
 * knows no step and keeps nothing between two calls: what changes comes from here, or is remembered in non-trainable variables.
 */
export interface Play extends Batch {
    tf: Tf;
    /** The few labelled examples, where the model asks for them. */
    labelled: {
        examples: Tensor;
        condition: Tensor;
    } | null;
    latents: Tensor;
    /** Uniform [0,1) of the given shape, from the run's seed. */
    uniform(shape: number[]): Tensor;
    normal(shape: number[]): Tensor;
    /** A number that changes with the step, such as a weight that grows. */
    scalarAt(of: (step: number) => number): Scalar;
    /** What a loss does otherwise in some steps than in others, such as a term left out at first: of few values, for each is recorded apart. */
    choiceAt<Choice extends string | number | boolean>(choose: (step: number) => Choice): Choice;
}
export interface Latent {
    /** 0 where the system takes none. */
    size: number;
    /** What each stretch is, where it is more than one thing. */
    parts?: LatentPart[];
    /** [count × size], row by row. */
    draw(random: Random, count: number): Float32Array;
}
export type OptimizerSpec = {
    kind: 'sgd';
    rate: number;
    momentum?: number;
} | {
    kind: 'rmsprop';
    rate: number;
    decay: number;
    epsilon?: number;
} | {
    kind: 'adam';
    rate: number;
    beta1: number;
    beta2: number;
    epsilon?: number;
};
}
declare module 'ganymede/app/engine/regularizer' {
import type { Network } from 'ganymede/app/engine/network';
import type { Tensor, Tf } from 'ganymede/app/engine/tensor';
/** A penalty differentiates through a gradient: a network with a layer that is wrong to second order is refused. */
export function requireTwiceDifferentiable(network: Network, wants: string): void;
/** ‖∇D‖₂ at each of the examples: [n]. */
export function slopeNorms(tf: Tf, judge: Pick<Network, 'apply'>, examples: Tensor): Tensor;
}
declare module 'ganymede/app/engine/regularizers/gradient-penalty' {
import type { Network } from 'ganymede/app/engine/network';
import type { Play } from 'ganymede/app/engine/recipe';
import type { Scalar, Tensor } from 'ganymede/app/engine/tensor';
export interface GradientPenalty {
    /** Two-sided pulls the norm to 1 from both sides; one-sided only from above. */
    sided: 'two' | 'one';
}
/**
 * E(‖∇D(x̂)‖₂ − 1)² at x̂ = εx + (1−ε)x̃ with an ε of its own for every example (arXiv:1704.00028, equation 3), and the
 * mean norm itself. x̃ must not carry a gradient back to the generator.
 */
export function gradientPenalty(play: Play, critic: Pick<Network, 'apply'>, generated: Tensor, { sided }: GradientPenalty): {
    penalty: Scalar;
    norm: Scalar;
};
}
declare module 'ganymede/app/engine/regularizers/gradient-size' {
import type { Network } from 'ganymede/app/engine/network';
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/** E‖∇D(x)‖² at the examples given: R1 where they are real ones (arXiv:1801.04406). */
export function gradientSize(tf: Tf, judge: Network, examples: Tensor): Scalar;
}
declare module 'ganymede/app/engine/regularizers/local-slope' {
import type { Network } from 'ganymede/app/engine/network';
import type { Play } from 'ganymede/app/engine/recipe';
import type { Scalar } from 'ganymede/app/engine/tensor';
/**
 * E(‖∇D(x̂)‖₂ − 1)² around the data: x̂ is x moved by a random share of noise, half a standard deviation of the batch wide
 * (DRAGAN, arXiv:1705.07215, as its implementations have it).
 */
export function localSlope({ tf, real, uniform }: Play, judge: Network): Scalar;
}
declare module 'ganymede/app/engine/regularizers/weight-clipping' {
import type { Network } from 'ganymede/app/engine/network';
import type { Tf } from 'ganymede/app/engine/tensor';
/** w ← clip(w, −c, c) for every parameter of the network, biases too (arXiv:1701.07875, Algorithm 1, line 7). */
export function clipWeights(tf: Tf, network: Network, bound: number): void;
}
declare module 'ganymede/app/engine/tensor' {
/** The whole of tfjs, handed in as an argument: the catalogue is listed without loading it. */
export type Tf = typeof import('ganymede/tf');
export type { Rank, Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, Variable } from 'ganymede/tf';
}
declare module 'ganymede/app/engine/twice-differentiable' {
import type { Scalar, Tensor, Tf } from 'ganymede/app/engine/tensor';
/**
 * Functions that are right however often they are differentiated. tfjs 4.22 saves the *output* of tanh, sigmoid and exp for their
 * gradient, and a gradient of that gradient silently loses the part that runs through the saved tensor (tensorflow/tfjs#3252);
 * its leakyRelu, prelu, maximum and the like throw there. Here the input is saved and the derivative is made of these functions again.
 */
export function tanh(tf: Tf, x: Tensor): Tensor;
export function sigmoid(tf: Tf, x: Tensor): Tensor;
export function exp(tf: Tf, x: Tensor): Tensor;
/** log(1 + eˣ), without overflow; −log σ(x) = softplus(−x). */
export function softplus(tf: Tf, x: Tensor): Tensor;
export function relu(tf: Tf, x: Tensor): Tensor;
/** x where positive, else slope·x. */
export function leakyRelu(tf: Tf, x: Tensor, slope: number): Tensor;
/** The same numbers; the gradient comes back turned round and `weight` times as large (arXiv:1505.07818). */
export function reversed(tf: Tf, x: Tensor, weight: Scalar): Tensor;
/** The same numbers, through which no gradient flows. */
export function constant(tf: Tf, x: Tensor): Tensor;
}
declare module 'ganymede/shared/architecture' {
import type { Params } from 'ganymede/shared/params';
/**
 * What a checkpoint's networks are, as plain JSON that stands beside their weights in every file that leaves the studio: with it another
 * program can rebuild them. Shapes are of one example, channels last; kernels as TensorFlow lays them out, or as torch where the file says so.
 */
export interface Architecture {
    format: 'ganymede-architecture-1';
    recipe: string;
    params: Params;
    /** What the data is, such as { kind: 'pictures', size, channels, classes }. */
    data: object;
    /** What `draw` starts from. */
    latent: {
        size: number;
        parts: ArchitectureLatent[];
    };
    condition: {
        kind: 'class' | 'sentence' | 'picture';
        shape: number[];
    } | null;
    networks: ArchitectureNetwork[];
    players: ArchitecturePlayer[];
    /** How an example is made; null where the recipe makes none, or a sentence that says why it can't be written down. */
    draw: Drawing | string | null;
}
export interface ArchitecturePlayer {
    name: string;
    networks: string[];
    batch: number;
    optimizer: {
        kind: string;
    } & Record<string, string | number>;
    /** What the optimiser's rate has become at the checkpoint's step, where it does not stay as it was. */
    rateNow?: number;
}
/** `within`: drawn again where it lies further from 0. */
export interface ArchitectureLatent {
    name: string;
    from: number;
    size: number;
    kind: 'normal' | 'uniform' | 'categorical' | 'noise';
    within?: number;
}
export interface ArchitectureNetwork {
    name: string;
    input: number[];
    output: number[];
    layers: ArchitectureLayer[];
    /** Of what is no network but remembered beside them, such as a moving average. */
    memory?: Record<string, ArchitectureWeight>;
}
export type Knob = string | number | boolean | null | number[];
export interface ArchitectureLayer {
    name: string;
    kind: string;
    input: number[];
    output: number[];
    /** What it was made with: units, stride, padding, epsilon … */
    knobs: Record<string, Knob>;
    /** By their names within the layer. */
    weights: Record<string, ArchitectureWeight>;
    /** Of a layer that joins what others make with what came in: those, one after another. */
    layers?: ArchitectureLayer[];
}
export interface ArchitectureWeight {
    /** Of the tensor in the file. */
    tensor: string;
    shape: number[];
    /** False for running moments and the like. */
    trained: boolean;
}
/** Steps, each named; `latents` and `condition` are given. */
export interface Drawing {
    steps: DrawingStep[];
    /** The step whose value is the example. */
    output: string;
}
/** `n` in a shape is the batch, `n*4` four times the batch. */
export type DrawnSize = number | string;
export interface DrawingStep {
    name: string;
    /** `network`, `weight`, `constant`, or an operation on whole tensors, named as in TensorFlow.js. */
    op: string;
    inputs: string[];
    shape: DrawnSize[];
    /** The network's name, or the tensor's. */
    of?: string;
    /** The step that a network is told as its condition. */
    condition?: string;
    /** Axis, begin, size, order and the like; the numbers of a constant. */
    knobs?: Record<string, Knob | DrawnSize[]>;
}
}
declare module 'ganymede/shared/backend-choice' {
import { z } from 'zod';
/** Best first is the engine's to say; this is the order in which they are shown. */
export const backendNames: readonly ['cuda', 'webgpu', 'native', 'wasm', 'cpu'];
export const backendName: z.ZodEnum<{
    cpu: "cpu";
    cuda: "cuda";
    native: "native";
    wasm: "wasm";
    webgpu: "webgpu";
}>;
export type BackendName = z.infer<typeof backendName>;
/** What is asked for: the best there is, a backend, or one device of a backend that may have several (`cuda:1`). */
export type BackendChoice = 'auto' | BackendName | `${'cuda' | 'webgpu'}:${number}`;
export const backendChoice: z.ZodCustom<BackendChoice, BackendChoice>;
/** `device` is null where the choice leaves it open. */
export function partsOf(choice: BackendChoice): {
    name: 'auto' | BackendName;
    device: number | null;
};
/** A GPU as its driver tells of it. Numbers count as the backends count them. */
export interface Gpu {
    index: number;
    name: string;
    driver: string;
    memoryBytes: number;
    /** When it was last asked. */
    freeBytes: number;
    /** CUDA's compute capability, such as 7.5; left out by drivers that are too old to tell. */
    capability?: number;
}
/** One device of a backend. What the driver does not tell is null. */
export interface BackendDevice {
    /** As a config names it: `cuda:1`. */
    choice: BackendChoice;
    name: string;
    driver: string | null;
    memoryBytes: number | null;
    freeBytes: number | null;
}
}
declare module 'ganymede/shared/catalogue' {
import type { HealthEntry } from 'ganymede/shared/health-rule';
import type { DataKind, Params, ParamSpec } from 'ganymede/shared/params';
import type { Published } from 'ganymede/shared/published';
import type { Recording } from 'ganymede/shared/run-config';
/** What the studio can train, measure and look at: listed from the declarations without loading tfjs. */
export interface Catalogue {
    version: string;
    recipes: RecipeEntry[];
    datasets: DatasetEntry[];
    metrics: MetricEntry[];
    probes: ProbeEntry[];
    /** What a run's health is watched for. */
    health: HealthEntry[];
    /** Whole sample configs shipped under resources/examples, by name. */
    examples: {
        name: string;
        yaml: string;
    }[];
    /** Whole sweep plans shipped under resources/examples/sweeps. */
    sweeps: {
        name: string;
        yaml: string;
    }[];
}
export interface Paper {
    authors: string;
    title: string;
    year: number;
    /** arXiv number, such as 1704.00028; null where there is none. */
    arxiv: string | null;
}
export const families: readonly ['adversarial', 'moments', 'conditional', 'latent-structure', 'autoencoder', 'translation', 'stages', 'autoregressive', 'semi-supervised', 'adaptation', 'volumes', 'captioning'];
export type Family = (typeof families)[number];
export interface RecipeEntry {
    name: string;
    title: string;
    /** What it is for, one line. */
    purpose: string;
    /** The idea in a few sentences. */
    idea: string;
    /** Null where there is none: a recipe of somebody's own. */
    paper: Paper | null;
    /** Where it is knowingly built otherwise than published, a sentence each. */
    departures?: string[];
    family: Family;
    /** The loss each player plays, in TeX. */
    formulas: {
        player: string;
        tex: string;
    }[];
    accepts: DataKind[];
    /** False where nothing is made from latents (classifiers, translators, captions): there is nothing for the latent lab. */
    generates?: false;
    /** The dataset it is meant for, with the params that make it so; the first that it accepts where absent. */
    usualData?: {
        name: string;
        params: Params;
    };
    params: ParamSpec[];
    /** Its own intervals, where the usual ones would take most of the time: drawing pixel by pixel is slow. */
    recording?: Partial<Recording>;
    /** Names of the players in the order of the schedule, such as critic, generator. */
    players: string[];
    /** The file of the user's own that it stands in; absent for ours. */
    extension?: ExtensionRef;
}
export interface DatasetEntry {
    name: string;
    title: string;
    purpose: string;
    kind: DataKind;
    params: ParamSpec[];
    /** Read from the user's disk; its `path` param names where. */
    fromDisk: boolean;
    /** Fetched by the studio, once: shared/api/published.ts. */
    published?: Published;
    /** The file of the user's own that it stands in; absent for ours. */
    extension?: ExtensionRef;
}
export interface MetricEntry {
    name: string;
    /** The series it writes. */
    series: SeriesEntry[];
    accepts: DataKind[];
    /** Which of the recording's intervals it follows; metricsEvery where not given. */
    follows?: 'featuresEvery';
    /** What it looks at: what the model makes, or the model itself; not given for what the training loop writes. */
    judges?: 'samples' | 'model';
    definition: string;
    /** The file of the user's own that it stands in; absent for ours. */
    extension?: ExtensionRef;
}
export interface ExtensionRef {
    name: string;
    sha256: string;
}
/** How a series is shown. A key that ends in `*` describes every series with that beginning. */
export interface SeriesEntry {
    key: string;
    label: string;
    unit: string;
    help: string;
    better: 'lower' | 'higher' | null;
}
export interface ProbeEntry {
    name: string;
    title: string;
    accepts: DataKind[];
    help: string;
    /** The file of the user's own that it stands in; absent for ours. */
    extension?: ExtensionRef;
}
}
declare module 'ganymede/shared/errors' {
/** What went wrong, as a word a program can act on. app/api maps each to one HTTP status; the CLI to one exit code. */
export type ErrorCode = 'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'unavailable' | 'workspace-locked' | 'workspace-newer' | 'workspace-away' | 'damaged' | 'disk-full' | 'failed';
/** One thing wrong with an input: where it stands, what is wrong, what was allowed. */
export interface Issue {
    /** Dotted path of the key, such as `params.lambda`; empty for the whole input. */
    path: string;
    message: string;
    allowed?: string;
    /** Which characters of a text are meant, where the input at `path` is one: from the first to behind the last. */
    at?: {
        from: number;
        to: number;
    };
}
/** What can be taken instead: a checkpoint of the same run that was read and found whole; without one (null), the run's start. */
export interface Offer {
    run: string;
    step: number;
    checkpoint: number | null;
}
/** The one error type. Its message is a sentence for a person: what happened, to what, and what to do. */
export class StudioError extends Error {
    readonly code: ErrorCode;
    readonly issues: Issue[];
    readonly offer: Offer | undefined;
    constructor(code: ErrorCode, sentence: string, options?: {
        issues?: Issue[];
        offer?: Offer;
        cause?: unknown;
    });
}
/** How an error travels as JSON (application/problem+json). */
export interface Problem {
    code: ErrorCode;
    sentence: string;
    issues: Issue[];
    offer?: Offer;
    /** The cause chain, for the fold-out under the sentence. */
    details?: string;
}
/** Any thrown thing as it travels; what is no StudioError is a `fault` of ours, and the details say where. */
export function problemOf(error: unknown, fault: string): Problem;
/** What any error says, ours or another's. */
export function sentenceOf(error: unknown): string;
/** What stands behind an error, for a developer: each cause with its stack, at most eight. */
export function causesOf(error: unknown): string;
}
declare module 'ganymede/shared/extension' {
import { z } from 'zod';
import { type DatasetEntry, type MetricEntry, type ProbeEntry, type RecipeEntry } from 'ganymede/shared/catalogue';
/** A file of a person's own: recipes, datasets, metrics and probes that a run names like ours. */
export interface Extension {
    /** Its file's name without the ending; unique in a workspace. */
    name: string;
    /** Absolute. */
    path: string;
    /** sha256 of its bytes. */
    sha256: string;
    /** asks: its text was not trusted yet. changed: an earlier text of it was. failing: it can't be used, `problems` say why. */
    state: 'trusted' | 'asks' | 'changed' | 'failing';
    problems: ExtensionProblem[];
    /** What it declares, by name; empty until it is trusted. */
    offers: ExtensionOffer[];
}
export interface ExtensionOffer {
    kind: 'recipe' | 'dataset' | 'metric' | 'probe';
    name: string;
}
/** What is wrong with a file, and where: lines and columns count from 1. */
export interface ExtensionProblem {
    kind: 'syntax' | 'type' | 'load' | 'declaration' | 'name';
    line: number | null;
    column: number | null;
    sentence: string;
}
/** What a process runs of a trusted file: its text without types, every line and column where it was. */
export interface ExtensionCode {
    name: string;
    /** Base name, such as my-gan.ts. */
    file: string;
    sha256: string;
    code: string;
}
/** One thing that a recipe must keep, and whether it does; the sentence says what is wrong, and what to do. */
export interface Finding {
    what: string;
    isKept: boolean;
    sentence: string;
}
/** What a file declares, as plain data. */
export interface ExtensionEntries {
    recipes: RecipeEntry[];
    datasets: DatasetEntry[];
    metrics: MetricEntry[];
    probes: ProbeEntry[];
}
export const noEntries: ExtensionEntries;
/** Whether a file of this name is looked at: TypeScript and JavaScript, never declarations. */
export function isExtensionFile(file: string): boolean;
/** The name that runs know a file by. */
export function extensionName(file: string): string;
export const recipeEntry: z.ZodType<RecipeEntry>;
export const datasetEntry: z.ZodType<DatasetEntry>;
export const metricEntry: z.ZodType<MetricEntry>;
export const probeEntry: z.ZodType<ProbeEntry>;
export const extensionEntries: z.ZodType<ExtensionEntries>;
/** As a process that has run a stranger's file tells it. */
export const inspection: z.ZodObject<{
    code: z.ZodNullable<z.ZodString>;
    problems: z.ZodArray<z.ZodObject<{
        kind: z.ZodEnum<{
            declaration: "declaration";
            load: "load";
            name: "name";
            syntax: "syntax";
            type: "type";
        }>;
        line: z.ZodNullable<z.ZodInt>;
        column: z.ZodNullable<z.ZodInt>;
        sentence: z.ZodString;
    }, z.core.$strip>>;
    entries: z.ZodNullable<z.ZodType<ExtensionEntries, unknown, z.core.$ZodTypeInternals<ExtensionEntries, unknown>>>;
}, z.core.$strip>;
export type Inspection = z.infer<typeof inspection>;
export function offersOf({ recipes, datasets, metrics, probes }: ExtensionEntries): ExtensionOffer[];
/** Where in a person's file a thing happened, as its stack tells; null where none of it is of such a file. */
export function placeIn(stack: string | undefined): {
    file: string;
    line: number;
    column: number;
} | null;
}
declare module 'ganymede/shared/extension-hashes' {
import { z } from 'zod';
/** Names stand in configs, addresses and queries. */
export const goodName: RegExp;
/** Which files a config's run is made of: the sha256 of each text, by the file's name without its ending. */
export const extensionHashes: z.ZodRecord<z.ZodString, z.ZodString>;
export type ExtensionHashes = z.infer<typeof extensionHashes>;
}
declare module 'ganymede/shared/health-rule' {
import type { DistributionMeasurement } from 'ganymede/shared/measurement';
/** What a health rule has found in a run: when, in a sentence, and what shows it. Plain data. */
export interface Finding {
    /** The rule's name. */
    rule: string;
    /** The series, player or network that it is about; a rule says the same of one subject once. */
    subject: string;
    step: number;
    sentence: string;
    evidence: Evidence[];
}
export type Evidence = 
/** The points that decided, oldest first. NaN and ±Infinity travel as in number-json.ts. */
{
    kind: 'series';
    key: string;
    points: [step: number, value: number][];
} | {
    kind: 'distribution';
    key: string;
    step: number;
}
/** What it made at about that time. */
 | {
    kind: 'samples';
    probe: string;
    step: number;
};
/**
 * One way in which a training goes wrong, found in what is recorded as it comes. It keeps what it must remember in a state of plain
 * JSON (finite numbers only), which travels with the checkpoint, so that a resumed run finds the same; it changes nothing in place.
 */
export interface HealthRule<State = unknown> {
    /** As a query writes it: `"clip saturation" in health`. */
    name: string;
    /** What it means, in a sentence. */
    help: string;
    /** When it is found, with its thresholds. */
    definition: string;
    /** Whether it is about the process that trains: then every sitting begins anew. */
    of: 'run' | 'process';
    /** The subject that a key is looked at for; null where the rule does not look at it. */
    subjectOf(key: RecordedKey): string | null;
    start: State;
    see(state: State, seen: Seen): Verdict<State>;
}
export interface RecordedKey {
    type: 'points' | 'distribution';
    key: string;
}
export type Seen = {
    type: 'points';
    key: string;
    step: number;
    value: number;
} | {
    type: 'distribution';
    key: string;
    step: number;
    distribution: DistributionMeasurement['distribution'];
};
export interface Verdict<State> {
    state: State;
    found?: Pick<Finding, 'sentence' | 'evidence'>;
}
/** What the catalogue says of a rule. */
export type HealthEntry = Pick<HealthRule, 'name' | 'help' | 'definition'>;
}
declare module 'ganymede/shared/measurement' {
import type { Finding } from 'ganymede/shared/health-rule';
/** What training gives out, between engine, trainer, recorder and store. Plain data; typed arrays survive structured clone. */
/** Losses, metrics and other scalars of one step: series key → value. NaN and ±Infinity are kept. */
export interface PointsMeasurement {
    type: 'points';
    step: number;
    values: Record<string, number>;
}
export interface DistributionMeasurement {
    type: 'distribution';
    step: number;
    /** Such as `weights/critic/dense1/kernel`, `gradients/critic/dense1/kernel`, `gradient-norm/interpolates`. */
    key: string;
    distribution: Distribution;
}
/** Counts over equal bins plus the exact figures of the values themselves. Non-finite values are counted apart. */
export interface Distribution {
    /** Edges are low + i·(high−low)/counts.length; the last bin is closed. */
    low: number;
    high: number;
    counts: Uint32Array;
    /** Where another tool's bins are not equal: their edges, one more than counts, rising from low to high. */
    edges?: Float64Array;
    size: number;
    nonFinite: number;
    min: number;
    max: number;
    mean: number;
    /** Population standard deviation. */
    deviation: number;
    /** 65 quantiles at i/64, linear interpolation: enough for W1 and KS between two distributions. */
    quantiles: Float32Array;
    /** The named bound (c of weight clipping) and the share of values within 1 % of ±bound; null where there is none. */
    bound: {
        value: number;
        share: number;
    } | null;
}
export type Numbers = Float32Array | Uint8Array | Int32Array;
export interface NamedTensor {
    shape: number[];
    data: Numbers;
}
/**
 * What a probe saw at one step. Tensors by kind (all float32 but for pixels, uint8):
 * - pictures: `pixels` [n,height,width,channels], `latents` [n,latent], `labels` [n] (int32, where the data has classes)
 * - points: `real` [m,d], `generated` [n,d], `latents` [n,latent]; d is 1 or 2
 * - surface: `values` [rows,columns] (row 0 at the region's low y), `real` [m,2], `generated` [n,2], `gradients` [n,2] (∂D/∂x at generated); meta.region
 * - plan: `plan` [n,n] (row real, column generated), `real` [n,d], `generated` [n,d]; meta.cost, meta.independentCost
 * - grid: `pixels` [rows,columns,height,width,channels], all of one size; meta.columns (a name each), meta.rows (names or absent):
 *   input, output and truth; one latent under every class; a code walked through; the plane of a 2-D latent
 * - embedding: `points` [n,2], `labels` [n] int32; meta.names (of the labels), meta.axes (what the two axes are); optional `domains` [n] int32, meta.domains;
 *   of codes of more than two numbers `codes` [n,k], their first k ≤ 32 principal coordinates, and meta.share of the spread that those hold
 * - captions: `pixels` [n,h,w,c], `said` [n,length], `truth` [n,length] (int32, indices into meta.words; 0 is the empty word)
 * - voxels: `voxels` [n,side,side,side] uint8 (0 empty … 255 solid; depth, row, column), `latents` [n,latent]
 * - sound: `waves` [n,length] in −1…1; meta.rate (samples a second); `labels` where there are speakers
 * - text: `utf8` [bytes] uint8, `ends` [n] int32 (shared/texts.ts): texts as they were logged, Markdown maybe
 * - table: the same, cells row by row; meta.columns
 * - unfolding: `pixels` [n,h,w,c], `probabilities` [n,h·w·c,levels]: what was predicted for each value before it was drawn
 */
export const sampleKinds: readonly ['pictures', 'points', 'surface', 'plan', 'grid', 'embedding', 'captions', 'voxels', 'sound', 'unfolding', 'text', 'table'];
export type SampleKind = (typeof sampleKinds)[number];
export interface SampleMeta {
    region?: {
        left: number;
        right: number;
        bottom: number;
        top: number;
    };
    cost?: number;
    independentCost?: number;
    columns?: string[];
    rows?: string[];
    names?: string[];
    axes?: string;
    domains?: string[];
    words?: string[];
    rate?: number;
    [key: string]: unknown;
}
export interface SampleMeasurement {
    type: 'sample';
    step: number;
    /** The probe's name, such as `samples`, `critic-surface`, `transport-plan`. */
    probe: string;
    kind: SampleKind;
    tensors: Record<string, NamedTensor>;
    meta: SampleMeta;
}
export interface NoteMeasurement {
    type: 'note';
    step: number;
    level: 'info' | 'warning' | 'error';
    sentence: string;
}
/** What a health rule has found in what was measured so far. */
export interface FindingMeasurement extends Finding {
    type: 'finding';
}
export type Measurement = PointsMeasurement | DistributionMeasurement | SampleMeasurement | NoteMeasurement | FindingMeasurement;
/** Everything needed to go on bit for bit: weights, optimiser slots, random states, data position. */
export interface Snapshot {
    step: number;
    /** `generator/dense1/kernel` → weights; `optimizer/critic/...` → slots. */
    tensors: Record<string, NamedTensor>;
    /** JSON: random states, data position, schedule counters, stop-rule state. */
    state: Record<string, unknown>;
}
}
declare module 'ganymede/shared/origin' {
import { type RunConfig } from 'ganymede/shared/run-config';
import type { Params } from 'ganymede/shared/params';
import type { Run } from 'ganymede/shared/run';
/** Where a run comes from that another tool logged: what is known of it, and by what it is known again. */
export interface Origin {
    /** The importer's name, such as `tensorboard`. */
    importer: string;
    /** As people call that tool, such as TensorBoard. */
    title: string;
    /** The folder, file or address that was read; absolute. */
    source: string;
    /** By what the same run is known when it is added again. */
    key: string;
}
/** Recipe and dataset of a run about which nobody said more. */
export const outside = "outside";
/** What an importer knows of a config. Everything else that a RunConfig has is filled in and never shown. */
export interface KnownConfig {
    recipe: string;
    dataset: string;
    params: Params;
}
export function importedConfig({ recipe, dataset, params }: Partial<KnownConfig>): RunConfig;
/** A run's config as far as it is known: whole where Ganymede trained it. */
export function knownConfig({ config, origin, }: Pick<Run, 'config' | 'origin'>): Partial<RunConfig> & Pick<RunConfig, 'recipe' | 'dataset' | 'params'>;
/** How many steps the run was to take; null where nobody said. */
export function plannedSteps({ config, origin }: Pick<Run, 'config' | 'origin'>): number | null;
/** Why nothing can be trained on from an imported run; null for a run of Ganymede's own. */
export function whyNotOurs({ number, origin, heardAt }: Pick<Run, 'number' | 'origin' | 'heardAt'>): string | null;
}
declare module 'ganymede/shared/params' {
/**
 * Knobs, declared once. A recipe and a dataset each list their ParamSpecs; the form, validation, storage,
 * `--set key=value`, the config difference and the contract test all come from the list.
 */
export type ParamValue = number | string | boolean;
export type Params = Record<string, ParamValue>;
/**
 * points: rows of one or two numbers · pictures · pairs: a picture and the one it is made from · domains: two sets of examples
 * without pairing · captions: pictures with a sentence each · voxels: solids in a cube · sound: waves of fixed length
 */
export const dataKinds: readonly ['points', 'pictures', 'pairs', 'domains', 'captions', 'voxels', 'sound'];
export type DataKind = (typeof dataKinds)[number];
export type PresetName = 'small' | 'paper';
export type ParamGroup = 'data' | 'networks' | 'game' | 'schedule';
/** Where a default comes from, shown beside it in the form. */
export interface ParamSource {
    kind: 'paper' | 'code' | 'ours';
    /** Short, such as "arXiv:1704.00028, Algorithm 1" or "measured: W1 ≤ .2 in 4000 steps". */
    text: string;
}
export interface PresetValue {
    value: ParamValue;
    source: ParamSource;
}
export type PresetPair = Record<PresetName, PresetValue>;
export interface ParamSpec {
    /** Unique within its owner; camelCase, such as `criticSteps`. */
    key: string;
    label: string;
    group: ParamGroup;
    /** One line a student understands. */
    help: string;
    type: 'number' | 'integer' | 'boolean' | 'choice' | 'path';
    unit?: string;
    min?: number;
    max?: number;
    /** True where `min` itself is not allowed (learning rates). */
    minExclusive?: boolean;
    scale?: 'linear' | 'log';
    choices?: {
        value: string;
        label: string;
        help?: string;
    }[];
    presets: PresetPair;
    /** The key under which an older config, which lacks this one, had what it says. */
    formerly?: string;
    /** What a config meant that was stored before there was this key. */
    lacking?: ParamValue;
    /** Other defaults for one kind of data. */
    presetsFor?: Partial<Record<DataKind, PresetPair>>;
    /** Set where the knob means something for these kinds of data only; it is left out of the config otherwise. */
    onlyFor?: DataKind | readonly DataKind[];
}
}
declare module 'ganymede/shared/published' {
/** A set that others publish and the studio fetches: from where, under which terms, and how each file is told to be the right one. */
export interface Published {
    publisher: string;
    /** Where people read about it. */
    page: string;
    licence: string;
    citation: string;
    /** Beginnings of addresses, asked one after another; a file's name is written behind. */
    addresses: string[];
    files: PublishedFile[];
}
export interface PublishedFile {
    name: string;
    bytes: number;
    sha256: string;
    /** Of a .tar.gz: what is taken out of it, by its path inside. The archive itself is not kept, and nothing else of it is written. */
    members?: {
        path: string;
        bytes: number;
    }[];
}
/** What lies in the set's folder once it is whole, by name. */
export function keptFiles({ files }: Published): {
    name: string;
    bytes: number;
}[];
export function downloadBytes({ files }: Published): number;
}
declare module 'ganymede/shared/run' {
import type { Origin } from 'ganymede/shared/origin';
import type { RunConfig } from 'ganymede/shared/run-config';
/**
 * A run's life. `queued → starting → running ⇄ paused → stopping →` one of the four ends.
 * `interrupted` is found at start-up: its trainer or studio died. Each end may be resumed from its last checkpoint.
 */
export const runStatuses: readonly ['queued', 'starting', 'running', 'paused', 'stopping', 'finished', 'stopped', 'failed', 'interrupted'];
export type RunStatus = (typeof runStatuses)[number];
export function isLive(status: RunStatus): boolean;
export function hasEnded(status: RunStatus): boolean;
/** What a trainer ran on; recorded with the run. */
export interface Environment {
    backend: string;
    /** The device that is really used, such as "2 cores, SIMD" or a GPU's name. */
    device: string;
    /** As a config would name that device (`cuda:1`), its driver and memory, where the driver tells; runs of earlier versions lack them. */
    place?: string;
    driver?: string;
    deviceMemoryBytes?: number;
    node: string;
    platform: string;
    cpu: string;
    cores: number;
    memoryBytes: number;
    tfjs: string;
    /** Ganymede's version and, from a checkout, its commit. */
    code: string;
    /** sha256 over the user's own files as they were read, or `stamps:` and one of their names, lengths and dates; absent where there are none. */
    data?: string;
}
export interface Run {
    id: string;
    /** Counts up in the workspace: #1, #2 … */
    number: number;
    name: string;
    status: RunStatus;
    /** Why it is in that state, as a sentence; empty while all is well. */
    sentence: string;
    config: RunConfig;
    environment: Environment | null;
    /** Set where another tool logged it; null where Ganymede trained it. */
    origin: Origin | null;
    /** What the client that logged it put it under; null where there is no such thing. */
    experiment: string | null;
    /** Set where a script of somebody's logs it while it trains: its last sign of life. */
    heardAt: number | null;
    /** The run and step it was forked from; of a run that a script logged, the run it is nested in. */
    parent: {
        run: string;
        step: number;
    } | null;
    step: number;
    /** Where it rests though its config has more steps: a sweep's schedule says how far, and a stop that it goes no further. Null: at its end. */
    until: number | null;
    /** Mean of the recent past; null before the first steps. */
    stepsPerSecond: number | null;
    /** Index into the palette: colour belongs to the run, everywhere. */
    color: number;
    tags: string[];
    /** Names of the health rules that found something (shared/health-rule.ts). */
    health: string[];
    notes: string;
    archived: boolean;
    /** Soft delete: set while it can be undone. All times are unix milliseconds. */
    deletedAt: number | null;
    createdAt: number;
    startedAt: number | null;
    endedAt: number | null;
    /** Milliseconds spent training, over all its sittings. */
    trainedFor: number;
}
/** A series as it stands now. Values may be NaN or ±Infinity; JSON carries those as strings (see shared/number-json.ts). */
export interface SeriesSummary {
    key: string;
    count: number;
    firstStep: number;
    lastStep: number;
    last: number;
    min: number;
    max: number;
}
}
declare module 'ganymede/shared/run-config' {
import { z } from 'zod';
export { type BackendName, backendName, backendNames } from 'ganymede/shared/backend-choice';
export const mostThreads = 64;
export const stopRule: z.ZodDiscriminatedUnion<[z.ZodObject<{
    test: z.ZodOptional<z.ZodUndefined>;
    series: z.ZodString;
    is: z.ZodEnum<{
        above: "above";
        below: "below";
    }>;
    value: z.ZodNumber;
    times: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>, z.ZodObject<{
    test: z.ZodLiteral<"mmd2">;
    kernel: z.ZodDefault<z.ZodEnum<{
        median: "median";
        mixture: "mixture";
    }>>;
    level: z.ZodDefault<z.ZodNumber>;
    times: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>, z.ZodObject<{
    test: z.ZodLiteral<"health">;
    rules: z.ZodPipe<z.ZodUnion<readonly [z.ZodPipe<z.ZodString, z.ZodTransform<string[], string>>, z.ZodArray<z.ZodString>]>, z.ZodArray<z.ZodString>>;
}, z.core.$strict>], "test">;
export type StopRule = z.infer<typeof stopRule>;
/** How often what is recorded, in steps; 0 is never. */
export const recording: z.ZodObject<{
    pointsEvery: z.ZodDefault<z.ZodInt>;
    metricsEvery: z.ZodDefault<z.ZodInt>;
    featuresEvery: z.ZodDefault<z.ZodInt>;
    distributionsEvery: z.ZodDefault<z.ZodInt>;
    samplesEvery: z.ZodDefault<z.ZodInt>;
    checkpointEvery: z.ZodDefault<z.ZodInt>;
}, z.core.$strict>;
export type Recording = z.infer<typeof recording>;
export const datasetConfig: z.ZodObject<{
    name: z.ZodString;
    params: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodNumber, z.ZodString, z.ZodBoolean]>>>;
}, z.core.$strict>;
export type DatasetConfig = z.infer<typeof datasetConfig>;
export const configInput: z.ZodObject<{
    name: z.ZodOptional<z.ZodString>;
    recipe: z.ZodString;
    preset: z.ZodDefault<z.ZodEnum<{
        paper: "paper";
        small: "small";
    }>>;
    dataset: z.ZodUnion<readonly [z.ZodPipe<z.ZodString, z.ZodTransform<{
        name: string;
        params: {};
    }, string>>, z.ZodObject<{
        name: z.ZodString;
        params: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodNumber, z.ZodString, z.ZodBoolean]>>>;
    }, z.core.$strict>]>;
    params: z.ZodDefault<z.ZodRecord<z.ZodString, z.ZodUnion<readonly [z.ZodNumber, z.ZodString, z.ZodBoolean]>>>;
    steps: z.ZodDefault<z.ZodInt>;
    seed: z.ZodDefault<z.ZodInt>;
    backend: z.ZodDefault<z.ZodCustom<import("ganymede/shared/backend-choice").BackendChoice, import("ganymede/shared/backend-choice").BackendChoice>>;
    threads: z.ZodOptional<z.ZodInt>;
    recording: z.ZodPrefault<z.ZodObject<{
        pointsEvery: z.ZodDefault<z.ZodInt>;
        metricsEvery: z.ZodDefault<z.ZodInt>;
        featuresEvery: z.ZodDefault<z.ZodInt>;
        distributionsEvery: z.ZodDefault<z.ZodInt>;
        samplesEvery: z.ZodDefault<z.ZodInt>;
        checkpointEvery: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>>;
    stop: z.ZodDefault<z.ZodNullable<z.ZodDiscriminatedUnion<[z.ZodObject<{
        test: z.ZodOptional<z.ZodUndefined>;
        series: z.ZodString;
        is: z.ZodEnum<{
            above: "above";
            below: "below";
        }>;
        value: z.ZodNumber;
        times: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>, z.ZodObject<{
        test: z.ZodLiteral<"mmd2">;
        kernel: z.ZodDefault<z.ZodEnum<{
            median: "median";
            mixture: "mixture";
        }>>;
        level: z.ZodDefault<z.ZodNumber>;
        times: z.ZodDefault<z.ZodInt>;
    }, z.core.$strict>, z.ZodObject<{
        test: z.ZodLiteral<"health">;
        rules: z.ZodPipe<z.ZodUnion<readonly [z.ZodPipe<z.ZodString, z.ZodTransform<string[], string>>, z.ZodArray<z.ZodString>]>, z.ZodArray<z.ZodString>>;
    }, z.core.$strict>], "test">>>;
    extensions: z.ZodOptional<z.ZodRecord<z.ZodString, z.ZodString>>;
    onNonFinite: z.ZodDefault<z.ZodEnum<{
        continue: "continue";
        end: "end";
    }>>;
}, z.core.$strict>;
export type ConfigInput = z.input<typeof configInput>;
/** Whole: every knob of the recipe and the dataset has its value. This is what is stored, and it never changes after start. */
export type RunConfig = z.output<typeof configInput>;
}
declare module 'ganymede/shared/trainer-protocol' {
import type { Architecture } from 'ganymede/shared/architecture';
import type { ErrorCode, Issue } from 'ganymede/shared/errors';
import type { ExtensionCode, Finding, Inspection } from 'ganymede/shared/extension';
import type { ExtensionHashes } from 'ganymede/shared/extension-hashes';
import type { DataKind } from 'ganymede/shared/params';
import type { BackendChoice, BackendDevice, BackendName } from 'ganymede/shared/backend-choice';
import type { DatasetConfig, RunConfig } from 'ganymede/shared/run-config';
import type { Environment } from 'ganymede/shared/run';
import type { Measurement, NamedTensor, SampleKind, SampleMeta } from 'ganymede/shared/measurement';
/**
 * Everything that may cross between the studio and a trainer process: orders in, events out, as plain data.
 * A trainer trains one run, or answers questions (the workbench), never both.
 */
export type Order = TrainOrder | {
    type: 'pause';
} | {
    type: 'continue';
} | {
    type: 'checkpoint';
}
/** Ask to end after this step, with a checkpoint. After `ended`, or where nothing is trained: leave. */
 | {
    type: 'stop';
}
/** The recorder has committed everything up to and with this batch. */
 | {
    type: 'acknowledge';
    batch: number;
}
/** `extensions`: the user's own files that the question is about; they are loaded first. */
 | {
    type: 'ask';
    id: number;
    question: Question;
    extensions: ExtensionCode[];
};
export interface TrainOrder {
    type: 'train';
    run: string;
    config: RunConfig;
    /** The user's own files that it is made of, as the run keeps them. */
    extensions: ExtensionCode[];
    /** Of several GPUs the one to use, where the config leaves it open. */
    gpu: number | null;
    /** Absolute path of the checkpoint to go on from; null starts at step 0. */
    from: string | null;
    /** Of the file to go on from, as it was recorded; left out where none was. Other bytes are refused as damaged. */
    sha256?: string;
    /** Absolute path of the folder that takes this run's checkpoint files. */
    checkpointFolder: string;
    /** Unix milliseconds: all that the run has recorded so far, by whatever clock, was before this. */
    notBefore: number;
    /** A fork keeps weights, optimiser and random states of its parent, and draws on; a resume likewise. */
    lineage: 'new' | 'resume' | 'fork';
    /** The step after which it rests, with a checkpoint, though its config has more; null trains to the end. */
    until: number | null;
}
export type Question = {
    kind: 'describe';
    config: RunConfig;
}
/** Whether a training with this config could go on from the checkpoint. */
 | {
    kind: 'fit';
    config: RunConfig;
    checkpoint: string;
    sha256?: string;
} | {
    kind: 'preview';
    dataset: DatasetConfig;
    seed: number;
    count: number;
    extensions?: ExtensionHashes;
}
/** Load a checkpoint's generator and keep it warm under `generator`. */
 | {
    kind: 'open';
    generator: string;
    checkpoint: string;
    sha256?: string;
    config: RunConfig;
}
/** `exact`: in the data's own range as float32, with the condition. */
 | {
    kind: 'generate';
    generator: string;
    latents: NamedTensor;
    labels: Int32Array | null;
    exact?: boolean;
}
/** A few real examples as latents. */
 | {
    kind: 'encode';
    generator: string;
}
/** What the networks are, where the recipe is not one of ours; `state` is a checkpoint's. */
 | {
    kind: 'architecture';
    config: RunConfig;
    state: Record<string, unknown>;
}
/** Holds a recipe of the user's own to the contract that ours pass, on the data of this config. */
 | {
    kind: 'check';
    config: RunConfig;
}
/** Reads a file of somebody's own: its syntax, and where it may be run what it declares. Asked of a process that does nothing else. */
 | {
    kind: 'extension';
    file: string;
    sha256: string;
    text: string;
    mayRun: boolean;
} | {
    kind: 'close';
    generator: string;
}
/** Those that are named, else all. */
 | {
    kind: 'backends';
    names?: BackendName[];
};
export type TrainerEvent = 
/** Sent once after launch, before any order is read. A trainer in a cluster's queue says where it is. */
{
    type: 'hello';
    pid: number;
    job?: string;
    host?: string;
}
/** Data is being read from the user's disk; no order is heard until it is. */
 | {
    type: 'reading';
    files: number;
    of: number;
} | {
    type: 'ready';
    environment: Environment;
    step: number;
} | BatchEvent | CheckpointEvent | {
    type: 'paused';
    step: number;
} | {
    type: 'continued';
    step: number;
}
/** A checkpoint can't be written for now (a sentence), or was after all (null); until then no step is made. */
 | {
    type: 'waiting';
    sentence: string | null;
}
/** Of a trainer in a cluster's queue: its node was wanted back (TERM) or its time was over (USR2). With a checkpoint of that step; another start goes on. */
 | {
    type: 'left';
    signal: 'TERM' | 'USR2';
    step: number;
}
/** The last event of a training; the process leaves on the `stop` that answers it, so that no event is lost. */
 | {
    type: 'ended';
    as: 'finished' | 'stopped' | 'failed';
    step: number;
    sentence: string;
    details?: string;
}
/** How far the answer is. */
 | {
    type: 'progress';
    id: number;
    progress: Measuring;
} | {
    type: 'answer';
    id: number;
    answer: Answer;
} | {
    type: 'refusal';
    id: number;
    code: ErrorCode;
    sentence: string;
    issues: Issue[];
    details?: string;
};
/** Measurements of about 50 ms or 256 items, whichever comes first. Numbers count up from 1. */
export interface BatchEvent {
    type: 'batch';
    batch: number;
    /** Unix milliseconds at which each measurement was taken, same order. */
    times: Float64Array;
    measurements: Measurement[];
    progress: {
        step: number;
        stepsPerSecond: number | null;
        tensors: number;
        tensorBytes: number;
    };
}
/** Sent after the file was written to a temporary name, fsynced and renamed. */
export interface CheckpointEvent {
    type: 'checkpoint';
    step: number;
    file: string;
    bytes: number;
    sha256: string;
    reason: 'schedule' | 'asked' | 'rest' | 'stop' | 'end';
}
export type Answer = {
    kind: 'describe';
    description: Description;
}
/** Null where it fits, else the sentence that says what does not. */
 | {
    kind: 'fit';
    misfit: string | null;
} | {
    kind: 'preview';
    preview: Preview;
} | ({
    kind: 'open';
    generator: string;
} & GeneratorShape) | {
    kind: 'generate';
    tensors: Record<string, NamedTensor>;
    milliseconds: number;
} | {
    kind: 'encode';
    tensors: Record<string, NamedTensor>;
} | {
    kind: 'architecture';
    architecture: Architecture | null;
} | {
    kind: 'check';
    findings: Finding[];
}
/** Unchecked: a stranger's code may have had its hand in it. */
 | {
    kind: 'extension';
    inspection: Inspection;
} | {
    kind: 'close';
} | {
    kind: 'backends';
    backends: BackendReport[];
};
/** What a checkpoint's generator takes and makes. */
export interface GeneratorShape {
    latentSize: number;
    /** What each stretch of a latent is; one part where the recipe says nothing. */
    parts: LatentPart[];
    /** How many conditions there are to choose from (classes, where it is conditioned on a class); null where it takes none. */
    classes: number | null;
    conditions: Conditions | null;
    /** Whether real examples can be told as latents. */
    encodes: boolean;
    output: OutputShape;
}
/** What can be chosen beside a latent. A label is an index into `names`: a class, a sentence of the data, or one of its pictures. */
export interface Conditions {
    kind: 'class' | 'sentence' | 'picture';
    names: string[];
}
/** A stretch of a latent: plain noise, or a code that stands for something (InfoGAN). */
export interface LatentPart {
    name: string;
    from: number;
    size: number;
    /** categorical: one-hot. noise: uniform in 0…1, one for each value that is drawn (autoregressive). */
    kind: 'normal' | 'uniform' | 'categorical' | 'noise';
    /** Of a normal without its tails: drawn again where it lies further from 0. */
    within?: number;
}
export type OutputShape = {
    kind: 'points';
    dimensions: number;
} | {
    kind: 'pictures';
    size: number;
    channels: number;
} | {
    kind: 'voxels';
    size: number;
} | {
    kind: 'sound';
    length: number;
    rate: number;
};
/** A description while it is measured: the networks, and how many steps have been taken of at most how many. */
export interface Measuring {
    networks: Description['networks'];
    backend: string;
    steps: number;
    of: number;
}
/** A network summary and an estimate, measured by a few real steps where `measured`. */
export interface Description {
    networks: {
        name: string;
        layers: {
            name: string;
            kind: string;
            output: number[];
            parameters: number;
        }[];
        parameters: number;
    }[];
    backend: string;
    millisecondsPerStep: number;
    /** Held between two steps. */
    tensorBytes: number;
    /** At the height of a step: weights, activations, gradients and the batch together. */
    peakBytes: number;
    /** Of what it would compute on; null where nobody tells. */
    deviceBytes: {
        whole: number;
        free: number;
    } | null;
    measured: boolean;
}
export interface Preview {
    kind: DataKind;
    sampleKind: SampleKind;
    /** As a sample of that kind; beside them `labels` and, of known factors, `factor/<name>`, each [n]. */
    tensors: Record<string, NamedTensor>;
    meta: SampleMeta;
    /** How many examples there are; null for a generator without end. */
    examples: number | null;
    classes: string[] | null;
    /** Files left out and why, and the like. */
    notes: string[];
}
/** What `doctor` prints: a real probe of each backend. */
export interface BackendReport {
    name: string;
    available: boolean;
    device: string;
    /** Each one that a run may name; none where there is but one. */
    devices: BackendDevice[];
    /** Why it is not available and how to get it, or why `auto` passes it over; else empty. */
    sentence: string;
    /** What the device does that `auto` passes it over for. */
    passedOver?: string;
    /** Milliseconds of a fixed reference step, and the largest relative error against cpu; null where unavailable. */
    milliseconds: number | null;
    error: number | null;
}
/** The wire under the protocol; implementations live with the doors. */
export interface TrainerTransport {
    post(order: Order): void;
    onEvent(listen: (event: TrainerEvent) => void): void;
    /** `code` null where a signal ended it. */
    onExit(listen: (exit: {
        code: number | null;
        signal: string | null;
        stderr: string;
    }) => void): void;
    kill(): void;
    readonly pid: number | undefined;
}
/**
 * `backend` is what the process will be asked to compute on: not every home has every one. One that is confined reads a stranger's file and
 * nothing else: where the home can, it writes no file, starts no process and has little memory.
 */
export type LaunchTrainer = (options: {
    name: string;
    backend: BackendChoice;
    isConfined?: boolean;
}) => TrainerTransport;
}
declare module 'ganymede/tf' {
export * from 'ganymede/tf/ops/ops';
export { tidy, keep, dispose, memory } from 'ganymede/tf/globals';
export { customGrad, grad, grads, valueAndGrad, valueAndGrads, variableGrads } from 'ganymede/tf/gradients';
export { Scalar, Tensor, Tensor1D, Tensor2D, Tensor3D, Tensor4D, Tensor5D, TensorBuffer, Variable } from 'ganymede/tf/tensor';
export { NamedTensorMap, TensorContainer } from 'ganymede/tf/tensor_types';
export { DataType, Rank, ScalarLike, ShapeMap, TensorLike, TypedArray } from 'ganymede/tf/types';
export { Reduction } from 'ganymede/tf/ops/loss_ops_utils';
}
declare module 'ganymede/tf/globals' {
import { KernelBackend } from 'ganymede/tf/backends/backend';
import { Engine, MemoryInfo, ProfileInfo, ScopeFn, TimingInfo } from 'ganymede/tf/engine';
import { Platform } from 'ganymede/tf/platforms/platform';
import { Tensor } from 'ganymede/tf/tensor';
import { TensorContainer } from 'ganymede/tf/tensor_types';
/** Enables production mode which disables correctness checks in favor of performance. */
export function enableProdMode(): void;
/** Enables debug mode which will log information about all executed kernels: the elapsed time of the kernel execution, as well as the rank, shape, and size of the output tensor. */
export function enableDebugMode(): void;
/** Globally disables deprecation warnings */
export function disableDeprecationWarnings(): void;
/** Warn users about deprecated functionality. */
export function deprecationWarn(msg: string): void;
/** Dispose all variables kept in backend engine. */
export function disposeVariables(): void;
/** It returns the global engine that keeps track of all tensors and backends. */
export function engine(): Engine;
/** Returns memory info at the current time in the program. The result is an object with the following properties: */
export function memory(): MemoryInfo;
/** Executes the provided function `f()` and returns a promise that resolves with information about the function's memory use: - `newBytes`: the number of new bytes allocated - `newTensors`: the number of new tensors created - `peakBytes`: the peak number of bytes allocated - `kernels`: an array of objects for each kernel involved that reports their input and output shapes, number of bytes used, and number of new tensors created. - `kernelNames`: an array of unique strings with just the names of the kernels in the `kernels` array. */
export function profile(f: () => (TensorContainer | Promise<TensorContainer>)): Promise<ProfileInfo>;
/** Executes the provided function `fn` and after it is executed, cleans up all intermediate tensors allocated by `fn` except those returned by `fn`. `fn` must not return a Promise (async functions not allowed). The returned result can be a complex object. */
export function tidy<T extends TensorContainer>(nameOrFn: string | ScopeFn<T>, fn?: ScopeFn<T>): T;
/** Disposes any `tf.Tensor`s found within the provided object. */
export function dispose(container: TensorContainer): void;
/** Keeps a `tf.Tensor` generated inside a `tf.tidy` from being disposed automatically. */
export function keep<T extends Tensor>(result: T): T;
/** Executes `f()` and returns a promise that resolves with timing information. */
export function time(f: () => void): Promise<TimingInfo>;
/** Sets the backend (cpu, webgl, wasm, etc) responsible for creating tensors and executing operations on those tensors. Returns a promise that resolves to a boolean if the backend initialization was successful. */
export function setBackend(backendName: string): Promise<boolean>;
/** Returns a promise that resolves when the currently selected backend (or the highest priority one) has initialized. Await this promise when you are using a backend that has async initialization. */
export function ready(): Promise<void>;
/** Returns the current backend name (cpu, webgl, etc). The backend is responsible for creating tensors and executing operations on those tensors. */
export function getBackend(): string;
/** Removes a backend and the registered factory. */
export function removeBackend(name: string): void;
/** Finds the backend registered under the provided name. Returns null if the name is not in the registry, or the registration hasn't finished yet. */
export function findBackend(name: string): KernelBackend;
/** Finds the backend factory registered under the provided name. Returns a function that produces a new backend when called. Returns null if the name is not in the registry. */
export function findBackendFactory(name: string): () => KernelBackend | Promise<KernelBackend>;
/** Registers a global backend. The registration should happen when importing a module file (e.g. when importing `backend_webgl.ts`), and is used for modular builds (e.g. custom tfjs bundle with only webgl support). */
export function registerBackend(name: string, factory: () => KernelBackend | Promise<KernelBackend>, priority?: number): boolean;
/** Gets the current backend. If no backends have been initialized, this will attempt to initialize the best backend. Will throw an error if the highest priority backend has async initialization, in which case you should call 'await tf.ready()' before running other code. */
export function backend(): KernelBackend;
/** Sets the global platform. */
export function setPlatform(platformName: string, platform: Platform): void;
}
declare module 'ganymede/tf/gradients' {
import { CustomGradientFunc } from 'ganymede/tf/engine';
import { Scalar, Tensor, Variable } from 'ganymede/tf/tensor';
import { NamedTensorMap } from 'ganymede/tf/tensor_types';
import { TensorLike } from 'ganymede/tf/types';
/** Provided `f(x)`, returns another function `g(x, dy?)`, which gives the gradient of `f(x)` with respect to `x`. */
function grad(f: (x: Tensor) => Tensor): (x: TensorLike | Tensor, dy?: TensorLike | Tensor) => Tensor;
/** Provided `f(x1, x2,...)`, returns another function `g([x1, x2,...], dy?)`, which gives an array of gradients of `f()` with respect to each input [`x1`,`x2`,...]. */
function grads(f: (...args: Tensor[]) => Tensor): (args: Array<Tensor | TensorLike>, dy?: Tensor | TensorLike) => Tensor[];
/** Like `tf.grad`, but also returns the value of `f()`. Useful when `f()` returns a metric you want to show. */
function valueAndGrad<I extends Tensor, O extends Tensor>(f: (x: I) => O): (x: I, dy?: O) => {
    value: O;
    grad: I;
};
/** Like `tf.grads`, but returns also the value of `f()`. Useful when `f()` returns a metric you want to show. */
function valueAndGrads<O extends Tensor>(f: (...args: Tensor[]) => O): (args: Tensor[], dy?: O) => {
    grads: Tensor[];
    value: O;
};
/** Computes and returns the gradient of f(x) with respect to the list of trainable variables provided by `varList`. If no list is provided, it defaults to all trainable variables. */
function variableGrads(f: () => Scalar, varList?: Variable[]): {
    value: Scalar;
    grads: NamedTensorMap;
};
/** Overrides the gradient computation of a function `f`. */
function customGrad<T extends Tensor>(f: CustomGradientFunc<T>): (...args: Tensor[]) => T;
export { customGrad, variableGrads, valueAndGrad, valueAndGrads, grad, grads, };
}
declare module 'ganymede/tf/ops/abs' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes absolute value element-wise: `abs(x)` */
function abs_<T extends Tensor>(x: T | TensorLike): T;
export const abs: typeof abs_;
}
declare module 'ganymede/tf/ops/acos' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes acos of the input `tf.Tensor` element-wise: `acos(x)` */
function acos_<T extends Tensor>(x: T | TensorLike): T;
export const acos: typeof acos_;
}
declare module 'ganymede/tf/ops/acosh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the inverse hyperbolic cos of the input `tf.Tensor` element-wise: `acosh(x)` */
function acosh_<T extends Tensor>(x: T | TensorLike): T;
export const acosh: typeof acosh_;
}
declare module 'ganymede/tf/ops/add' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Adds two `tf.Tensor`s element-wise, A + B. Supports broadcasting. */
function add_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const add: typeof add_;
}
declare module 'ganymede/tf/ops/add_n' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Adds a list of `tf.Tensor`s element-wise, each with the same shape and dtype. */
function addN_<T extends Tensor>(tensors: Array<T | TensorLike>): T;
export const addN: typeof addN_;
}
declare module 'ganymede/tf/ops/all' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the logical and of elements across dimensions of a `tf.Tensor`. */
function all_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const all: typeof all_;
}
declare module 'ganymede/tf/ops/any' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the logical or of elements across dimensions of a `tf.Tensor`. */
function any_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const any: typeof any_;
}
declare module 'ganymede/tf/ops/arg_max' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the indices of the maximum values along an `axis`. */
function argMax_<T extends Tensor>(x: Tensor | TensorLike, axis?: number): T;
export const argMax: typeof argMax_;
}
declare module 'ganymede/tf/ops/arg_min' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the indices of the minimum values along an `axis`. */
function argMin_<T extends Tensor>(x: Tensor | TensorLike, axis?: number): T;
export const argMin: typeof argMin_;
}
declare module 'ganymede/tf/ops/asin' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes asin of the input `tf.Tensor` element-wise: `asin(x)` */
function asin_<T extends Tensor>(x: T | TensorLike): T;
export const asin: typeof asin_;
}
declare module 'ganymede/tf/ops/asinh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes inverse hyperbolic sin of the input `tf.Tensor` element-wise: `asinh(x)` */
function asinh_<T extends Tensor>(x: T | TensorLike): T;
export const asinh: typeof asinh_;
}
declare module 'ganymede/tf/ops/atan' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes atan of the input `tf.Tensor` element-wise: `atan(x)` */
function atan_<T extends Tensor>(x: T | TensorLike): T;
export const atan: typeof atan_;
}
declare module 'ganymede/tf/ops/atan2' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes arctangent of `tf.Tensor`s a / b element-wise: `atan2(a, b)`. Supports broadcasting. */
function atan2_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const atan2: typeof atan2_;
}
declare module 'ganymede/tf/ops/atanh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes inverse hyperbolic tan of the input `tf.Tensor` element-wise: `atanh(x)` */
function atanh_<T extends Tensor>(x: T | TensorLike): T;
export const atanh: typeof atanh_;
}
declare module 'ganymede/tf/ops/avg_pool' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Computes the 2D average pooling of an image. */
function avgPool_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filterSize: [number, number] | number, strides: [number, number] | number, pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const avgPool: typeof avgPool_;
}
declare module 'ganymede/tf/ops/avg_pool_3d' {
import { Tensor4D, Tensor5D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the 3D average pooling. */
function avgPool3d_<T extends Tensor4D | Tensor5D>(x: T | TensorLike, filterSize: [number, number, number] | number, strides: [number, number, number] | number, pad: 'valid' | 'same' | number, dimRoundingMode?: 'floor' | 'round' | 'ceil', dataFormat?: 'NDHWC' | 'NCDHW'): T;
export const avgPool3d: typeof avgPool3d_;
}
declare module 'ganymede/tf/ops/basic_lstm_cell' {
import { Scalar, Tensor1D, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the next state and output of a BasicLSTMCell. */
function basicLSTMCell_(forgetBias: Scalar | TensorLike, lstmKernel: Tensor2D | TensorLike, lstmBias: Tensor1D | TensorLike, data: Tensor2D | TensorLike, c: Tensor2D | TensorLike, h: Tensor2D | TensorLike): [Tensor2D, Tensor2D];
export const basicLSTMCell: typeof basicLSTMCell_;
}
declare module 'ganymede/tf/ops/batch_to_space_nd' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** This operation reshapes the "batch" dimension 0 into `M + 1` dimensions of shape `blockShape + [batch]`, interleaves these blocks back into the grid defined by the spatial dimensions `[1, ..., M]`, to obtain a result with the same rank as the input. The spatial dimensions of this intermediate result are then optionally cropped according to `crops` to produce the output. This is the reverse of `tf.spaceToBatchND`. See below for a precise description. */
function batchToSpaceND_<T extends Tensor>(x: T | TensorLike, blockShape: number[], crops: number[][]): T;
export const batchToSpaceND: typeof batchToSpaceND_;
}
declare module 'ganymede/tf/ops/batchnorm' {
import { Tensor, Tensor1D } from 'ganymede/tf/tensor';
import { Rank, TensorLike } from 'ganymede/tf/types';
/** Batch normalization. */
function batchNorm_<R extends Rank>(x: Tensor<R> | TensorLike, mean: Tensor<R> | Tensor1D | TensorLike, variance: Tensor<R> | Tensor1D | TensorLike, offset?: Tensor<R> | Tensor1D | TensorLike, scale?: Tensor<R> | Tensor1D | TensorLike, varianceEpsilon?: number): Tensor<R>;
export const batchNorm: typeof batchNorm_;
}
declare module 'ganymede/tf/ops/batchnorm2d' {
import { Tensor1D, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Batch normalization, strictly for 2D. For the more relaxed version, see `tf.batchNorm`. */
function batchNorm2d_(x: Tensor2D | TensorLike, mean: Tensor2D | Tensor1D | TensorLike, variance: Tensor2D | Tensor1D | TensorLike, offset?: Tensor2D | Tensor1D | TensorLike, scale?: Tensor2D | Tensor1D | TensorLike, varianceEpsilon?: number): Tensor2D;
export const batchNorm2d: typeof batchNorm2d_;
}
declare module 'ganymede/tf/ops/batchnorm3d' {
import { Tensor1D, Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Batch normalization, strictly for 3D. For the more relaxed version, see `tf.batchNorm`. */
function batchNorm3d_(x: Tensor3D | TensorLike, mean: Tensor3D | Tensor1D | TensorLike, variance: Tensor3D | Tensor1D | TensorLike, offset?: Tensor3D | Tensor1D | TensorLike, scale?: Tensor3D | Tensor1D | TensorLike, varianceEpsilon?: number): Tensor3D;
export const batchNorm3d: typeof batchNorm3d_;
}
declare module 'ganymede/tf/ops/batchnorm4d' {
import { Tensor1D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Batch normalization, strictly for 4D. For the more relaxed version, see `tf.batchNorm`. */
function batchNorm4d_(x: Tensor4D | TensorLike, mean: Tensor4D | Tensor1D | TensorLike, variance: Tensor4D | Tensor1D | TensorLike, offset?: Tensor4D | Tensor1D | TensorLike, scale?: Tensor4D | Tensor1D | TensorLike, varianceEpsilon?: number): Tensor4D;
export const batchNorm4d: typeof batchNorm4d_;
}
declare module 'ganymede/tf/ops/bincount' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Outputs a vector with length `size` and the same dtype as `weights`. */
function bincount_<T extends Tensor1D>(x: T | TensorLike, weights: T | TensorLike, size: number): T;
export const bincount: typeof bincount_;
}
declare module 'ganymede/tf/ops/bitwise_and' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank } from 'ganymede/tf/types';
/** Bitwise `AND` operation for input tensors. */
function bitwiseAnd_<R extends Rank>(x: Tensor, y: Tensor): Tensor<R>;
export const bitwiseAnd: typeof bitwiseAnd_;
}
declare module 'ganymede/tf/ops/boolean_mask' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Apply boolean mask to tensor. */
function booleanMaskAsync_(tensor: Tensor | TensorLike, mask: Tensor | TensorLike, axis?: number): Promise<Tensor>;
export const booleanMaskAsync: typeof booleanMaskAsync_;
}
declare module 'ganymede/tf/ops/broadcast_args' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, TensorLike } from 'ganymede/tf/types';
/** Return the shape of s0 op s1 with broadcast. */
function broadcastArgs_<R extends Rank>(s0: Tensor | TensorLike, s1: Tensor | TensorLike): Tensor<R>;
export const broadcastArgs: typeof broadcastArgs_;
}
declare module 'ganymede/tf/ops/broadcast_to' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap, TensorLike } from 'ganymede/tf/types';
/** Broadcast an array to a compatible shape NumPy-style. */
function broadcastTo_<R extends Rank>(x: Tensor | TensorLike, shape: ShapeMap[R]): Tensor<R>;
export const broadcastTo: typeof broadcastTo_;
}
declare module 'ganymede/tf/ops/buffer' {
import { TensorBuffer } from 'ganymede/tf/tensor';
import { DataType, DataTypeMap, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates an empty `tf.TensorBuffer` with the specified `shape` and `dtype`. */
export function buffer<R extends Rank, D extends DataType = 'float32'>(shape: ShapeMap[R], dtype?: D, values?: DataTypeMap[D]): TensorBuffer<R, D>;
}
declare module 'ganymede/tf/ops/cast' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, TensorLike } from 'ganymede/tf/types';
/** Casts a `tf.Tensor` to a new dtype. */
function cast_<T extends Tensor>(x: T | TensorLike, dtype: DataType): T;
export const cast: typeof cast_;
}
declare module 'ganymede/tf/ops/ceil' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes ceiling of input `tf.Tensor` element-wise: `ceil(x)` */
function ceil_<T extends Tensor>(x: T | TensorLike): T;
export const ceil: typeof ceil_;
}
declare module 'ganymede/tf/ops/clip_by_value' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Clips values element-wise. `max(min(x, clipValueMax), clipValueMin)` */
function clipByValue_<T extends Tensor>(x: T | TensorLike, clipValueMin: number, clipValueMax: number): T;
export const clipByValue: typeof clipByValue_;
}
declare module 'ganymede/tf/ops/clone' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Creates a new tensor with the same values and shape as the specified tensor. */
function clone_<T extends Tensor>(x: T | TensorLike): T;
export const clone: typeof clone_;
}
declare module 'ganymede/tf/ops/complex' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Converts two real numbers to a complex number. */
function complex_<T extends Tensor>(real: T | TensorLike, imag: T | TensorLike): T;
export const complex: typeof complex_;
}
declare module 'ganymede/tf/ops/concat' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Concatenates a list of `tf.Tensor`s along a given axis. */
function concat_<T extends Tensor>(tensors: Array<T | TensorLike>, axis?: number): T;
export const concat: typeof concat_;
}
declare module 'ganymede/tf/ops/concat_1d' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Concatenates a list of`tf.Tensor1D`s along an axis. See `concat` for details. */
function concat1d_(tensors: Array<Tensor1D | TensorLike>): Tensor1D;
export const concat1d: typeof concat1d_;
}
declare module 'ganymede/tf/ops/concat_2d' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Concatenates a list of`tf.Tensor2D`s along an axis. See `concat` for details. */
function concat2d_(tensors: Array<Tensor2D | TensorLike>, axis: number): Tensor2D;
export const concat2d: typeof concat2d_;
}
declare module 'ganymede/tf/ops/concat_3d' {
import { Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Concatenates a list of `tf.Tensor3D`s along an axis. See `concat` for details. */
function concat3d_(tensors: Array<Tensor3D | TensorLike>, axis: number): Tensor3D;
export const concat3d: typeof concat3d_;
}
declare module 'ganymede/tf/ops/concat_4d' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Concatenates a list of `tf.Tensor4D`s along an axis. See `concat` for details. */
function concat4d_(tensors: Array<Tensor4D | TensorLike>, axis: number): Tensor4D;
export const concat4d: typeof concat4d_;
}
declare module 'ganymede/tf/ops/conv1d' {
import { Tensor2D, Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Computes a 1D convolution over the input x. */
function conv1d_<T extends Tensor2D | Tensor3D>(x: T | TensorLike, filter: Tensor3D | TensorLike, stride: number, pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dataFormat?: 'NWC' | 'NCW', dilation?: number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const conv1d: typeof conv1d_;
}
declare module 'ganymede/tf/ops/conv2d' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Computes a 2D convolution over the input x. */
function conv2d_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filter: Tensor4D | TensorLike, strides: [number, number] | number, pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dataFormat?: 'NHWC' | 'NCHW', dilations?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const conv2d: typeof conv2d_;
}
declare module 'ganymede/tf/ops/conv2d_transpose' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import { ExplicitPadding } from 'ganymede/tf/ops/conv_util';
/** Computes the transposed 2D convolution of an image, also known as a deconvolution. */
function conv2dTranspose_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filter: Tensor4D | TensorLike, outputShape: [number, number, number, number] | [number, number, number], strides: [number, number] | number, pad: 'valid' | 'same' | number | ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const conv2dTranspose: typeof conv2dTranspose_;
}
declare module 'ganymede/tf/ops/conv3d' {
import { Tensor4D, Tensor5D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes a 3D convolution over the input x. */
function conv3d_<T extends Tensor4D | Tensor5D>(x: T | TensorLike, filter: Tensor5D | TensorLike, strides: [number, number, number] | number, pad: 'valid' | 'same', dataFormat?: 'NDHWC' | 'NCDHW', dilations?: [number, number, number] | number): T;
export const conv3d: typeof conv3d_;
}
declare module 'ganymede/tf/ops/conv3d_transpose' {
import { Tensor4D, Tensor5D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the transposed 3D convolution of a volume, also known as a deconvolution. */
function conv3dTranspose_<T extends Tensor4D | Tensor5D>(x: T | TensorLike, filter: Tensor5D | TensorLike, outputShape: [
    number,
    number,
    number,
    number,
    number
] | [number, number, number, number], strides: [number, number, number] | number, pad: 'valid' | 'same'): T;
export const conv3dTranspose: typeof conv3dTranspose_;
}
declare module 'ganymede/tf/ops/conv_util' {
type PadType = 'SAME' | 'VALID' | 'NUMBER' | 'EXPLICIT';
export type ExplicitPadding = [
    [number, number],
    [number, number],
    [number, number],
    [number, number]
];
export type PadInfo = {
    top: number;
    left: number;
    right: number;
    bottom: number;
    type: PadType;
};
export type PadInfo3D = {
    top: number;
    left: number;
    right: number;
    bottom: number;
    front: number;
    back: number;
    type: PadType;
};
/** Information about the forward pass of a convolution/pooling operation. It includes input and output shape, strides, filter size and padding information. */
export type Conv2DInfo = {
    batchSize: number;
    inHeight: number;
    inWidth: number;
    inChannels: number;
    outHeight: number;
    outWidth: number;
    outChannels: number;
    dataFormat: 'channelsFirst' | 'channelsLast';
    strideHeight: number;
    strideWidth: number;
    dilationHeight: number;
    dilationWidth: number;
    filterHeight: number;
    filterWidth: number;
    effectiveFilterHeight: number;
    effectiveFilterWidth: number;
    padInfo: PadInfo;
    inShape: [number, number, number, number];
    outShape: [number, number, number, number];
    filterShape: [number, number, number, number];
};

export function computeDilation2DInfo(inputShape: [number, number, number, number], filterShape: [number, number, number], strides: number | [number, number], pad: 'same' | 'valid' | number, dataFormat: 'NHWC', dilations: number | [number, number]): Conv2DInfo;
export function computePool2DInfo(inShape: [number, number, number, number], filterSize: [number, number] | number, strides: number | [number, number], dilations: number | [number, number], pad: 'same' | 'valid' | number | ExplicitPadding, roundingMode?: 'floor' | 'round' | 'ceil', dataFormat?: 'channelsFirst' | 'channelsLast'): Conv2DInfo;
/** Computes the information for a forward pass of a pooling3D operation. */
export function computePool3DInfo(inShape: [number, number, number, number, number], filterSize: number | [number, number, number], strides: number | [number, number, number], dilations: number | [number, number, number], pad: 'same' | 'valid' | number, roundingMode?: 'floor' | 'round' | 'ceil', dataFormat?: 'NDHWC' | 'NCDHW'): Conv3DInfo;
/** Computes the information for a forward pass of a convolution/pooling operation. */
export function computeConv2DInfo(inShape: [number, number, number, number], filterShape: [number, number, number, number], strides: number | [number, number], dilations: number | [number, number], pad: 'same' | 'valid' | number | ExplicitPadding, roundingMode?: 'floor' | 'round' | 'ceil', depthwise?: boolean, dataFormat?: 'channelsFirst' | 'channelsLast'): Conv2DInfo;
/** Information about the forward pass of a 3D convolution/pooling operation. It includes input and output shape, strides, filter size and padding information. */
export type Conv3DInfo = {
    batchSize: number;
    inDepth: number;
    inHeight: number;
    inWidth: number;
    inChannels: number;
    outDepth: number;
    outHeight: number;
    outWidth: number;
    outChannels: number;
    dataFormat: 'channelsFirst' | 'channelsLast';
    strideDepth: number;
    strideHeight: number;
    strideWidth: number;
    dilationDepth: number;
    dilationHeight: number;
    dilationWidth: number;
    filterDepth: number;
    filterHeight: number;
    filterWidth: number;
    effectiveFilterDepth: number;
    effectiveFilterHeight: number;
    effectiveFilterWidth: number;
    padInfo: PadInfo3D;
    inShape: [number, number, number, number, number];
    outShape: [number, number, number, number, number];
    filterShape: [number, number, number, number, number];
};
/** Computes the information for a forward pass of a 3D convolution/pooling operation. */
export function computeConv3DInfo(inShape: [number, number, number, number, number], filterShape: [number, number, number, number, number], strides: number | [number, number, number], dilations: number | [number, number, number], pad: 'same' | 'valid' | number, depthwise?: boolean, dataFormat?: 'channelsFirst' | 'channelsLast', roundingMode?: 'floor' | 'round' | 'ceil'): Conv3DInfo;
export function computeDefaultPad(inputShape: [number, number] | [number, number, number, number], fieldSize: number, stride: number, dilation?: number): number;
export function tupleValuesAreOne(param: number | number[]): boolean;
export function eitherStridesOrDilationsAreOne(strides: number | number[], dilations: number | number[]): boolean;
export function stridesOrDilationsArePositive(values: number | number[]): boolean;
/** Convert Conv2D dataFormat from 'NHWC'|'NCHW' to 'channelsLast'|'channelsFirst' */
export function convertConv2DDataFormat(dataFormat: 'NHWC' | 'NCHW'): 'channelsLast' | 'channelsFirst';
/** Check validity of pad when using dimRoundingMode. */
export function checkPadOnDimRoundingMode(opDesc: string, pad: 'valid' | 'same' | number | ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): void;
}
declare module 'ganymede/tf/ops/cos' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes cos of the input `tf.Tensor` element-wise: `cos(x)` */
function cos_<T extends Tensor>(x: T | TensorLike): T;
export const cos: typeof cos_;
}
declare module 'ganymede/tf/ops/cosh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes hyperbolic cos of the input `tf.Tensor` element-wise: `cosh(x)` */
function cosh_<T extends Tensor>(x: T | TensorLike): T;
export const cosh: typeof cosh_;
}
declare module 'ganymede/tf/ops/cumprod' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the cumulative product of a `tf.Tensor` along `axis`. */
function cumprod_<T extends Tensor>(x: Tensor | TensorLike, axis?: number, exclusive?: boolean, reverse?: boolean): T;
export const cumprod: typeof cumprod_;
}
declare module 'ganymede/tf/ops/cumsum' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the cumulative sum of a `tf.Tensor` along `axis`. */
function cumsum_<T extends Tensor>(x: Tensor | TensorLike, axis?: number, exclusive?: boolean, reverse?: boolean): T;
export const cumsum: typeof cumsum_;
}
declare module 'ganymede/tf/ops/dense_bincount' {
import { Tensor1D, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Outputs a vector with length `size` and the same dtype as `weights`. */
function denseBincount_<T extends Tensor1D | Tensor2D>(x: T | TensorLike, weights: T | TensorLike, size: number, binaryOutput?: boolean): T;
export const denseBincount: typeof denseBincount_;
}
declare module 'ganymede/tf/ops/depth_to_space' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike4D } from 'ganymede/tf/types';
/** Rearranges data from depth into blocks of spatial data. More specifically, this op outputs a copy of the input tensor where values from the `depth` dimension are moved in spatial blocks to the `height` and `width` dimensions. The attr `blockSize` indicates the input block size and how the data is moved. */
function depthToSpace_(x: Tensor4D | TensorLike4D, blockSize: number, dataFormat?: 'NHWC' | 'NCHW'): Tensor4D;
export const depthToSpace: typeof depthToSpace_;
}
declare module 'ganymede/tf/ops/depthwise_conv2d' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Depthwise 2D convolution. */
function depthwiseConv2d_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filter: Tensor4D | TensorLike, strides: [number, number] | number, pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dataFormat?: 'NHWC' | 'NCHW', dilations?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const depthwiseConv2d: typeof depthwiseConv2d_;
}
declare module 'ganymede/tf/ops/diag' {
import { Tensor } from 'ganymede/tf/tensor';
/** Returns a diagonal tensor with given diagonal values. */
function diag_(x: Tensor): Tensor;
export const diag: typeof diag_;
}
declare module 'ganymede/tf/ops/dilation2d' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the grayscale dilation over the input `x`. */
function dilation2d_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filter: Tensor3D | TensorLike, strides: [number, number] | number, pad: 'valid' | 'same', dilations?: [number, number] | number, dataFormat?: 'NHWC'): T;
export const dilation2d: typeof dilation2d_;
}
declare module 'ganymede/tf/ops/div' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Divides two `tf.Tensor`s element-wise, A / B. Supports broadcasting. */
function div_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const div: typeof div_;
}
declare module 'ganymede/tf/ops/div_no_nan' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Divides two `tf.Tensor`s element-wise, A / B. Supports broadcasting. Return 0 if denominator is 0. */
function divNoNan_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const divNoNan: typeof divNoNan_;
}
declare module 'ganymede/tf/ops/dot' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the dot product of two matrices and/or vectors, `t1` and `t2`. */
function dot_(t1: Tensor | TensorLike, t2: Tensor | TensorLike): Tensor;
export const dot: typeof dot_;
}
declare module 'ganymede/tf/ops/dropout' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes dropout. */
function dropout_(x: Tensor | TensorLike, rate: number, noiseShape?: number[], seed?: number | string): Tensor;
export const dropout: typeof dropout_;
}
declare module 'ganymede/tf/ops/einsum' {
import { Tensor } from 'ganymede/tf/tensor';
/** Tensor contraction over specified indices and outer product. */
export function einsum_(equation: string, ...tensors: Tensor[]): Tensor;
export const einsum: typeof einsum_;
}
declare module 'ganymede/tf/ops/elu' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes exponential linear element-wise: `x > 0 ? x : (e ^ x) - 1`. */
function elu_<T extends Tensor>(x: T | TensorLike): T;
export const elu: typeof elu_;
}
declare module 'ganymede/tf/ops/ensure_shape' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Checks the input tensor mathes the given shape. */
function ensureShape_<R extends Rank>(x: Tensor, shape: ShapeMap[R]): Tensor;
export const ensureShape: typeof ensureShape_;
}
declare module 'ganymede/tf/ops/equal' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a == b) element-wise. Supports broadcasting. */
function equal_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const equal: typeof equal_;
}
declare module 'ganymede/tf/ops/erf' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes Gauss error function of the input `tf.Tensor` element-wise: `erf(x)` */
function erf_<T extends Tensor>(x: T | TensorLike): T;
export const erf: typeof erf_;
}
declare module 'ganymede/tf/ops/euclidean_norm' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the Euclidean norm of scalar, vectors, and matrices. */
function euclideanNorm_(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): Tensor;
export const euclideanNorm: typeof euclideanNorm_;
}
declare module 'ganymede/tf/ops/exp' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes exponential of the input `tf.Tensor` element-wise. `e ^ x` */
function exp_<T extends Tensor>(x: T | TensorLike): T;
export const exp: typeof exp_;
}
declare module 'ganymede/tf/ops/expand_dims' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns a `tf.Tensor` that has expanded rank, by inserting a dimension into the tensor's shape. */
function expandDims_<T extends Tensor>(x: Tensor | TensorLike, axis?: number): T;
export const expandDims: typeof expandDims_;
}
declare module 'ganymede/tf/ops/expm1' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes exponential of the input `tf.Tensor` minus one element-wise. `e ^ x - 1` */
function expm1_<T extends Tensor>(x: T | TensorLike): T;
export const expm1: typeof expm1_;
}
declare module 'ganymede/tf/ops/eye' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { DataType } from 'ganymede/tf/types';
/** Create an identity matrix. */
function eye_(numRows: number, numColumns?: number, batchShape?: [
    number
] | [
    number,
    number
] | [number, number, number] | [number, number, number, number], dtype?: DataType): Tensor2D;
export const eye: typeof eye_;
}
declare module 'ganymede/tf/ops/fill' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` filled with a scalar value. */
function fill<R extends Rank>(shape: ShapeMap[R], value: number | string, dtype?: DataType): Tensor<R>;
export { fill };
}
declare module 'ganymede/tf/ops/floor' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes floor of input `tf.Tensor` element-wise: `floor(x)`. */
function floor_<T extends Tensor>(x: T | TensorLike): T;
export const floor: typeof floor_;
}
declare module 'ganymede/tf/ops/floorDiv' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Divides two `tf.Tensor`s element-wise, A / B. Supports broadcasting. The result is rounded with floor function. */
function floorDiv_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const floorDiv: typeof floorDiv_;
}
declare module 'ganymede/tf/ops/fused/conv2d' {
import { Tensor, Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
import { Activation } from 'ganymede/tf/ops/fused_types';
/** Computes a 2D convolution over the input x, optionally fused with adding a bias and applying an activation. */
function fusedConv2d_<T extends Tensor3D | Tensor4D>({ x, filter, strides, pad, dataFormat, dilations, dimRoundingMode, bias, activation, preluActivationWeights, leakyreluAlpha }: {
    x: T | TensorLike;
    filter: Tensor4D | TensorLike;
    strides: [number, number] | number;
    pad: 'valid' | 'same' | number | conv_util.ExplicitPadding;
    dataFormat?: 'NHWC' | 'NCHW';
    dilations?: [number, number] | number;
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    bias?: Tensor | TensorLike;
    activation?: Activation;
    preluActivationWeights?: Tensor;
    leakyreluAlpha?: number;
}): T;
export const conv2d: typeof fusedConv2d_;
}
declare module 'ganymede/tf/ops/fused/depthwise_conv2d' {
import { Tensor, Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import { Activation } from 'ganymede/tf/ops/fused_types';
/** Computes depthwise 2D convolution, optionally fused with adding a bias and applying an activation. */
function fusedDepthwiseConv2d_<T extends Tensor3D | Tensor4D>({ x, filter, strides, pad, dataFormat, dilations, dimRoundingMode, bias, activation, preluActivationWeights, leakyreluAlpha }: {
    x: T | TensorLike;
    filter: Tensor4D | TensorLike;
    strides: [number, number] | number;
    pad: 'valid' | 'same' | number;
    dataFormat?: 'NHWC' | 'NCHW';
    dilations?: [number, number] | number;
    dimRoundingMode?: 'floor' | 'round' | 'ceil';
    bias?: Tensor | TensorLike;
    activation?: Activation;
    preluActivationWeights?: Tensor;
    leakyreluAlpha?: number;
}): T;
export const depthwiseConv2d: typeof fusedDepthwiseConv2d_;
}
declare module 'ganymede/tf/ops/fused/mat_mul' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import { Activation } from 'ganymede/tf/ops/fused_types';
/** Computes the dot product of two matrices with optional activation and bias. */
function fusedMatMul_({ a, b, transposeA, transposeB, bias, activation, preluActivationWeights, leakyreluAlpha, }: {
    a: Tensor | TensorLike;
    b: Tensor | TensorLike;
    transposeA?: boolean;
    transposeB?: boolean;
    bias?: Tensor | TensorLike;
    activation?: Activation;
    preluActivationWeights?: Tensor;
    leakyreluAlpha?: number;
}): Tensor;
export const matMul: typeof fusedMatMul_;
}
declare module 'ganymede/tf/ops/fused_ops' {
import { conv2d } from 'ganymede/tf/ops/fused/conv2d';
import { depthwiseConv2d } from 'ganymede/tf/ops/fused/depthwise_conv2d';
import { matMul } from 'ganymede/tf/ops/fused/mat_mul';
import { Activation } from 'ganymede/tf/ops/fused_types';
export { Activation, conv2d, depthwiseConv2d, matMul };
}
declare module 'ganymede/tf/ops/fused_types' {
import { Tensor, Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { Conv2DInfo } from 'ganymede/tf/ops/conv_util';
export type FusedConv2DConfig = {
    input: Tensor4D;
    filter: Tensor4D;
    convInfo: Conv2DInfo;
    bias?: Tensor;
    activation?: Activation;
    preluActivationWeights?: Tensor;
    leakyreluAlpha?: number;
};
export type FusedBatchMatMulConfig = {
    a: Tensor3D;
    b: Tensor3D;
    transposeA: boolean;
    transposeB: boolean;
    bias?: Tensor;
    activation?: Activation;
    preluActivationWeights?: Tensor;
    leakyreluAlpha?: number;
};
export type Activation = 'linear' | 'relu' | 'prelu' | 'elu' | 'relu6' | 'leakyrelu' | 'sigmoid';
}
declare module 'ganymede/tf/ops/gather' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Gather slices from tensor `x`'s axis `axis` according to `indices`. */
function gather_<T extends Tensor>(x: T | TensorLike, indices: Tensor | TensorLike, axis?: number, batchDims?: number): T;
export const gather: typeof gather_;
}
declare module 'ganymede/tf/ops/gather_nd' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Gather slices from input tensor into a Tensor with shape specified by `indices`. */
function gatherND_(x: Tensor | TensorLike, indices: Tensor | TensorLike): Tensor;
export const gatherND: typeof gatherND_;
}
declare module 'ganymede/tf/ops/greater' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a > b) element-wise. Supports broadcasting. */
function greater_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const greater: typeof greater_;
}
declare module 'ganymede/tf/ops/greater_equal' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a >= b) element-wise. Supports broadcasting. */
function greaterEqual_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const greaterEqual: typeof greaterEqual_;
}
declare module 'ganymede/tf/ops/imag' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the imaginary part of a complex (or real) tensor. */
function imag_<T extends Tensor>(input: T | TensorLike): T;
export const imag: typeof imag_;
}
declare module 'ganymede/tf/ops/in_top_k' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns whether the targets are in the top K predictions. */
function inTopKAsync_<T extends Tensor, U extends Tensor>(predictions: T | TensorLike, targets: U | TensorLike, k?: number): Promise<U>;
export const inTopKAsync: typeof inTopKAsync_;
}
declare module 'ganymede/tf/ops/is_finite' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns which elements of x are finite. */
function isFinite_<T extends Tensor>(x: T | TensorLike): T;
export const isFinite: typeof isFinite_;
}
declare module 'ganymede/tf/ops/is_inf' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns which elements of x are Infinity or -Infinity. */
function isInf_<T extends Tensor>(x: T | TensorLike): T;
export const isInf: typeof isInf_;
}
declare module 'ganymede/tf/ops/is_nan' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns which elements of x are NaN. */
function isNaN_<T extends Tensor>(x: T | TensorLike): T;
export const isNaN: typeof isNaN_;
}
declare module 'ganymede/tf/ops/leaky_relu' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes leaky rectified linear element-wise. */
function leakyRelu_<T extends Tensor>(x: T | TensorLike, alpha?: number): T;
export const leakyRelu: typeof leakyRelu_;
}
declare module 'ganymede/tf/ops/less' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a < b) element-wise. Supports broadcasting. */
function less_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const less: typeof less_;
}
declare module 'ganymede/tf/ops/less_equal' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a <= b) element-wise. Supports broadcasting. */
function lessEqual_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const lessEqual: typeof lessEqual_;
}
declare module 'ganymede/tf/ops/linspace' {
import { Tensor1D } from 'ganymede/tf/tensor';
/** Return an evenly spaced sequence of numbers over the given interval. */
export function linspace(start: number, stop: number, num: number): Tensor1D;
}
declare module 'ganymede/tf/ops/local_response_normalization' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Normalizes the activation of a local neighborhood across or within channels. */
function localResponseNormalization_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, depthRadius?: number, bias?: number, alpha?: number, beta?: number): T;
export const localResponseNormalization: typeof localResponseNormalization_;
}
declare module 'ganymede/tf/ops/log' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes natural logarithm of the input `tf.Tensor` element-wise: `ln(x)` */
function log_<T extends Tensor>(x: T | TensorLike): T;
export const log: typeof log_;
}
declare module 'ganymede/tf/ops/log1p' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes natural logarithm of the input `tf.Tensor` plus one element-wise: `ln(1 + x)` */
function log1p_<T extends Tensor>(x: T | TensorLike): T;
export const log1p: typeof log1p_;
}
declare module 'ganymede/tf/ops/log_sigmoid' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes log sigmoid of the input `tf.Tensor` element-wise: `logSigmoid(x)`. For numerical stability, we use `-tf.softplus(-x)`. */
function logSigmoid_<T extends Tensor>(x: T | TensorLike): T;
export const logSigmoid: typeof logSigmoid_;
}
declare module 'ganymede/tf/ops/log_softmax' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the log softmax. */
function logSoftmax_<T extends Tensor>(logits: T | TensorLike, axis?: number): T;
export const logSoftmax: typeof logSoftmax_;
}
declare module 'ganymede/tf/ops/log_sum_exp' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the log(sum(exp(elements across the reduction dimensions))). */
function logSumExp_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const logSumExp: typeof logSumExp_;
}
declare module 'ganymede/tf/ops/logical_and' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of `a AND b` element-wise. Supports broadcasting. */
function logicalAnd_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const logicalAnd: typeof logicalAnd_;
}
declare module 'ganymede/tf/ops/logical_not' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of `NOT x` element-wise. */
function logicalNot_<T extends Tensor>(x: T | TensorLike): T;
export const logicalNot: typeof logicalNot_;
}
declare module 'ganymede/tf/ops/logical_or' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of `a OR b` element-wise. Supports broadcasting. */
function logicalOr_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const logicalOr: typeof logicalOr_;
}
declare module 'ganymede/tf/ops/logical_xor' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of `a XOR b` element-wise. Supports broadcasting. */
function logicalXor_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const logicalXor: typeof logicalXor_;
}
declare module 'ganymede/tf/ops/loss_ops_utils' {
export enum Reduction {
    NONE = 0,
    MEAN = 1,
    SUM = 2,
    SUM_BY_NONZERO_WEIGHTS = 3
}
}
declare module 'ganymede/tf/ops/lower_bound' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Searches for where a value would go in a sorted sequence. */
export function lowerBound(sortedSequence: Tensor | TensorLike, values: Tensor | TensorLike): Tensor;
}
declare module 'ganymede/tf/ops/mat_mul' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the dot product of two matrices, A * B. These must be matrices. */
function matMul_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike, transposeA?: boolean, transposeB?: boolean): T;
export const matMul: typeof matMul_;
}
declare module 'ganymede/tf/ops/max' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the maximum of elements across dimensions of a `tf.Tensor`. */
function max_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const max: typeof max_;
}
declare module 'ganymede/tf/ops/max_pool' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Computes the 2D max pooling of an image. */
function maxPool_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, filterSize: [number, number] | number, strides: [number, number] | number, pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const maxPool: typeof maxPool_;
}
declare module 'ganymede/tf/ops/max_pool_3d' {
import { Tensor4D, Tensor5D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the 3D max pooling. */
function maxPool3d_<T extends Tensor4D | Tensor5D>(x: T | TensorLike, filterSize: [number, number, number] | number, strides: [number, number, number] | number, pad: 'valid' | 'same' | number, dimRoundingMode?: 'floor' | 'round' | 'ceil', dataFormat?: 'NDHWC' | 'NCDHW'): T;
export const maxPool3d: typeof maxPool3d_;
}
declare module 'ganymede/tf/ops/max_pool_with_argmax' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { NamedTensorMap } from 'ganymede/tf/tensor_types';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the 2D max pooling of an image with Argmax index. The indices in argmax are flattened, so that a maximum value at position `[b, y, x, c]` becomes flattened index: `(y * width + x) * channels + c` if include_batch_in_index is False; `((b * height + y) * width + x) * channels +c` if include_batch_in_index is True. */
function maxPoolWithArgmax_<T extends Tensor4D>(x: T | TensorLike, filterSize: [number, number] | number, strides: [number, number] | number, pad: 'valid' | 'same' | number, includeBatchInIndex?: boolean): NamedTensorMap;
export const maxPoolWithArgmax: typeof maxPoolWithArgmax_;
}
declare module 'ganymede/tf/ops/maximum' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the max of a and b (`a > b ? a : b`) element-wise. Supports broadcasting. */
function maximum_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const maximum: typeof maximum_;
}
declare module 'ganymede/tf/ops/mean' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the mean of elements across dimensions of a `tf.Tensor`. */
function mean_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const mean: typeof mean_;
}
declare module 'ganymede/tf/ops/meshgrid' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Broadcasts parameters for evaluation on an N-D grid. */
export function meshgrid<T extends Tensor>(x?: T | TensorLike, y?: T | TensorLike, { indexing }?: {
    indexing?: string;
}): T[];
}
declare module 'ganymede/tf/ops/min' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the minimum value from the input. */
function min_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const min: typeof min_;
}
declare module 'ganymede/tf/ops/minimum' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the min of a and b (`a < b ? a : b`) element-wise. Supports broadcasting. */
function minimum_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const minimum: typeof minimum_;
}
declare module 'ganymede/tf/ops/mirror_pad' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor` using mirror padding. */

function mirrorPad_<T extends Tensor>(x: T | TensorLike, paddings: Array<[number, number]>, mode: 'reflect' | 'symmetric'): T;
export const mirrorPad: typeof mirrorPad_;
}
declare module 'ganymede/tf/ops/mod' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the mod of a and b element-wise. `floor(x / y) * y + mod(x, y) = x` Supports broadcasting. */
function mod_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const mod: typeof mod_;
}
declare module 'ganymede/tf/ops/moments' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Calculates the mean and variance of `x`. The mean and variance are calculated by aggregating the contents of `x` across `axes`. If `x` is 1-D and `axes = [0]` this is just the mean and variance of a vector. */
function moments_(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): {
    mean: Tensor;
    variance: Tensor;
};
export const moments: typeof moments_;
}
declare module 'ganymede/tf/ops/moving_average' {
import { Scalar, Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Compute the moving average of a variable. */
function movingAverage_<T extends Tensor>(v: T | TensorLike, x: T | TensorLike, decay: number | Scalar, step?: number | Scalar, zeroDebias?: boolean): T;
export const movingAverage: typeof movingAverage_;
}
declare module 'ganymede/tf/ops/mul' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Multiplies two `tf.Tensor`s element-wise, A * B. Supports broadcasting. */
function mul_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const mul: typeof mul_;
}
declare module 'ganymede/tf/ops/multi_rnn_cell' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';

export type LSTMCellFunc = {
    (data: Tensor2D, c: Tensor2D, h: Tensor2D): [Tensor2D, Tensor2D];
};
/** Computes the next states and outputs of a stack of LSTMCells. */
function multiRNNCell_(lstmCells: LSTMCellFunc[], data: Tensor2D | TensorLike, c: Array<Tensor2D | TensorLike>, h: Array<Tensor2D | TensorLike>): [Tensor2D[], Tensor2D[]];
export const multiRNNCell: typeof multiRNNCell_;
}
declare module 'ganymede/tf/ops/multinomial' {
import { Tensor1D, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values drawn from a multinomial distribution. */
function multinomial_(logits: Tensor1D | Tensor2D | TensorLike, numSamples: number, seed?: number, normalized?: boolean): Tensor1D | Tensor2D;
export const multinomial: typeof multinomial_;
}
declare module 'ganymede/tf/ops/neg' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes `-1 * x` element-wise. */
function neg_<T extends Tensor>(x: T | TensorLike): T;
export const neg: typeof neg_;
}
declare module 'ganymede/tf/ops/norm' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the norm of scalar, vectors, and matrices. This function can compute several different vector norms (the 1-norm, the Euclidean or 2-norm, the inf-norm, and in general the p-norm for p > 0) and matrix norms (Frobenius, 1-norm, and inf-norm). */
function norm_(x: Tensor | TensorLike, ord?: number | 'euclidean' | 'fro', axis?: number | number[], keepDims?: boolean): Tensor;
export const norm: typeof norm_;
}
declare module 'ganymede/tf/ops/not_equal' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the truth value of (a != b) element-wise. Supports broadcasting. */
function notEqual_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const notEqual: typeof notEqual_;
}
declare module 'ganymede/tf/ops/one_hot' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, TensorLike } from 'ganymede/tf/types';
/** Creates a one-hot `tf.Tensor`. The locations represented by `indices` take value `onValue` (defaults to 1), while all other locations take value `offValue` (defaults to 0). If `indices` is rank `R`, the output has rank `R+1` with the last axis of size `depth`. `indices` used to encode prediction class must start from 0. For example, if you have 3 classes of data, class 1 should be encoded as 0, class 2 should be 1, and class 3 should be 2. */
function oneHot_(indices: Tensor | TensorLike, depth: number, onValue?: number, offValue?: number, dtype?: DataType): Tensor;
export const oneHot: typeof oneHot_;
}
declare module 'ganymede/tf/ops/ones' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with all elements set to 1. */
export function ones<R extends Rank>(shape: ShapeMap[R], dtype?: DataType): Tensor<R>;
}
declare module 'ganymede/tf/ops/ones_like' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with all elements set to 1 with the same shape as the given tensor. */
function onesLike_<T extends Tensor>(x: T | TensorLike): T;
export const onesLike: typeof onesLike_;
}
declare module 'ganymede/tf/ops/operation' {
export const OP_SCOPE_SUFFIX = "__op";
/** Used for wrapping functions that perform math operations on Tensors. The function will be wrapped in a named scope that cleans all memory usage after the function is done. */
export function op<T extends Function>(f: {
    [name: string]: T;
}): T;
}
declare module 'ganymede/tf/ops/ops' {
export { abs } from 'ganymede/tf/ops/abs';
export { acos } from 'ganymede/tf/ops/acos';
export { acosh } from 'ganymede/tf/ops/acosh';
export { add } from 'ganymede/tf/ops/add';
export { addN } from 'ganymede/tf/ops/add_n';
export { all } from 'ganymede/tf/ops/all';
export { any } from 'ganymede/tf/ops/any';
export { argMax } from 'ganymede/tf/ops/arg_max';
export { argMin } from 'ganymede/tf/ops/arg_min';
export { asin } from 'ganymede/tf/ops/asin';
export { asinh } from 'ganymede/tf/ops/asinh';
export { atan } from 'ganymede/tf/ops/atan';
export { atan2 } from 'ganymede/tf/ops/atan2';
export { atanh } from 'ganymede/tf/ops/atanh';
export { avgPool } from 'ganymede/tf/ops/avg_pool';
export { avgPool3d } from 'ganymede/tf/ops/avg_pool_3d';
export { basicLSTMCell } from 'ganymede/tf/ops/basic_lstm_cell';
export { batchToSpaceND } from 'ganymede/tf/ops/batch_to_space_nd';
export { batchNorm } from 'ganymede/tf/ops/batchnorm';
export { batchNorm2d } from 'ganymede/tf/ops/batchnorm2d';
export { batchNorm3d } from 'ganymede/tf/ops/batchnorm3d';
export { batchNorm4d } from 'ganymede/tf/ops/batchnorm4d';
export { bincount } from 'ganymede/tf/ops/bincount';
export { bitwiseAnd } from 'ganymede/tf/ops/bitwise_and';
export { broadcastArgs } from 'ganymede/tf/ops/broadcast_args';
export { broadcastTo } from 'ganymede/tf/ops/broadcast_to';
export { buffer } from 'ganymede/tf/ops/buffer';
export { cast } from 'ganymede/tf/ops/cast';
export { ceil } from 'ganymede/tf/ops/ceil';
export { clipByValue } from 'ganymede/tf/ops/clip_by_value';
export { clone } from 'ganymede/tf/ops/clone';
export { complex } from 'ganymede/tf/ops/complex';
export { concat } from 'ganymede/tf/ops/concat';
export { concat1d } from 'ganymede/tf/ops/concat_1d';
export { concat2d } from 'ganymede/tf/ops/concat_2d';
export { concat3d } from 'ganymede/tf/ops/concat_3d';
export { concat4d } from 'ganymede/tf/ops/concat_4d';
export { conv1d } from 'ganymede/tf/ops/conv1d';
export { conv2d } from 'ganymede/tf/ops/conv2d';
export { conv2dTranspose } from 'ganymede/tf/ops/conv2d_transpose';
export { conv3d } from 'ganymede/tf/ops/conv3d';
export { conv3dTranspose } from 'ganymede/tf/ops/conv3d_transpose';
export { cos } from 'ganymede/tf/ops/cos';
export { cosh } from 'ganymede/tf/ops/cosh';
export { cumprod } from 'ganymede/tf/ops/cumprod';
export { cumsum } from 'ganymede/tf/ops/cumsum';
export { denseBincount } from 'ganymede/tf/ops/dense_bincount';
export { depthToSpace } from 'ganymede/tf/ops/depth_to_space';
export { depthwiseConv2d } from 'ganymede/tf/ops/depthwise_conv2d';
export { diag } from 'ganymede/tf/ops/diag';
export { dilation2d } from 'ganymede/tf/ops/dilation2d';
export { div } from 'ganymede/tf/ops/div';
export { divNoNan } from 'ganymede/tf/ops/div_no_nan';
export { dot } from 'ganymede/tf/ops/dot';
export { einsum } from 'ganymede/tf/ops/einsum';
export { elu } from 'ganymede/tf/ops/elu';
export { ensureShape } from 'ganymede/tf/ops/ensure_shape';
export { equal } from 'ganymede/tf/ops/equal';
export { erf } from 'ganymede/tf/ops/erf';
export { euclideanNorm } from 'ganymede/tf/ops/euclidean_norm';
export { exp } from 'ganymede/tf/ops/exp';
export { expandDims } from 'ganymede/tf/ops/expand_dims';
export { expm1 } from 'ganymede/tf/ops/expm1';
export { eye } from 'ganymede/tf/ops/eye';
export { fill } from 'ganymede/tf/ops/fill';
export { floor } from 'ganymede/tf/ops/floor';
export { floorDiv } from 'ganymede/tf/ops/floorDiv';
export { gather } from 'ganymede/tf/ops/gather';
export { greater } from 'ganymede/tf/ops/greater';
export { greaterEqual } from 'ganymede/tf/ops/greater_equal';
export { imag } from 'ganymede/tf/ops/imag';
export { isFinite } from 'ganymede/tf/ops/is_finite';
export { isInf } from 'ganymede/tf/ops/is_inf';
export { isNaN } from 'ganymede/tf/ops/is_nan';
export { leakyRelu } from 'ganymede/tf/ops/leaky_relu';
export { less } from 'ganymede/tf/ops/less';
export { lessEqual } from 'ganymede/tf/ops/less_equal';
export { linspace } from 'ganymede/tf/ops/linspace';
export { localResponseNormalization } from 'ganymede/tf/ops/local_response_normalization';
export { log } from 'ganymede/tf/ops/log';
export { log1p } from 'ganymede/tf/ops/log1p';
export { logSigmoid } from 'ganymede/tf/ops/log_sigmoid';
export { logSoftmax } from 'ganymede/tf/ops/log_softmax';
export { logSumExp } from 'ganymede/tf/ops/log_sum_exp';
export { logicalAnd } from 'ganymede/tf/ops/logical_and';
export { logicalNot } from 'ganymede/tf/ops/logical_not';
export { logicalOr } from 'ganymede/tf/ops/logical_or';
export { logicalXor } from 'ganymede/tf/ops/logical_xor';
export { lowerBound } from 'ganymede/tf/ops/lower_bound';
export { matMul } from 'ganymede/tf/ops/mat_mul';
export { max } from 'ganymede/tf/ops/max';
export { maxPool } from 'ganymede/tf/ops/max_pool';
export { maxPool3d } from 'ganymede/tf/ops/max_pool_3d';
export { maxPoolWithArgmax } from 'ganymede/tf/ops/max_pool_with_argmax';
export { maximum } from 'ganymede/tf/ops/maximum';
export { mean } from 'ganymede/tf/ops/mean';
export { meshgrid } from 'ganymede/tf/ops/meshgrid';
export { min } from 'ganymede/tf/ops/min';
export { minimum } from 'ganymede/tf/ops/minimum';
export { mirrorPad } from 'ganymede/tf/ops/mirror_pad';
export { mod } from 'ganymede/tf/ops/mod';
export { moments } from 'ganymede/tf/ops/moments';
export { mul } from 'ganymede/tf/ops/mul';
export { LSTMCellFunc, multiRNNCell } from 'ganymede/tf/ops/multi_rnn_cell';
export { multinomial } from 'ganymede/tf/ops/multinomial';
export { neg } from 'ganymede/tf/ops/neg';
export { notEqual } from 'ganymede/tf/ops/not_equal';
export { oneHot } from 'ganymede/tf/ops/one_hot';
export { ones } from 'ganymede/tf/ops/ones';
export { onesLike } from 'ganymede/tf/ops/ones_like';
export { outerProduct } from 'ganymede/tf/ops/outer_product';
export { pad } from 'ganymede/tf/ops/pad';
export { pad1d } from 'ganymede/tf/ops/pad1d';
export { pad2d } from 'ganymede/tf/ops/pad2d';
export { pad3d } from 'ganymede/tf/ops/pad3d';
export { pad4d } from 'ganymede/tf/ops/pad4d';
export { pool } from 'ganymede/tf/ops/pool';
export { pow } from 'ganymede/tf/ops/pow';
export { prelu } from 'ganymede/tf/ops/prelu';
export { print } from 'ganymede/tf/ops/print';
export { prod } from 'ganymede/tf/ops/prod';
export { raggedGather } from 'ganymede/tf/ops/ragged_gather';
export { raggedRange } from 'ganymede/tf/ops/ragged_range';
export { raggedTensorToTensor } from 'ganymede/tf/ops/ragged_tensor_to_tensor';
export { rand } from 'ganymede/tf/ops/rand';
export { randomGamma } from 'ganymede/tf/ops/random_gamma';
export { randomNormal } from 'ganymede/tf/ops/random_normal';
export { randomStandardNormal } from 'ganymede/tf/ops/random_standard_normal';
export { randomUniform } from 'ganymede/tf/ops/random_uniform';
export { randomUniformInt } from 'ganymede/tf/ops/random_uniform_int';
export { range } from 'ganymede/tf/ops/range';
export { real } from 'ganymede/tf/ops/real';
export { reciprocal } from 'ganymede/tf/ops/reciprocal';
export { relu } from 'ganymede/tf/ops/relu';
export { relu6 } from 'ganymede/tf/ops/relu6';
export { reshape } from 'ganymede/tf/ops/reshape';
export { reverse } from 'ganymede/tf/ops/reverse';
export { reverse1d } from 'ganymede/tf/ops/reverse_1d';
export { reverse2d } from 'ganymede/tf/ops/reverse_2d';
export { reverse3d } from 'ganymede/tf/ops/reverse_3d';
export { reverse4d } from 'ganymede/tf/ops/reverse_4d';
export { round } from 'ganymede/tf/ops/round';
export { rsqrt } from 'ganymede/tf/ops/rsqrt';
export { scalar } from 'ganymede/tf/ops/scalar';
export { selu } from 'ganymede/tf/ops/selu';
export { separableConv2d } from 'ganymede/tf/ops/separable_conv2d';
export { setdiff1dAsync } from 'ganymede/tf/ops/setdiff1d_async';
export { sigmoid } from 'ganymede/tf/ops/sigmoid';
export { sign } from 'ganymede/tf/ops/sign';
export { sin } from 'ganymede/tf/ops/sin';
export { sinh } from 'ganymede/tf/ops/sinh';
export { slice } from 'ganymede/tf/ops/slice';
export { slice1d } from 'ganymede/tf/ops/slice1d';
export { slice2d } from 'ganymede/tf/ops/slice2d';
export { slice3d } from 'ganymede/tf/ops/slice3d';
export { slice4d } from 'ganymede/tf/ops/slice4d';
export { softmax } from 'ganymede/tf/ops/softmax';
export { softplus } from 'ganymede/tf/ops/softplus';
export { spaceToBatchND } from 'ganymede/tf/ops/space_to_batch_nd';
export { fft } from 'ganymede/tf/ops/spectral/fft';
export { ifft } from 'ganymede/tf/ops/spectral/ifft';
export { irfft } from 'ganymede/tf/ops/spectral/irfft';
export { rfft } from 'ganymede/tf/ops/spectral/rfft';
export { split } from 'ganymede/tf/ops/split';
export { sqrt } from 'ganymede/tf/ops/sqrt';
export { square } from 'ganymede/tf/ops/square';
export { squaredDifference } from 'ganymede/tf/ops/squared_difference';
export { squeeze } from 'ganymede/tf/ops/squeeze';
export { stack } from 'ganymede/tf/ops/stack';
export { step } from 'ganymede/tf/ops/step';
export { stridedSlice } from 'ganymede/tf/ops/strided_slice';
export { sub } from 'ganymede/tf/ops/sub';
export { sum } from 'ganymede/tf/ops/sum';
export { tan } from 'ganymede/tf/ops/tan';
export { tanh } from 'ganymede/tf/ops/tanh';
export { tensor } from 'ganymede/tf/ops/tensor';
export { tensor1d } from 'ganymede/tf/ops/tensor1d';
export { tensor2d } from 'ganymede/tf/ops/tensor2d';
export { tensor3d } from 'ganymede/tf/ops/tensor3d';
export { tensor4d } from 'ganymede/tf/ops/tensor4d';
export { tensor5d } from 'ganymede/tf/ops/tensor5d';
export { tensor6d } from 'ganymede/tf/ops/tensor6d';
export { tensorScatterUpdate } from 'ganymede/tf/ops/tensor_scatter_update';
export { tile } from 'ganymede/tf/ops/tile';
export { topk } from 'ganymede/tf/ops/topk';
export { truncatedNormal } from 'ganymede/tf/ops/truncated_normal';
export { unique } from 'ganymede/tf/ops/unique';
export { unsortedSegmentSum } from 'ganymede/tf/ops/unsorted_segment_sum';
export { unstack } from 'ganymede/tf/ops/unstack';
export { upperBound } from 'ganymede/tf/ops/upper_bound';
export { variable } from 'ganymede/tf/ops/variable';
export { where } from 'ganymede/tf/ops/where';
export { whereAsync } from 'ganymede/tf/ops/where_async';
export { zeros } from 'ganymede/tf/ops/zeros';
export { zerosLike } from 'ganymede/tf/ops/zeros_like';
export * from 'ganymede/tf/ops/boolean_mask';
export * from 'ganymede/tf/ops/transpose';
export * from 'ganymede/tf/ops/norm';
export * from 'ganymede/tf/ops/moving_average';
export * from 'ganymede/tf/ops/scatter_nd';
export * from 'ganymede/tf/ops/search_sorted';
export * from 'ganymede/tf/ops/sparse_to_dense';
export * from 'ganymede/tf/ops/gather_nd';
export * from 'ganymede/tf/ops/dropout';
export * from 'ganymede/tf/ops/signal_ops_util';
export * from 'ganymede/tf/ops/in_top_k';
export { op, OP_SCOPE_SUFFIX } from 'ganymede/tf/ops/operation';
const spectral: {
    fft: (input: import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    ifft: (input: import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    rfft: (input: import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, fftLength?: number) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    irfft: (input: import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
};
import * as fused from 'ganymede/tf/ops/fused_ops';
const signal: {
    hammingWindow: (windowLength: number) => import("ganymede/tf/tensor").Tensor1D;
    hannWindow: (windowLength: number) => import("ganymede/tf/tensor").Tensor1D;
    frame: (signal: import("ganymede/tf/tensor").Tensor1D, frameLength: number, frameStep: number, padEnd?: boolean, padValue?: number) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    stft: (signal: import("ganymede/tf/tensor").Tensor1D, frameLength: number, frameStep: number, fftLength?: number, windowFn?: (length: number) => import("ganymede/tf/tensor").Tensor1D) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
};
const image: {
    flipLeftRight: (image: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor4D) => import("ganymede/tf/tensor").Tensor4D;
    grayscaleToRGB: <T extends import("ganymede/tf/tensor").Tensor2D | import("ganymede/tf/tensor").Tensor3D | import("ganymede/tf/tensor").Tensor4D | import("ganymede/tf/tensor").Tensor5D | import("ganymede/tf/tensor").Tensor6D>(image: import("ganymede/tf/types").TensorLike | T) => T;
    resizeNearestNeighbor: <T_1 extends import("ganymede/tf/tensor").Tensor3D | import("ganymede/tf/tensor").Tensor4D>(images: import("ganymede/tf/types").TensorLike | T_1, size: [number, number], alignCorners?: boolean, halfPixelCenters?: boolean) => T_1;
    resizeBilinear: <T_2 extends import("ganymede/tf/tensor").Tensor3D | import("ganymede/tf/tensor").Tensor4D>(images: import("ganymede/tf/types").TensorLike | T_2, size: [number, number], alignCorners?: boolean, halfPixelCenters?: boolean) => T_2;
    rgbToGrayscale: <T_3 extends import("ganymede/tf/tensor").Tensor2D | import("ganymede/tf/tensor").Tensor3D | import("ganymede/tf/tensor").Tensor4D | import("ganymede/tf/tensor").Tensor5D | import("ganymede/tf/tensor").Tensor6D>(image: import("ganymede/tf/types").TensorLike | T_3) => T_3;
    rotateWithOffset: (image: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor4D, radians: number, fillValue?: number | [number, number, number], center?: number | [number, number]) => import("ganymede/tf/tensor").Tensor4D;
    cropAndResize: (image: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor4D, boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, boxInd: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, cropSize: [number, number], method?: "bilinear" | "nearest", extrapolationValue?: number) => import("ganymede/tf/tensor").Tensor4D;
    nonMaxSuppression: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number) => import("ganymede/tf/tensor").Tensor1D;
    nonMaxSuppressionAsync: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number) => Promise<import("ganymede/tf/tensor").Tensor1D>;
    nonMaxSuppressionWithScore: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number, softNmsSigma?: number) => import("ganymede/tf/tensor_types").NamedTensorMap;
    nonMaxSuppressionWithScoreAsync: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number, softNmsSigma?: number) => Promise<import("ganymede/tf/tensor_types").NamedTensorMap>;
    nonMaxSuppressionPadded: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number, padToMaxOutputSize?: boolean) => import("ganymede/tf/tensor_types").NamedTensorMap;
    nonMaxSuppressionPaddedAsync: (boxes: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, scores: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, maxOutputSize: number, iouThreshold?: number, scoreThreshold?: number, padToMaxOutputSize?: boolean) => Promise<import("ganymede/tf/tensor_types").NamedTensorMap>;
    threshold: (image: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor3D, method?: string, inverted?: boolean, threshValue?: number) => import("ganymede/tf/tensor").Tensor3D;
    transform: (image: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor4D, transforms: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, interpolation?: "bilinear" | "nearest", fillMode?: "reflect" | "nearest" | "constant" | "wrap", fillValue?: number, outputShape?: [number, number]) => import("ganymede/tf/tensor").Tensor4D;
};
const linalg: {
    bandPart: <T extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(a: import("ganymede/tf/types").TensorLike | T, numLower: number | import("ganymede/tf/tensor").Scalar, numUpper: number | import("ganymede/tf/tensor").Scalar) => T;
    gramSchmidt: (xs: import("ganymede/tf/tensor").Tensor2D | import("ganymede/tf/tensor").Tensor1D[]) => import("ganymede/tf/tensor").Tensor2D | import("ganymede/tf/tensor").Tensor1D[];
    qr: (x: import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, fullMatrices?: boolean) => [import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>];
};
const losses: {
    absoluteDifference: <T extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T, predictions: import("ganymede/tf/types").TensorLike | T, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, reduction?: import("ganymede/tf").Reduction) => O;
    computeWeightedLoss: <T_1 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_1 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(losses: import("ganymede/tf/types").TensorLike | T_1, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, reduction?: import("ganymede/tf").Reduction) => O_1;
    cosineDistance: <T_2 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_2 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T_2, predictions: import("ganymede/tf/types").TensorLike | T_2, axis: number, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, reduction?: import("ganymede/tf").Reduction) => O_2;
    hingeLoss: <T_3 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_3 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T_3, predictions: import("ganymede/tf/types").TensorLike | T_3, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, reduction?: import("ganymede/tf").Reduction) => O_3;
    huberLoss: <T_4 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_4 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T_4, predictions: import("ganymede/tf/types").TensorLike | T_4, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, delta?: number, reduction?: import("ganymede/tf").Reduction) => O_4;
    logLoss: <T_5 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_5 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T_5, predictions: import("ganymede/tf/types").TensorLike | T_5, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, epsilon?: number, reduction?: import("ganymede/tf").Reduction) => O_5;
    meanSquaredError: <T_6 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_6 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(labels: import("ganymede/tf/types").TensorLike | T_6, predictions: import("ganymede/tf/types").TensorLike | T_6, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, reduction?: import("ganymede/tf").Reduction) => O_6;
    sigmoidCrossEntropy: <T_7 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_7 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(multiClassLabels: import("ganymede/tf/types").TensorLike | T_7, logits: import("ganymede/tf/types").TensorLike | T_7, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, labelSmoothing?: number, reduction?: import("ganymede/tf").Reduction) => O_7;
    softmaxCrossEntropy: <T_8 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, O_8 extends import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>>(onehotLabels: import("ganymede/tf/types").TensorLike | T_8, logits: import("ganymede/tf/types").TensorLike | T_8, weights?: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, labelSmoothing?: number, reduction?: import("ganymede/tf").Reduction) => O_8;
};
const sparse: {
    sparseFillEmptyRows: (indices: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, values: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, denseShape: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, defaultValue: import("ganymede/tf/types").ScalarLike | import("ganymede/tf/tensor").Scalar) => import("ganymede/tf/tensor_types").NamedTensorMap;
    sparseReshape: (inputIndices: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor2D, inputShape: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, newShape: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D) => import("ganymede/tf/tensor_types").NamedTensorMap;
    sparseSegmentMean: (data: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, indices: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, segmentIds: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    sparseSegmentSum: (data: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, indices: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, segmentIds: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
};
const string: {
    stringNGrams: (data: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, dataSplits: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, separator: string, nGramWidths: number[], leftPad: string, rightPad: string, padWidth: number, preserveShortSequences: boolean) => import("ganymede/tf/tensor_types").NamedTensorMap;
    stringSplit: (input: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor1D, delimiter: import("ganymede/tf/types").ScalarLike | import("ganymede/tf/tensor").Scalar, skipEmpty?: boolean) => import("ganymede/tf/tensor_types").NamedTensorMap;
    stringToHashBucketFast: (input: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, numBuckets: number) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
    staticRegexReplace: (input: import("ganymede/tf/types").TensorLike | import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>, pattern: string, rewrite: string, replaceGlobal?: boolean) => import("ganymede/tf/tensor").Tensor<import("ganymede/tf/types").Rank>;
};
export { image, linalg, losses, spectral, fused, signal, sparse, string };
}
declare module 'ganymede/tf/ops/outer_product' {
import { Tensor1D, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the outer product of two vectors, `v1` and `v2`. */
function outerProduct_(v1: Tensor1D | TensorLike, v2: Tensor1D | TensorLike): Tensor2D;
export const outerProduct: typeof outerProduct_;
}
declare module 'ganymede/tf/ops/pad' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor` with a given value and paddings. */
function pad_<T extends Tensor>(x: T | TensorLike, paddings: Array<[number, number]>, constantValue?: number): T;
export const pad: typeof pad_;
}
declare module 'ganymede/tf/ops/pad1d' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor1D` with a given value and paddings. See `pad` for details. */
function pad1d_(x: Tensor1D | TensorLike, paddings: [number, number], constantValue?: number): Tensor1D;
export const pad1d: typeof pad1d_;
}
declare module 'ganymede/tf/ops/pad2d' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor2D` with a given value and paddings. See `pad` for details. */
function pad2d_(x: Tensor2D | TensorLike, paddings: [[number, number], [number, number]], constantValue?: number): Tensor2D;
export const pad2d: typeof pad2d_;
}
declare module 'ganymede/tf/ops/pad3d' {
import { Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor3D` with a given value and paddings. See `pad` for details. */
function pad3d_(x: Tensor3D | TensorLike, paddings: [[number, number], [number, number], [number, number]], constantValue?: number): Tensor3D;
export const pad3d: typeof pad3d_;
}
declare module 'ganymede/tf/ops/pad4d' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Pads a `tf.Tensor4D` with a given value and paddings. See `pad` for details. */
function pad4d_(x: Tensor4D | TensorLike, paddings: [
    [
        number,
        number
    ],
    [number, number],
    [number, number],
    [number, number]
], constantValue?: number): Tensor4D;
export const pad4d: typeof pad4d_;
}
declare module 'ganymede/tf/ops/pool' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import * as conv_util from 'ganymede/tf/ops/conv_util';
/** Performs an N-D pooling operation */
function pool_<T extends Tensor3D | Tensor4D>(input: T | TensorLike, windowShape: [number, number] | number, poolingType: 'avg' | 'max', pad: 'valid' | 'same' | number | conv_util.ExplicitPadding, dilations?: [number, number] | number, strides?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
export const pool: typeof pool_;
}
declare module 'ganymede/tf/ops/pow' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the power of one `tf.Tensor` to another. Supports broadcasting. */
function pow_<T extends Tensor>(base: Tensor | TensorLike, exp: Tensor | TensorLike): T;
export const pow: typeof pow_;
}
declare module 'ganymede/tf/ops/prelu' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes leaky rectified linear element-wise with parametric alphas. */
function prelu_<T extends Tensor>(x: T | TensorLike, alpha: T | TensorLike): T;
export const prelu: typeof prelu_;
}
declare module 'ganymede/tf/ops/print' {
import { Tensor } from 'ganymede/tf/tensor';
/** Prints information about the `tf.Tensor` including its data. */
export function print<T extends Tensor>(x: T, verbose?: boolean): void;
}
declare module 'ganymede/tf/ops/prod' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the product of elements across dimensions of a `tf.Tensor`. */
function prod_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const prod: typeof prod_;
}
declare module 'ganymede/tf/ops/ragged_gather' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Gather ragged slices from params axis 0 according to indices. */
interface RaggedGatherMap {
    outputNestedSplits: Tensor[];
    outputDenseValues: Tensor;
}
function raggedGather_(paramsNestedSplits: Tensor[], paramsDenseValues: Tensor | TensorLike, indices: Tensor | TensorLike, outputRaggedRank: number): RaggedGatherMap;
export const raggedGather: typeof raggedGather_;
}
declare module 'ganymede/tf/ops/ragged_range' {
import { Tensor } from 'ganymede/tf/tensor';
import { NamedTensorMap } from 'ganymede/tf/tensor_types';
import { TensorLike } from 'ganymede/tf/types';
/** Returns a RaggedTensor result composed from rtDenseValues and rtNestedSplits, such that result[i] = [starts[i], starts[i] + deltas[i], ..., limits[i]]). */
function raggedRange_(starts: Tensor | TensorLike, limits: Tensor | TensorLike, deltas: Tensor | TensorLike): NamedTensorMap;
export const raggedRange: typeof raggedRange_;
}
declare module 'ganymede/tf/ops/ragged_tensor_to_tensor' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Create a dense tensor from a ragged tensor, possibly altering its shape. */
function raggedTensorToTensor_(shape: Tensor | TensorLike, values: Tensor | TensorLike, defaultValue: Tensor | TensorLike, rowPartitionTensors: Tensor[], rowPartitionTypes: string[]): Tensor;
export const raggedTensorToTensor: typeof raggedTensorToTensor_;
}
declare module 'ganymede/tf/ops/rand' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a random number generator function defined by the user. */
function rand_<R extends Rank>(shape: ShapeMap[R], randFunction: () => number, dtype?: DataType): Tensor<R>;
export const rand: typeof rand_;
}
declare module 'ganymede/tf/ops/random_gamma' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a gamma distribution. */
function randomGamma_<R extends Rank>(shape: ShapeMap[R], alpha: number, beta?: number, dtype?: 'float32' | 'int32', seed?: number): Tensor<R>;
export const randomGamma: typeof randomGamma_;
}
declare module 'ganymede/tf/ops/random_normal' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a normal distribution. */
function randomNormal_<R extends Rank>(shape: ShapeMap[R], mean?: number, stdDev?: number, dtype?: 'float32' | 'int32', seed?: number): Tensor<R>;
export const randomNormal: typeof randomNormal_;
}
declare module 'ganymede/tf/ops/random_standard_normal' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a normal distribution. */
function randomStandardNormal_<R extends Rank>(shape: ShapeMap[R], dtype?: 'float32' | 'int32', seed?: number): Tensor<R>;
export const randomStandardNormal: typeof randomStandardNormal_;
}
declare module 'ganymede/tf/ops/random_uniform' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a uniform distribution. */
function randomUniform_<R extends Rank>(shape: ShapeMap[R], minval?: number, maxval?: number, dtype?: DataType, seed?: number | string): Tensor<R>;
export const randomUniform: typeof randomUniform_;
}
declare module 'ganymede/tf/ops/random_uniform_int' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with integers sampled from a uniform distribution. */
function randomUniformInt_<R extends Rank>(shape: ShapeMap[R], minval: number, maxval: number, seed?: number | string): Tensor<R>;
export const randomUniformInt: typeof randomUniformInt_;
}
declare module 'ganymede/tf/ops/range' {
import { Tensor1D } from 'ganymede/tf/tensor';
/** Creates a new `tf.Tensor1D` filled with the numbers in the range provided. */
export function range(start: number, stop: number, step?: number, dtype?: 'float32' | 'int32'): Tensor1D;
}
declare module 'ganymede/tf/ops/real' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the real part of a complex (or real) tensor. */
function real_<T extends Tensor>(input: T | TensorLike): T;
export const real: typeof real_;
}
declare module 'ganymede/tf/ops/reciprocal' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes reciprocal of x element-wise: `1 / x` */
function reciprocal_<T extends Tensor>(x: T | TensorLike): T;
export const reciprocal: typeof reciprocal_;
}
declare module 'ganymede/tf/ops/relu' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes rectified linear element-wise: `max(x, 0)`. */
function relu_<T extends Tensor>(x: T | TensorLike): T;
export const relu: typeof relu_;
}
declare module 'ganymede/tf/ops/relu6' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes rectified linear 6 element-wise: `min(max(x, 0), 6)`. */
function relu6_<T extends Tensor>(x: T | TensorLike): T;
export const relu6: typeof relu6_;
}
declare module 'ganymede/tf/ops/reshape' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap, TensorLike } from 'ganymede/tf/types';
/** Reshapes a `tf.Tensor` to a given shape. */
function reshape_<R extends Rank>(x: Tensor | TensorLike, shape: ShapeMap[R]): Tensor<R>;
export const reshape: typeof reshape_;
}
declare module 'ganymede/tf/ops/reverse' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Reverses a `tf.Tensor` along a specified axis. */
function reverse_<T extends Tensor>(x: T | TensorLike, axis?: number | number[]): T;
export const reverse: typeof reverse_;
}
declare module 'ganymede/tf/ops/reverse_1d' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Reverses a `tf.Tensor1D`. */
function reverse1d_(x: Tensor1D | TensorLike): Tensor1D;
export const reverse1d: typeof reverse1d_;
}
declare module 'ganymede/tf/ops/reverse_2d' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Reverses a `tf.Tensor2D` along a specified axis. */
function reverse2d_(x: Tensor2D | TensorLike, axis?: number | number[]): Tensor2D;
export const reverse2d: typeof reverse2d_;
}
declare module 'ganymede/tf/ops/reverse_3d' {
import { Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Reverses a `tf.Tensor3D` along a specified axis. */
function reverse3d_(x: Tensor3D | TensorLike, axis?: number | number[]): Tensor3D;
export const reverse3d: typeof reverse3d_;
}
declare module 'ganymede/tf/ops/reverse_4d' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Reverses a `tf.Tensor4D` along a specified axis. */
function reverse4d_(x: Tensor4D | TensorLike, axis?: number | number[]): Tensor4D;
export const reverse4d: typeof reverse4d_;
}
declare module 'ganymede/tf/ops/round' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes round of input `tf.Tensor` element-wise: `round(x)`. It implements banker's rounding. */
function round_<T extends Tensor>(x: T | TensorLike): T;
export const round: typeof round_;
}
declare module 'ganymede/tf/ops/rsqrt' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes reciprocal of square root of the input `tf.Tensor` element-wise: `y = 1 / sqrt(x)` */
function rsqrt_<T extends Tensor>(x: T | TensorLike): T;
export const rsqrt: typeof rsqrt_;
}
declare module 'ganymede/tf/ops/scalar' {
import { Scalar } from 'ganymede/tf/tensor';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-0 `tf.Tensor` (scalar) with the provided value and dtype. */
export function scalar(value: number | boolean | string | Uint8Array, dtype?: DataType): Scalar;
}
declare module 'ganymede/tf/ops/scatter_nd' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap, TensorLike } from 'ganymede/tf/types';
/** Creates a new tensor by applying sparse updates to individual values or slices within a zero tensor of the given shape tensor according to indices. This operator is the inverse of the `tf.gatherND` operator which extracts values or slices from a given tensor. */
function scatterND_<R extends Rank>(indices: Tensor | TensorLike, updates: Tensor | TensorLike, shape: ShapeMap[R]): Tensor<R>;
export const scatterND: typeof scatterND_;
}
declare module 'ganymede/tf/ops/search_sorted' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Searches for where a value would go in a sorted sequence. */
function searchSorted_(sortedSequence: Tensor | TensorLike, values: Tensor | TensorLike, side?: 'left' | 'right'): Tensor;
export const searchSorted: typeof searchSorted_;
}
declare module 'ganymede/tf/ops/selu' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes scaled exponential linear element-wise. */
function selu_<T extends Tensor>(x: T | TensorLike): T;
export const selu: typeof selu_;
}
declare module 'ganymede/tf/ops/separable_conv2d' {
import { Tensor3D, Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** 2-D convolution with separable filters. */
function separableConv2d_<T extends Tensor3D | Tensor4D>(x: T | TensorLike, depthwiseFilter: Tensor4D | TensorLike, pointwiseFilter: Tensor4D | TensorLike, strides: [number, number] | number, pad: 'valid' | 'same', dilation?: [number, number] | number, dataFormat?: 'NHWC' | 'NCHW'): T;
export const separableConv2d: typeof separableConv2d_;
}
declare module 'ganymede/tf/ops/setdiff1d_async' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the difference between two lists of numbers. */
function setdiff1dAsync_(x: Tensor | TensorLike, y: Tensor | TensorLike): Promise<[Tensor, Tensor]>;
export const setdiff1dAsync: typeof setdiff1dAsync_;
}
declare module 'ganymede/tf/ops/sigmoid' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes sigmoid element-wise, `1 / (1 + exp(-x))` */
function sigmoid_<T extends Tensor>(x: T | TensorLike): T;
export const sigmoid: typeof sigmoid_;
}
declare module 'ganymede/tf/ops/sign' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns an element-wise indication of the sign of a number. */
function sign_<T extends Tensor>(x: T | TensorLike): T;
export const sign: typeof sign_;
}
declare module 'ganymede/tf/ops/signal_ops_util' {
import { Tensor1D } from 'ganymede/tf/tensor';
export function enclosingPowerOfTwo(value: number): number;
export function cosineWindow(windowLength: number, a: number, b: number): Tensor1D;
}
declare module 'ganymede/tf/ops/sin' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes sin of the input Tensor element-wise: `sin(x)` */
function sin_<T extends Tensor>(x: T | TensorLike): T;
export const sin: typeof sin_;
}
declare module 'ganymede/tf/ops/sinh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes hyperbolic sin of the input `tf.Tensor` element-wise: `sinh(x)` */
function sinh_<T extends Tensor>(x: T | TensorLike): T;
export const sinh: typeof sinh_;
}
declare module 'ganymede/tf/ops/slice' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, TensorLike } from 'ganymede/tf/types';
/** Extracts a slice from a `tf.Tensor` starting at coordinates `begin` and is of size `size`. */
function slice_<R extends Rank, T extends Tensor<R>>(x: T | TensorLike, begin: number | number[], size?: number | number[]): T;
export const slice: typeof slice_;
}
declare module 'ganymede/tf/ops/slice1d' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Extracts a 1D slice from 1D array starting at coordinates `begin` and is of length `size`. See `slice` for details. */
function slice1d_(x: Tensor1D | TensorLike, begin: number, size: number): Tensor1D;
export const slice1d: typeof slice1d_;
}
declare module 'ganymede/tf/ops/slice2d' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Extracts a 2D slice from a 2D array starting at coordinates `begin` and is of size `size`. See `slice` for details. */
function slice2d_(x: Tensor2D | TensorLike, begin: [number, number], size: [number, number]): Tensor2D;
export const slice2d: typeof slice2d_;
}
declare module 'ganymede/tf/ops/slice3d' {
import { Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Extracts a 3D slice from a 3D array starting at coordinates `begin` and is of size `size`. See `slice` for details. */
function slice3d_(x: Tensor3D | TensorLike, begin: [number, number, number], size: [number, number, number]): Tensor3D;
export const slice3d: typeof slice3d_;
}
declare module 'ganymede/tf/ops/slice4d' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Extracts a 4D slice from a 4D array starting at coordinates `begin` and is of size `size`. See `slice` for details. */
function slice4d_(x: Tensor4D | TensorLike, begin: [number, number, number, number], size: [number, number, number, number]): Tensor4D;
export const slice4d: typeof slice4d_;
}
declare module 'ganymede/tf/ops/softmax' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the softmax normalized vector given the logits. */
function softmax_<T extends Tensor>(logits: T | TensorLike, dim?: number): T;
export const softmax: typeof softmax_;
}
declare module 'ganymede/tf/ops/softplus' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes softplus of the input `tf.Tensor` element-wise: `log(exp(x) + 1)` */
function softplus_<T extends Tensor>(x: T | TensorLike): T;
export const softplus: typeof softplus_;
}
declare module 'ganymede/tf/ops/space_to_batch_nd' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** This operation divides "spatial" dimensions `[1, ..., M]` of the input into a grid of blocks of shape `blockShape`, and interleaves these blocks with the "batch" dimension (0) such that in the output, the spatial dimensions `[1, ..., M]` correspond to the position within the grid, and the batch dimension combines both the position within a spatial block and the original batch position. Prior to division into blocks, the spatial dimensions of the input are optionally zero padded according to `paddings`. See below for a precise description. */
function spaceToBatchND_<T extends Tensor>(x: T | TensorLike, blockShape: number[], paddings: number[][]): T;
export const spaceToBatchND: typeof spaceToBatchND_;
}
declare module 'ganymede/tf/ops/sparse_to_dense' {
import { Scalar, Tensor } from 'ganymede/tf/tensor';
import { Rank, ScalarLike, ShapeMap, TensorLike } from 'ganymede/tf/types';
/** Converts a sparse representation into a dense tensor. */
function sparseToDense_<R extends Rank>(sparseIndices: Tensor | TensorLike, sparseValues: Tensor | TensorLike, outputShape: ShapeMap[R], defaultValue?: Scalar | ScalarLike): Tensor<R>;
export const sparseToDense: typeof sparseToDense_;
}
declare module 'ganymede/tf/ops/spectral/fft' {
import { Tensor } from 'ganymede/tf/tensor';
/** Fast Fourier transform. */
function fft_(input: Tensor): Tensor;
export const fft: typeof fft_;
}
declare module 'ganymede/tf/ops/spectral/ifft' {
import { Tensor } from 'ganymede/tf/tensor';
/** Inverse fast Fourier transform. */
function ifft_(input: Tensor): Tensor;
export const ifft: typeof ifft_;
}
declare module 'ganymede/tf/ops/spectral/irfft' {
import { Tensor } from 'ganymede/tf/tensor';
/** Inversed real value input fast Fourier transform. */
function irfft_(input: Tensor): Tensor;
export const irfft: typeof irfft_;
}
declare module 'ganymede/tf/ops/spectral/rfft' {
import { Tensor } from 'ganymede/tf/tensor';
/** Real value input fast Fourier transform. */
function rfft_(input: Tensor, fftLength?: number): Tensor;
export const rfft: typeof rfft_;
}
declare module 'ganymede/tf/ops/split' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Splits a `tf.Tensor` into sub tensors. */
function split_<T extends Tensor>(x: Tensor | TensorLike, numOrSizeSplits: number[] | number, axis?: number): T[];
export const split: typeof split_;
}
declare module 'ganymede/tf/ops/sqrt' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes square root of the input `tf.Tensor` element-wise: `y = sqrt(x)` */
function sqrt_<T extends Tensor>(x: T | TensorLike): T;
export const sqrt: typeof sqrt_;
}
declare module 'ganymede/tf/ops/square' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes square of `x` element-wise: `x ^ 2` */
function square_<T extends Tensor>(x: T | TensorLike): T;
export const square: typeof square_;
}
declare module 'ganymede/tf/ops/squared_difference' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns (a - b) * (a - b) element-wise. Supports broadcasting. */
function squaredDifference_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const squaredDifference: typeof squaredDifference_;
}
declare module 'ganymede/tf/ops/squeeze' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Removes dimensions of size 1 from the shape of a `tf.Tensor`. */
function squeeze_<T extends Tensor>(x: Tensor | TensorLike, axis?: number[]): T;
export const squeeze: typeof squeeze_;
}
declare module 'ganymede/tf/ops/stack' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Stacks a list of rank-`R` `tf.Tensor`s into one rank-`(R+1)` `tf.Tensor`. */
function stack_<T extends Tensor>(tensors: Array<T | TensorLike>, axis?: number): Tensor;
export const stack: typeof stack_;
}
declare module 'ganymede/tf/ops/step' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes step of the input `tf.Tensor` element-wise: `x > 0 ? 1 : alpha` */
function step_<T extends Tensor>(x: T | TensorLike, alpha?: number): T;
export const step: typeof step_;
}
declare module 'ganymede/tf/ops/strided_slice' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Extracts a strided slice of a tensor. */
function stridedSlice_(x: Tensor | TensorLike, begin: number[], end: number[], strides?: number[], beginMask?: number, endMask?: number, ellipsisMask?: number, newAxisMask?: number, shrinkAxisMask?: number): Tensor;
export const stridedSlice: typeof stridedSlice_;
}
declare module 'ganymede/tf/ops/sub' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Subtracts two `tf.Tensor`s element-wise, A - B. Supports broadcasting. */
function sub_<T extends Tensor>(a: Tensor | TensorLike, b: Tensor | TensorLike): T;
export const sub: typeof sub_;
}
declare module 'ganymede/tf/ops/sum' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the sum of elements across dimensions of a `tf.Tensor`. */
function sum_<T extends Tensor>(x: Tensor | TensorLike, axis?: number | number[], keepDims?: boolean): T;
export const sum: typeof sum_;
}
declare module 'ganymede/tf/ops/tan' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes tan of the input `tf.Tensor` element-wise, `tan(x)` */
function tan_<T extends Tensor>(x: T | TensorLike): T;
export const tan: typeof tan_;
}
declare module 'ganymede/tf/ops/tanh' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes hyperbolic tangent of the input `tf.Tensor` element-wise: `tanh(x)` */
function tanh_<T extends Tensor>(x: T | TensorLike): T;
export const tanh: typeof tanh_;
}
declare module 'ganymede/tf/ops/tensor' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
import { DataType, Rank, ShapeMap, WebGLData, WebGPUData } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with the provided values, shape and dtype. */
export function tensor<R extends Rank>(values: TensorLike | WebGLData | WebGPUData, shape?: ShapeMap[R], dtype?: DataType): Tensor<R>;
}
declare module 'ganymede/tf/ops/tensor1d' {
import { Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike1D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-1 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor1d(values: TensorLike1D, dtype?: DataType): Tensor1D;
}
declare module 'ganymede/tf/ops/tensor2d' {
import { Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike2D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-2 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor2d(values: TensorLike2D, shape?: [number, number], dtype?: DataType): Tensor2D;
}
declare module 'ganymede/tf/ops/tensor3d' {
import { Tensor3D } from 'ganymede/tf/tensor';
import { TensorLike3D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-3 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor3d(values: TensorLike3D, shape?: [number, number, number], dtype?: DataType): Tensor3D;
}
declare module 'ganymede/tf/ops/tensor4d' {
import { Tensor4D } from 'ganymede/tf/tensor';
import { TensorLike4D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-4 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor4d(values: TensorLike4D, shape?: [number, number, number, number], dtype?: DataType): Tensor4D;
}
declare module 'ganymede/tf/ops/tensor5d' {
import { Tensor5D } from 'ganymede/tf/tensor';
import { TensorLike5D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-5 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor5d(values: TensorLike5D, shape?: [number, number, number, number, number], dtype?: DataType): Tensor5D;
}
declare module 'ganymede/tf/ops/tensor6d' {
import { Tensor6D } from 'ganymede/tf/tensor';
import { TensorLike6D } from 'ganymede/tf/types';
import { DataType } from 'ganymede/tf/types';
/** Creates rank-6 `tf.Tensor` with the provided values, shape and dtype. */
export function tensor6d(values: TensorLike6D, shape?: [number, number, number, number, number, number], dtype?: DataType): Tensor6D;
}
declare module 'ganymede/tf/ops/tensor_scatter_update' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, TensorLike } from 'ganymede/tf/types';
/** Creates a new tensor by applying sparse updates to individual values or slices to the passed in tensor according to indices. This operator is the similar to scatterNd op, except that the udpates are scattered on an existing tensor (as opposed to a zero-tensor). */
function tensorScatterUpdate_<R extends Rank>(tensor: Tensor<R> | TensorLike, indices: Tensor | TensorLike, updates: Tensor | TensorLike): Tensor<R>;
export const tensorScatterUpdate: typeof tensorScatterUpdate_;
}
declare module 'ganymede/tf/ops/tile' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Construct a tensor by repeating it the number of times given by reps. */
function tile_<T extends Tensor>(x: T | TensorLike, reps: number[]): T;
export const tile: typeof tile_;
}
declare module 'ganymede/tf/ops/topk' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Finds the values and indices of the `k` largest entries along the last dimension. */
function topk_<T extends Tensor>(x: T | TensorLike, k?: number, sorted?: boolean): {
    values: T;
    indices: T;
};
export const topk: typeof topk_;
}
declare module 'ganymede/tf/ops/transpose' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Transposes the `tf.Tensor`. Permutes the dimensions according to `perm`. */
function transpose_<T extends Tensor>(x: T | TensorLike, perm?: number[], conjugate?: boolean): T;
export const transpose: typeof transpose_;
}
declare module 'ganymede/tf/ops/truncated_normal' {
import { Tensor } from 'ganymede/tf/tensor';
import { Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with values sampled from a truncated normal distribution. */
function truncatedNormal_<R extends Rank>(shape: ShapeMap[R], mean?: number, stdDev?: number, dtype?: 'float32' | 'int32', seed?: number): Tensor<R>;
export const truncatedNormal: typeof truncatedNormal_;
}
declare module 'ganymede/tf/ops/unique' {
import { Tensor, Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Finds unique elements along an axis of a tensor. */
function unique_<T extends Tensor>(x: T | TensorLike, axis?: number): {
    values: T;
    indices: Tensor1D;
};
export const unique: typeof unique_;
}
declare module 'ganymede/tf/ops/unsorted_segment_sum' {
import { Tensor, Tensor1D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Computes the sum along segments of a `tf.Tensor`. */
function unsortedSegmentSum_<T extends Tensor>(x: T | TensorLike, segmentIds: Tensor1D | TensorLike, numSegments: number): T;
export const unsortedSegmentSum: typeof unsortedSegmentSum_;
}
declare module 'ganymede/tf/ops/unstack' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Unstacks a `tf.Tensor` of rank-`R` into a list of rank-`(R-1)` `tf.Tensor`s. */
function unstack_(x: Tensor | TensorLike, axis?: number): Tensor[];
export const unstack: typeof unstack_;
}
declare module 'ganymede/tf/ops/upper_bound' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Searches for where a value would go in a sorted sequence. */
export function upperBound(sortedSequence: Tensor | TensorLike, values: Tensor | TensorLike): Tensor;
}
declare module 'ganymede/tf/ops/variable' {
import { Tensor, Variable } from 'ganymede/tf/tensor';
import { DataType, Rank } from 'ganymede/tf/types';
/** Creates a new variable with the provided initial value. */
export function variable<R extends Rank>(initialValue: Tensor<R>, trainable?: boolean, name?: string, dtype?: DataType): Variable<R>;
}
declare module 'ganymede/tf/ops/where' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the elements, either `a` or `b` depending on the `condition`. */
function where_<T extends Tensor>(condition: Tensor | TensorLike, a: T | TensorLike, b: T | TensorLike): T;
export const where: typeof where_;
}
declare module 'ganymede/tf/ops/where_async' {
import { Tensor, Tensor2D } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Returns the coordinates of true elements of condition. */
function whereAsync_(condition: Tensor | TensorLike): Promise<Tensor2D>;
export const whereAsync: typeof whereAsync_;
}
declare module 'ganymede/tf/ops/zeros' {
import { Tensor } from 'ganymede/tf/tensor';
import { DataType, Rank, ShapeMap } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with all elements set to 0. */
export function zeros<R extends Rank>(shape: ShapeMap[R], dtype?: DataType): Tensor<R>;
}
declare module 'ganymede/tf/ops/zeros_like' {
import { Tensor } from 'ganymede/tf/tensor';
import { TensorLike } from 'ganymede/tf/types';
/** Creates a `tf.Tensor` with all elements set to 0 with the same shape as the given tensor. */
function zerosLike_<T extends Tensor>(x: T | TensorLike): T;
export const zerosLike: typeof zerosLike_;
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        abs<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        acos<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        acosh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        add<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        all<T extends Tensor>(this: T, axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        any<T extends Tensor>(this: T, axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        argMax<T extends Tensor>(axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        argMin<T extends Tensor>(axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        as1D<T extends Tensor>(): Tensor1D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        as2D<T extends Tensor>(rows: number, columns: number): Tensor2D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        as3D<T extends Tensor>(rows: number, columns: number, depth: number): Tensor3D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        as4D<T extends Tensor>(rows: number, columns: number, depth: number, depth2: number): Tensor4D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        as5D<T extends Tensor>(rows: number, columns: number, depth: number, depth2: number, depth3: number): Tensor5D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        asScalar<T extends Tensor>(): Scalar;
    }
}
declare module 'ganymede/tf/tensor' {
import { DataType, Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        asType<T extends Tensor>(this: T, dtype: DataType): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        asin<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        asinh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        atan<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        atan2<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        atanh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { ExplicitPadding } from 'ganymede/tf/ops/conv_util';
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        avgPool<T extends Tensor3D | Tensor4D>(filterSize: [number, number] | number, strides: [number, number] | number, pad: 'valid' | 'same' | number | ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        batchToSpaceND<R extends Rank>(blockShape: number[], crops: number[][]): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        batchNorm<T extends Tensor>(mean: Tensor<R> | Tensor1D | TensorLike, variance: Tensor<R> | Tensor1D | TensorLike, offset?: Tensor<R> | Tensor1D | TensorLike, scale?: Tensor<R> | Tensor1D | TensorLike, varianceEpsilon?: number): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, ShapeMap } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        broadcastTo<R extends Rank>(shape: ShapeMap[R]): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { DataType, Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        cast<T extends Tensor>(dtype: DataType): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        ceil<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        clipByValue<T extends Tensor>(min: number, max: number): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        concat<T extends Tensor>(tensors: T | Array<T | TensorLike>, axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { ExplicitPadding } from 'ganymede/tf/ops/conv_util';
import { Rank, TensorLike3D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        conv1d<T extends Tensor2D | Tensor3D>(filter: Tensor3D | TensorLike3D, stride: number, pad: 'valid' | 'same' | number | ExplicitPadding, dataFormat?: 'NWC' | 'NCW', dilation?: number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike4D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        conv2d<T extends Tensor3D | Tensor4D>(filter: Tensor4D | TensorLike4D, strides: [number, number] | number, pad: 'valid' | 'same' | number, dataFormat?: 'NHWC' | 'NCHW', dilations?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike4D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        conv2dTranspose<T extends Tensor3D | Tensor4D>(filter: Tensor4D | TensorLike4D, outputShape: [number, number, number, number] | [number, number, number], strides: [number, number] | number, pad: 'valid' | 'same' | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        cos<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        cosh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        cumprod<R extends Rank>(axis?: number, exclusive?: boolean, reverse?: boolean): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        cumsum<R extends Rank>(axis?: number, exclusive?: boolean, reverse?: boolean): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        depthToSpace<T extends Tensor4D>(blockSize: number, dataFormat: 'NHWC' | 'NCHW'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike4D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        depthwiseConv2d<T extends Tensor3D | Tensor4D>(filter: Tensor4D | TensorLike4D, strides: [number, number] | number, pad: 'valid' | 'same' | number, dataFormat?: 'NHWC' | 'NCHW', dilations?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike3D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        dilation2d<T extends Tensor3D | Tensor4D>(filter: Tensor3D | TensorLike3D, strides: [number, number] | number, pad: 'valid' | 'same', dilations?: [number, number] | number, dataFormat?: 'NHWC'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        div<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        divNoNan<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        dot<T extends Tensor>(b: Tensor | TensorLike): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        elu<T extends Tensor>(): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        equal<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        erf<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        euclideanNorm<T extends Tensor>(this: T, axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        exp<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        expandDims<T extends Tensor>(axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        expm1<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        fft<T extends Tensor>(this: Tensor): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        flatten<T extends Tensor>(): Tensor1D;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        floor<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        floorDiv<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        gather<T extends Tensor>(this: T, indices: Tensor | TensorLike, axis?: number, batchDims?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        greater<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        greaterEqual<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        ifft<T extends Tensor>(this: Tensor): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        irfft<T extends Tensor>(this: Tensor): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        isFinite<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        isInf<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        isNaN<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        leakyRelu<T extends Tensor>(alpha: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        less<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        lessEqual<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        localResponseNormalization<T extends Tensor>(depthRadius?: number, bias?: number, alpha?: number, beta?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        log<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        log1p<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logSigmoid<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logSoftmax<T extends Tensor>(this: T, axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logSumExp<T extends Tensor>(this: T, axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logicalAnd<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logicalNot<T extends Tensor>(): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logicalOr<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        logicalXor<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        matMul<T extends Tensor>(b: Tensor | TensorLike, transposeA?: boolean, transposeB?: boolean): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        max<T extends Tensor>(axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { ExplicitPadding } from 'ganymede/tf/ops/conv_util';
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        maxPool<T extends Tensor3D | Tensor4D>(filterSize: [number, number] | number, strides: [number, number] | number, pad: 'valid' | 'same' | number | ExplicitPadding, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        maximum<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        mean<T extends Tensor>(axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        min<T extends Tensor>(axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        minimum<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        mirrorPad<T extends Tensor>(paddings: Array<[number, number]>, mode: 'reflect' | 'symmetric'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        mod<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        mul<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        neg<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        norm<T extends Tensor>(ord?: number | 'euclidean' | 'fro', axis?: number | number[], keepDims?: boolean): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        notEqual<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        oneHot(depth: number, onValue: number, offValue: number): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        onesLike<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        pad<T extends Tensor>(paddings: Array<[number, number]>, constantValue?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { ExplicitPadding } from 'ganymede/tf/ops/conv_util';
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        pool<T extends Tensor3D | Tensor4D>(windowShape: [number, number] | number, poolingType: 'avg' | 'max', padding: 'valid' | 'same' | number | ExplicitPadding, diationRate?: [number, number] | number, strides?: [number, number] | number, dimRoundingMode?: 'floor' | 'round' | 'ceil'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        pow<T extends Tensor>(exp: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        prelu<T extends Tensor>(alpha: T | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        prod<T extends Tensor>(this: T, axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        reciprocal<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        relu<T extends Tensor>(): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        relu6<T extends Tensor>(): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        reshape<T extends Tensor>(shape: number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        reshapeAs<T extends Tensor>(x: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        resizeBilinear<T extends Tensor3D | Tensor4D>(newShape2D: [number, number], alignCorners?: boolean, halfPixelCenters?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        resizeNearestNeighbor<T extends Tensor3D | Tensor4D>(newShape2D: [number, number], alignCorners?: boolean, halfFloatCenters?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        reverse<T extends Tensor>(this: T, axis?: number | number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        rfft<T extends Tensor>(this: Tensor): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        round<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        rsqrt<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        selu<T extends Tensor>(): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike, TensorLike4D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        separableConv2d<T extends Tensor3D | Tensor4D>(depthwiseFilter: Tensor4D | TensorLike4D, pointwiseFilter: Tensor4D | TensorLike, strides: [number, number] | number, pad: 'valid' | 'same', dilation?: [number, number] | number, dataFormat?: 'NHWC' | 'NCHW'): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sigmoid<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sign<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sin<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sinh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        slice<T extends Tensor>(this: T, begin: number | number[], size?: number | number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        softmax<T extends Tensor>(this: T, dim?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        softplus<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        spaceToBatchND<R extends Rank>(blockShape: number[], paddings: number[][]): Tensor<R>;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        split<T extends Tensor>(numOrSizeSplits: number[] | number, axis?: number): T[];
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sqrt<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        square<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        squaredDifference<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        squeeze<T extends Tensor>(axis?: number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        stack<T extends Tensor>(x: Tensor | Tensor[], axis?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        step<T extends Tensor>(this: T, alpha?: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        stridedSlice<T extends Tensor>(this: Tensor, begin: number[], end: number[], strides: number[], beginMask?: number, endMask?: number, ellipsisMask?: number, newAxisMask?: number, shrinkAxisMask?: number): Tensor;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sub<T extends Tensor>(b: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        sum<T extends Tensor>(axis?: number | number[], keepDims?: boolean): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        tan<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        tanh<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        tile<T extends Tensor>(b: number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        toBool<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        toFloat<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        toInt<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        topk<T extends Tensor>(this: T, k?: number, sorted?: boolean): {
            values: T;
            indices: T;
        };
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        transpose<T extends Tensor>(perm?: number[]): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        unique<T extends Tensor>(this: T, axis?: number): {
            values: T;
            indices: T;
        };
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike1D } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        unsortedSegmentSum<T extends Tensor>(this: T, segmentIds: Tensor1D | TensorLike1D, numSegments: number): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        unstack<T extends Tensor>(axis?: number): T[];
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank, TensorLike } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        where<T extends Tensor>(condition: Tensor | TensorLike, x: Tensor | TensorLike): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { Rank } from 'ganymede/tf/types';
    interface Tensor<R extends Rank = Rank> {
        zerosLike<T extends Tensor>(this: T): T;
    }
}
declare module 'ganymede/tf/tensor' {
import { DataId, TensorInfo } from 'ganymede/tf/tensor_info';
import { ArrayMap, BackendValues, DataType, DataTypeMap, DataValues, NumericDataType, Rank, ShapeMap, SingleValueMap } from 'ganymede/tf/types';
export interface TensorData<D extends DataType> {
    dataId?: DataId;
    values?: DataTypeMap[D];
}
export interface Backend {
}
/** A mutable object, similar to `tf.Tensor`, that allows users to set values at locations before converting to an immutable `tf.Tensor`. */
export class TensorBuffer<R extends Rank, D extends DataType = 'float32'> {
    dtype: D;
    size: number;
    shape: ShapeMap[R];
    strides: number[];
    values: DataTypeMap[D];
    constructor(shape: ShapeMap[R], dtype: D, values?: DataTypeMap[D]);
    /** Sets a value in the buffer at a given location. */
    set(value: SingleValueMap[D], ...locs: number[]): void;
    /** Returns the value in the buffer at the provided location. */
    get(...locs: number[]): SingleValueMap[D];
    locToIndex(locs: number[]): number;
    indexToLoc(index: number): number[];
    get rank(): number;
    /** Creates an immutable `tf.Tensor` object from the buffer. */
    toTensor(): Tensor<R>;
}
export interface DataToGPUWebGLOption {
    customTexShape?: [number, number];
}
export type DataToGPUOptions = DataToGPUWebGLOption;
export interface GPUData {
    tensorRef: Tensor;
    texture?: WebGLTexture;
    buffer?: GPUBuffer;
    texShape?: [number, number];
}
export interface TensorTracker {
    makeTensor(values: DataValues, shape: number[], dtype: DataType, backend?: Backend): Tensor;
    makeVariable(initialValue: Tensor, trainable?: boolean, name?: string, dtype?: DataType): Variable;
    incRef(a: Tensor, backend: Backend): void;
    disposeTensor(t: Tensor): void;
    disposeVariable(v: Variable): void;
    read(dataId: DataId): Promise<BackendValues>;
    readSync(dataId: DataId): BackendValues;
    readToGPU(dataId: DataId, options?: DataToGPUOptions): GPUData;
}
/** The Tensor class calls into this handler to delegate chaining operations. */
export interface OpHandler {
    cast<T extends Tensor>(x: T, dtype: DataType): T;
    buffer<R extends Rank, D extends DataType>(shape: ShapeMap[R], dtype: D, values?: DataTypeMap[D]): TensorBuffer<R, D>;
    print<T extends Tensor>(x: T, verbose: boolean): void;
    clone<T extends Tensor>(x: T): T;
}
/** An external consumer can register itself as the tensor tracker. This way the Tensor class can notify the tracker for every tensor created and disposed. */
export function setTensorTracker(fn: () => TensorTracker): void;
/** An external consumer can register itself as the op handler. This way the Tensor class can have chaining methods that call into ops via the op handler. */
export function setOpHandler(handler: OpHandler): void;
/** Sets the deprecation warning function to be used by this file. This way the Tensor class can be a leaf but still use the environment. */
export function setDeprecationWarningFn(fn: (msg: string) => void): void;
export namespace Tensor { }
/** A `tf.Tensor` object represents an immutable, multidimensional array of numbers that has a shape and a data type. */
export class Tensor<R extends Rank = Rank> implements TensorInfo {
    /** Unique id of this tensor. */
    readonly id: number;
    /** Id of the bucket holding the data for this tensor. Multiple arrays can point to the same bucket (e.g. when calling array.reshape()). */
    dataId: DataId;
    /** The shape of the tensor. */
    readonly shape: ShapeMap[R];
    /** Number of elements in the tensor. */
    readonly size: number;
    /** The data type for the array. */
    readonly dtype: DataType;
    /** The rank type for the array (see `Rank` enum). */
    readonly rankType: R;
    /** Whether this tensor has been globally kept. */
    kept: boolean;
    /** The id of the scope this tensor is being tracked in. */
    scopeId: number;
    /** The keras mask that some keras layers attach to the tensor */
    kerasMask?: Tensor;
    /** Number of elements to skip in each dimension when indexing. See https://docs.scipy.org/doc/numpy/reference/generated/\ numpy.ndarray.strides.html */
    readonly strides: number[];
    constructor(shape: ShapeMap[R], dtype: DataType, dataId: DataId, id: number);
    get rank(): number;
    /** Returns a promise of `tf.TensorBuffer` that holds the underlying data. */
    buffer<D extends DataType = 'float32'>(): Promise<TensorBuffer<R, D>>;
    /** Returns a `tf.TensorBuffer` that holds the underlying data. */
    bufferSync<D extends DataType = 'float32'>(): TensorBuffer<R, D>;
    /** Returns the tensor data as a nested array. The transfer of data is done asynchronously. */
    array(): Promise<ArrayMap[R]>;
    /** Returns the tensor data as a nested array. The transfer of data is done synchronously. */
    arraySync(): ArrayMap[R];
    /** Asynchronously downloads the values from the `tf.Tensor`. Returns a promise of `TypedArray` that resolves when the computation has finished. */
    data<D extends DataType = NumericDataType>(): Promise<DataTypeMap[D]>;
    /** Copy the tensor's data to a new GPU resource. Comparing to the `dataSync()` and `data()`, this method prevents data from being downloaded to CPU. */
    dataToGPU(options?: DataToGPUOptions): GPUData;
    /** Synchronously downloads the values from the `tf.Tensor`. This blocks the UI thread until the values are ready, which can cause performance issues. */
    dataSync<D extends DataType = NumericDataType>(): DataTypeMap[D];
    /** Returns the underlying bytes of the tensor's data. */
    bytes(): Promise<Uint8Array[] | Uint8Array>;
    /** Disposes `tf.Tensor` from memory. */
    dispose(): void;
    protected isDisposedInternal: boolean;
    get isDisposed(): boolean;
    throwIfDisposed(): void;
    /** Prints the `tf.Tensor`. See `tf.print` for details. */
    print(verbose?: boolean): void;
    /** Returns a copy of the tensor. See `tf.clone` for details. */
    clone<T extends Tensor>(this: T): T;
    /** Returns a human-readable description of the tensor. Useful for logging. */
    toString(verbose?: boolean): string;
    variable(trainable?: boolean, name?: string, dtype?: DataType): Variable<R>;
}
export function getGlobalTensorClass(): typeof Tensor;
export interface NumericTensor<R extends Rank = Rank> extends Tensor<R> {
    dtype: NumericDataType;
    dataSync<D extends DataType = NumericDataType>(): DataTypeMap[D];
    data<D extends DataType = NumericDataType>(): Promise<DataTypeMap[D]>;
    dataToGPU(options?: DataToGPUOptions): GPUData;
}
export interface StringTensor<R extends Rank = Rank> extends Tensor<R> {
    dtype: 'string';
    dataSync<D extends DataType = 'string'>(): DataTypeMap[D];
    data<D extends DataType = 'string'>(): Promise<DataTypeMap[D]>;
}

export type Scalar = Tensor<Rank.R0>;

export type Tensor1D = Tensor<Rank.R1>;

export type Tensor2D = Tensor<Rank.R2>;

export type Tensor3D = Tensor<Rank.R3>;

export type Tensor4D = Tensor<Rank.R4>;

export type Tensor5D = Tensor<Rank.R5>;

export type Tensor6D = Tensor<Rank.R6>;
/** A mutable `tf.Tensor`, useful for persisting state, e.g. for training. */
export class Variable<R extends Rank = Rank> extends Tensor<R> {
    trainable: boolean;
    name: string;
    constructor(initialValue: Tensor<R>, trainable: boolean, name: string, tensorId: number);
    /** Assign a new `tf.Tensor` to this variable. The new `tf.Tensor` must have the same shape and dtype as the old `tf.Tensor`. */
    assign(newValue: Tensor<R>): void;
    dispose(): void;
}
}
declare module 'ganymede/tf/tensor_info' {
import { DataType } from 'ganymede/tf/types';
/** We wrap data id since we use weak map to avoid memory leaks. Since we have our own memory management, we have a reference counter mapping a tensor to its data, so there is always a pointer (even if that data is otherwise garbage collectable). See https://developer.mozilla.org/en-US/docs/Web/JavaScript/Reference/ Global_Objects/WeakMap */
export type DataId = object;
/** Holds metadata for a given tensor. */
export interface TensorInfo {
    dataId: DataId;
    shape: number[];
    dtype: DataType;
}
}
declare module 'ganymede/tf/tensor_types' {
import { Tensor, Variable } from 'ganymede/tf/tensor';

export type NamedTensorMap = {
    [name: string]: Tensor;
};
export interface NamedTensor {
    name: string;
    tensor: Tensor;
}
export type NamedVariableMap = {
    [name: string]: Variable;
};
export type GradSaveFunc = (save: Tensor[]) => void;

export type TensorContainer = void | Tensor | string | number | boolean | TensorContainerObject | TensorContainerArray | Float32Array | Int32Array | Uint8Array;
export interface TensorContainerObject {
    [x: string]: TensorContainer;
}
export interface TensorContainerArray extends Array<TensorContainer> {
}
}
declare module 'ganymede/tf/types' {
export interface ShapeMap {
    R0: number[];
    R1: [number];
    R2: [number, number];
    R3: [number, number, number];
    R4: [number, number, number, number];
    R5: [number, number, number, number, number];
    R6: [number, number, number, number, number, number];
}

export interface ArrayMap {
    R0: number;
    R1: number[];
    R2: number[][];
    R3: number[][][];
    R4: number[][][][];
    R5: number[][][][][];
    R6: number[][][][][][];
}
export interface DataTypeMap {
    float32: Float32Array;
    int32: Int32Array;
    bool: Uint8Array;
    complex64: Float32Array;
    string: string[];
}
export interface SingleValueMap {
    bool: boolean;
    int32: number;
    float32: number;
    complex64: number;
    string: string;
}

export type DataType = keyof DataTypeMap;
export type NumericDataType = 'float32' | 'int32' | 'bool' | 'complex64';
export type DataTypeFor<T extends number | string | boolean> = T extends number | boolean ? NumericDataType : T extends string ? 'string' : never;
export type TypedArray = Float32Array | Int32Array | Uint8Array;
/** Tensor data used in tensor creation and user-facing API. */
export type DataValues = DataTypeMap[DataType];
/** The underlying tensor data that gets stored in a backend. */
export type BackendValues = Float32Array | Int32Array | Uint8Array | Uint8Array[];
export enum Rank {
    R0 = "R0",
    R1 = "R1",
    R2 = "R2",
    R3 = "R3",
    R4 = "R4",
    R5 = "R5",
    R6 = "R6"
}
export type FlatVector = boolean[] | number[] | TypedArray;
export type RegularArray<T> = T[] | T[][] | T[][][] | T[][][][] | T[][][][][] | T[][][][][][];
export interface RecursiveArray<T extends any> {
    [index: number]: T | RecursiveArray<T>;
}
export function upcastType(typeA: DataType, typeB: DataType): DataType;
/** Returns the output type after summation. */
export function sumOutType(type: DataType): DataType;

export type TensorLike = TypedArray | number | boolean | string | RecursiveArray<number | number[] | TypedArray> | RecursiveArray<boolean> | RecursiveArray<string> | Uint8Array[];
export type ScalarLike = number | boolean | string | Uint8Array;

export type TensorLike1D = TypedArray | number[] | boolean[] | string[] | Uint8Array[];

export type TensorLike2D = TypedArray | number[] | number[][] | boolean[] | boolean[][] | string[] | string[][] | Uint8Array[] | Uint8Array[][];

export type TensorLike3D = TypedArray | number[] | number[][][] | boolean[] | boolean[][][] | string[] | string[][][] | Uint8Array[] | Uint8Array[][][];

export type TensorLike4D = TypedArray | number[] | number[][][][] | boolean[] | boolean[][][][] | string[] | string[][][][] | Uint8Array[] | Uint8Array[][][][];

export type TensorLike5D = TypedArray | number[] | number[][][][][] | boolean[] | boolean[][][][][] | string[] | string[][][][][] | Uint8Array[] | Uint8Array[][][][][];

export type TensorLike6D = TypedArray | number[] | number[][][][][][] | boolean[] | boolean[][][][][][] | string[] | string[][][][][][] | Uint8Array[] | Uint8Array[][][][][];
/** Type for representing image data in Uint8Array type. */
export interface PixelData {
    width: number;
    height: number;
    data: Uint8Array;
}
/** Type for representing all permutations and combinations of 'RGBA' channels. */
export type WebGLChannels = 'A' | 'B' | 'G' | 'R' | 'AB' | 'AG' | 'AR' | 'BA' | 'BG' | 'BR' | 'GA' | 'GB' | 'GR' | 'RA' | 'RB' | 'RG' | 'ABG' | 'ABR' | 'AGB' | 'AGR' | 'ARB' | 'ARG' | 'BAG' | 'BAR' | 'BGA' | 'BGR' | 'BRA' | 'BRG' | 'GAB' | 'GAR' | 'GBA' | 'GBR' | 'GRA' | 'GRB' | 'RAB' | 'RAG' | 'RBA' | 'RBG' | 'RGA' | 'RGB' | 'ABGR' | 'ABRG' | 'AGBR' | 'AGRB' | 'ARBG' | 'ARGB' | 'BAGR' | 'BARG' | 'BGAR' | 'BGRA' | 'BRAG' | 'BRGA' | 'GABR' | 'GARB' | 'GBAR' | 'GBRA' | 'GRAB' | 'GRBA' | 'RABG' | 'RAGB' | 'RBAG' | 'RBGA' | 'RGAB' | 'RGBA';
/** Type for representing a texture data to create a tensor. */
export interface WebGLData {
    texture: WebGLTexture;
    height: number;
    width: number;
    channels: WebGLChannels;
}
/** Type for representing a buffer data to create a tensor. Buffer usage should at least support GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC. When zeroCopy is false or undefined (default), this GPUBuffer will be copied to the tensor's resource buffer. When zeroCopy is true, tensor will use this GPUBuffer as tensor's resource buffer, user should not destroy this GPUBuffer until all access is done. If not specified at creating a tensor, tensor type is float32. */
export interface WebGPUData {
    buffer: GPUBuffer;
    zeroCopy?: boolean;
}
export function isWebGLData(values: unknown): values is WebGLData;
export function isWebGPUData(values: unknown): values is WebGPUData;
export interface ImageOptions {
    /** Optional. A number in range [0-1]. If the image is a 2D tensor or a 3D tensor with 1 or 3 channels, the alpha channels would set as its value; otherwise, it would not make effects. */
    alpha?: number;
}
export interface ContextOptions {
    /** Optional.  If the canvas has created a context, it would not make effects. If it is not set, it would be variable based on the current backend. */
    contextType?: string;
    /** Optional. A WebGLContextAttributes configuration. If the canvas has created a context, it would not make effects. */
    contextAttributes?: WebGLContextAttributes;
}
export interface DrawOptions {
    /** Optional. An object of options to customize the values of image tensor. */
    imageOptions?: ImageOptions;
    /** Optional. An object to configure the context of the canvas to draw to. */
    contextOptions?: ContextOptions;
}
}
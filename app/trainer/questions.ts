import type { Generator } from '../engine/train.ts';
import { assertNever } from '../../shared/assert-never.ts';
import { StudioError } from '../../shared/errors.ts';
import type { ExtensionCode } from '../../shared/extension.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Answer, Description, Measuring, Question } from '../../shared/trainer-protocol.ts';
import { peakBytes } from '../engine/measuring/peak-memory.ts';
import type { TrainerHome } from './home.ts';
import { previewOf } from './preview.ts';

type Asked = { question: Question; extensions: readonly ExtensionCode[] };
type OnProgress = (progress: Measuring) => void;
const mostTimedSteps = 5;
const mostTimedMilliseconds = 1500;

/** Answers one question after another: a generator that draws and a network that is timed must not share the machine. */
export function answerQuestions(home: TrainerHome): { ask(asked: Asked, onProgress: OnProgress): Promise<Answer> } {
  const generators = new Map<string, { generator: Generator; wanted: Pick<RunConfig, 'backend' | 'threads'> }>();
  let last: Promise<unknown> = Promise.resolve();

  function answer(question: Question, onProgress: OnProgress): Promise<Answer> {
    switch (question.kind) {
      case 'describe':
        return describe(question.config, onProgress);
      case 'fit':
        return fitOf(question);
      case 'preview':
        return preview(question);
      case 'open':
        return open(question);
      case 'generate':
        return generate(question);
      case 'encode':
        return encode(question);
      case 'architecture':
        return architecture(question);
      case 'check':
        return check(question.config);
      case 'extension':
        return home.inspect(question).then((inspection) => ({ kind: 'extension', inspection }));
      case 'close':
        generators.get(question.generator)?.generator.dispose();
        generators.delete(question.generator);
        return Promise.resolve({ kind: 'close' });
      case 'backends':
        return home.backends(question.names).then((backends) => ({ kind: 'backends', backends }));
      default:
        return assertNever(question);
    }
  }

  async function describe(config: RunConfig, onProgress: OnProgress): Promise<Answer> {
    const backend = await home.ready(config);
    const { tf, name } = backend;
    const dataset = await home.openDataset(config.dataset, config.seed);
    // Before the network takes its part of it.
    const deviceBytes = await home.room(backend);
    const network = home.engine.describe({ tf, config, dataset });
    try {
      const { networks } = network;
      const told = (steps: number) => onProgress({ networks, backend: name, steps, of: mostTimedSteps + 1 });
      let peak = 0;
      const first = async () => {
        peak = await peakBytes(tf, network.step);
      };
      const millisecondsPerStep = await timeSteps((at) => (at === 0 ? first() : network.step()), told);
      const tensorBytes = network.tensorBytes();
      const description: Description = {
        ...{ networks, backend: name, millisecondsPerStep, tensorBytes, measured: true },
        ...{ peakBytes: peak, deviceBytes },
      };
      return { kind: 'describe', description };
    } finally {
      network.dispose();
    }
  }

  async function fitOf({ config, checkpoint, sha256 }: Extract<Question, { kind: 'fit' }>): Promise<Answer> {
    const { tf } = await home.ready(config);
    const dataset = await home.openDataset(config.dataset, config.seed);
    try {
      const session = await home.engine.openSession({ tf, config, dataset, from: home.checkpoints.read(checkpoint, sha256) });
      session.dispose();
      return { kind: 'fit', misfit: null };
    } catch (error) {
      if (error instanceof StudioError && error.code === 'conflict') return { kind: 'fit', misfit: error.message };
      throw error;
    }
  }

  /** The first step compiles and warms up and is not counted; the median of what follows. */
  async function timeSteps(step: (at: number) => Promise<void>, told: (steps: number) => void): Promise<number> {
    const started = home.now();
    const taken: number[] = [];
    for (let at = 0; at <= mostTimedSteps; at += 1) {
      told(at);
      await home.breathe();
      const from = home.now();
      await step(at);
      taken.push(home.now() - from);
      if (home.now() - started > mostTimedMilliseconds) break;
    }
    const counted = (taken.length > 1 ? taken.slice(1) : taken).sort((a, b) => a - b);
    return counted[Math.floor(counted.length / 2)];
  }

  async function preview({ dataset: config, seed, count }: Extract<Question, { kind: 'preview' }>): Promise<Answer> {
    const dataset = await home.openDataset(config, seed);
    return { kind: 'preview', preview: previewOf(dataset, seed, count) };
  }

  async function open({ generator: name, checkpoint, sha256, config }: Extract<Question, { kind: 'open' }>): Promise<Answer> {
    const { tf } = await home.ready(config);
    const openDataset = () => home.openDataset(config.dataset, config.seed);
    const generator = await home.engine.openGenerator({ tf, config, snapshot: home.checkpoints.read(checkpoint, sha256), openDataset });
    generators.get(name)?.generator.dispose();
    generators.set(name, { generator, wanted: config });
    const { latentSize, parts, classes, conditions, encodes, output } = generator;
    return { kind: 'open', generator: name, latentSize, parts, classes, conditions, encodes, output };
  }

  async function generate({ generator: name, latents, labels, exact }: Extract<Question, { kind: 'generate' }>): Promise<Answer> {
    const generator = await opened(name);
    const from = home.now();
    const tensors = await generator.generate(latents, labels, exact);
    return { kind: 'generate', tensors, milliseconds: home.now() - from };
  }

  async function encode({ generator: name }: Extract<Question, { kind: 'encode' }>): Promise<Answer> {
    return { kind: 'encode', tensors: await (await opened(name)).encode() };
  }

  async function check(config: RunConfig): Promise<Answer> {
    const { tf } = await home.ready(config);
    const dataset = await home.openDataset(config.dataset, config.seed);
    return { kind: 'check', findings: await home.engine.check({ tf, config, dataset }) };
  }

  async function architecture({ config, state }: Extract<Question, { kind: 'architecture' }>): Promise<Answer> {
    return { kind: 'architecture', architecture: home.engine.architecture(config, state) };
  }

  async function opened(name: string): Promise<Generator> {
    const known = generators.get(name);
    if (known === undefined) throw new StudioError('not-found', `The generator ${name} is not open; open its checkpoint first.`);
    await home.ready(known.wanted);
    return known.generator;
  }

  return {
    ask({ question, extensions }, onProgress) {
      const answered = last.then(async () => {
        await home.extend(extensions);
        return answer(question, onProgress);
      });
      last = answered.catch(() => {});
      return answered;
    },
  };
}

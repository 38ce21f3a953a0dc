import { StudioError } from '../../shared/errors.ts';
import type { ExtensionCode } from '../../shared/extension.ts';
import type { BackendChoice } from '../../shared/backend-choice.ts';
import type { Answer, LaunchTrainer, Measuring, Question, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { AnswerTo, AskOptions } from './runs.ts';
import { ownTrainer, type TrainerProcess } from './trainer-process.ts';

/** Leaves after this long without a question, and gives its memory back. */
const idleFor = 5 * 60_000;
const mostGenerators = 4;
const farewell = 5000;

export interface Workbench {
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;
  /** Of the question that is being answered, where it carries this token. */
  progress(newest: string): Measuring | null;
  /** Takes back what was asked with this token. */
  cancel(newest: string): void;
  close(): Promise<void>;
}

export interface WorkbenchOptions {
  name: string;
  /** What its process must be able to compute on; another one is started where that changes. Left out: `auto`. */
  backendOf?: (question: Question) => BackendChoice;
  /** The user's own files that it is about; left out: none. @throws StudioError conflict where one is not trusted */
  extensionsOf?: (question: Question) => ExtensionCode[];
  /** How long a question that nobody waits for any more may go on before its process is ended; left out: until it is answered. */
  patience?: number;
}

interface Asked {
  question: Question;
  extensions: ExtensionCode[];
  newest: string | undefined;
  answer(answer: Answer): void;
  refuse(error: Error): void;
}
type Open = Extract<Question, { kind: 'open' }>;

/** One warm trainer that answers one question at a time. When it dies, what was asked is refused and the next question starts another. */
export function openWorkbench(
  launch: LaunchTrainer,
  { name, backendOf = () => 'auto', extensionsOf = () => [], patience = Number.POSITIVE_INFINITY }: WorkbenchOptions,
): Workbench {
  const waiting: Asked[] = [];
  /** Every generator ever opened by its name, least recently used first; those open in the present process. */
  const known = new Map<string, Open>();
  const open = new Set<string>();
  let trainer: TrainerProcess | null = null;
  let current: { id: number; asked: Asked; progress: Measuring | null } | null = null;
  let on: BackendChoice = 'auto';
  let giveUp: NodeJS.Timeout | undefined;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  function next(): void {
    if (current !== null || isClosed) return;
    clearTimeout(idle);
    const asked = waiting.shift();
    if (asked === undefined) {
      idle = setTimeout(() => rest(), idleFor);
      idle.unref();
      return;
    }
    const missing = missingGenerator(asked.question);
    if (missing !== null) waiting.unshift(asked);
    put(
      missing === null
        ? asked
        : {
            question: missing,
            extensions: extensionsOf(missing),
            newest: undefined,
            answer: () => {},
            refuse: (error) => drop(asked, error),
          },
    );
  }

  function put(asked: Asked): void {
    lastId += 1;
    current = { id: lastId, asked, progress: null };
    const wanted = backendOf(asked.question);
    if (trainer !== null && wanted !== on) rest();
    on = wanted;
    trainer ??= start();
    trainer.order({ type: 'ask', id: lastId, question: asked.question, extensions: asked.extensions });
  }

  /** What must be opened (again) before the question can be answered. */
  function missingGenerator(question: Question): Open | null {
    if ((question.kind !== 'generate' && question.kind !== 'encode') || open.has(question.generator)) return null;
    return known.get(question.generator) ?? null;
  }

  function start(): TrainerProcess {
    const started = ownTrainer(launch({ name, backend: on }), hear);
    started.gone.then(({ sentence }) => {
      if (trainer !== started) return;
      trainer = null;
      open.clear();
      done()?.asked.refuse(new StudioError('failed', `The question could not be answered. ${sentence}`));
      next();
    });
    return started;
  }

  function hear(event: TrainerEvent): void {
    if (event.type === 'progress' && event.id === current?.id) current.progress = event.progress;
    if ((event.type !== 'answer' && event.type !== 'refusal') || event.id !== current?.id) return;
    const { asked } = done()!;
    if (event.type === 'refusal') asked.refuse(new StudioError(event.code, event.sentence, { issues: event.issues, cause: event.details }));
    else {
      remember(asked.question);
      asked.answer(event.answer);
    }
    next();
  }

  /** What was asked last is answered, or never will be. */
  function done(): typeof current {
    const ended = current;
    current = null;
    clearTimeout(giveUp);
    return ended;
  }

  function remember(question: Question): void {
    if (question.kind === 'close') {
      known.delete(question.generator);
      open.delete(question.generator);
    } else if (question.kind === 'open') {
      known.delete(question.generator);
      known.set(question.generator, question);
      open.add(question.generator);
      closeOldest();
    } else if (question.kind === 'generate' || question.kind === 'encode') {
      const used = known.get(question.generator);
      known.delete(question.generator);
      if (used !== undefined) known.set(question.generator, used);
    }
  }

  /** Only memory is given back: a closed generator stays known and is opened again when it is wanted. */
  function closeOldest(): void {
    if (open.size <= mostGenerators) return;
    const oldest = [...known.keys()].find((name) => open.has(name))!;
    open.delete(oldest);
    trainer?.order({ type: 'ask', id: 0, question: { kind: 'close', generator: oldest }, extensions: [] });
  }

  function rest(within = farewell): void {
    trainer?.stop(within);
    trainer = null;
    open.clear();
  }

  function drop(asked: Asked, error: Error): void {
    const at = waiting.indexOf(asked);
    if (at >= 0) waiting.splice(at, 1);
    if (current?.asked === asked && Number.isFinite(patience)) abandonSoon();
    asked.refuse(error);
  }

  /** A step of a large network can't be interrupted; the process can. */
  function abandonSoon(): void {
    clearTimeout(giveUp);
    giveUp = setTimeout(() => {
      done();
      rest(0);
      next();
    }, patience);
  }

  /** A newer question with the same token makes the older ones pointless. */
  function supersede(token: string): void {
    const outdated = waiting.filter(({ newest }) => newest === token);
    if (current?.asked.newest === token) outdated.push(current.asked);
    for (const asked of outdated) drop(asked, new StudioError('conflict', 'A newer question of the same kind took the place of this one.'));
  }

  return {
    ask<Q extends Question>(question: Q, { signal, newest }: AskOptions = {}): Promise<AnswerTo<Q>> {
      if (isClosed) return Promise.reject(new StudioError('unavailable', 'The studio is closing.'));
      let extensions: ExtensionCode[];
      try {
        extensions = extensionsOf(question);
      } catch (error) {
        return Promise.reject(error);
      }
      if (newest !== undefined) supersede(newest);
      return new Promise((resolve, reject) => {
        const asked: Asked = { question, extensions, newest, answer: (answer) => resolve(answer as AnswerTo<Q>), refuse: reject };
        signal?.addEventListener('abort', () => drop(asked, new StudioError('conflict', 'The question was taken back.')), { once: true });
        waiting.push(asked);
        next();
      });
    },
    progress: (newest) => (current?.asked.newest === newest ? current.progress : null),
    cancel(newest) {
      const taken = waiting.filter((asked) => asked.newest === newest);
      if (current?.asked.newest === newest) taken.push(current.asked);
      for (const asked of taken) drop(asked, new StudioError('conflict', 'The measuring was cancelled.'));
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      clearTimeout(giveUp);
      for (const asked of waiting.splice(0)) asked.refuse(new StudioError('unavailable', 'The studio is closing.'));
      trainer?.stop(farewell);
      await trainer?.gone;
    },
  };
}

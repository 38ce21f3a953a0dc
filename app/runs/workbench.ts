import { StudioError } from '../../shared/errors.ts';
import type { Answer, LaunchTrainer, Question, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { AnswerTo, AskOptions } from './runs.ts';
import { launchProcess, type TrainerProcess } from './trainer-process.ts';

/** Leaves after this long without a question, and gives its memory back. */
const idleFor = 5 * 60_000;
const mostGenerators = 4;
const farewell = 5000;

export interface Workbench {
  ask<Q extends Question>(question: Q, options?: AskOptions): Promise<AnswerTo<Q>>;
  close(): Promise<void>;
}

interface Asked {
  question: Question;
  newest: string | undefined;
  answer(answer: Answer): void;
  refuse(error: Error): void;
}
type Open = Extract<Question, { kind: 'open' }>;

/** One warm trainer that answers one question at a time. When it dies, what was asked is refused and the next question starts another. */
export function openWorkbench(launch: LaunchTrainer): Workbench {
  const waiting: Asked[] = [];
  /** Every generator ever opened by its name, least recently used first; those open in the present process. */
  const known = new Map<string, Open>();
  const open = new Set<string>();
  let trainer: TrainerProcess | null = null;
  let current: { id: number; asked: Asked } | null = null;
  let lastId = 0;
  let idle: NodeJS.Timeout | undefined;
  let isClosed = false;

  function next(): void {
    if (current !== null || isClosed) return;
    clearTimeout(idle);
    const asked = waiting.shift();
    if (asked === undefined) {
      idle = setTimeout(rest, idleFor);
      idle.unref();
      return;
    }
    const missing = missingGenerator(asked.question);
    if (missing !== null) waiting.unshift(asked);
    put(missing === null ? asked : { question: missing, newest: undefined, answer: () => {}, refuse: (error) => drop(asked, error) });
  }

  function put(asked: Asked): void {
    lastId += 1;
    current = { id: lastId, asked };
    trainer ??= start();
    trainer.order({ type: 'ask', id: lastId, question: asked.question });
  }

  /** What must be opened (again) before the question can be answered. */
  function missingGenerator(question: Question): Open | null {
    if ((question.kind !== 'generate' && question.kind !== 'encode') || open.has(question.generator)) return null;
    return known.get(question.generator) ?? null;
  }

  function start(): TrainerProcess {
    const started = launchProcess(launch, { name: 'workbench', backend: 'auto' }, hear);
    started.gone.then(({ sentence }) => {
      if (trainer !== started) return;
      trainer = null;
      open.clear();
      const broken = current;
      current = null;
      broken?.asked.refuse(new StudioError('failed', `The question could not be answered. ${sentence}`));
      next();
    });
    return started;
  }

  function hear(event: TrainerEvent): void {
    if ((event.type !== 'answer' && event.type !== 'refusal') || event.id !== current?.id) return;
    const { asked } = current;
    current = null;
    if (event.type === 'refusal') asked.refuse(new StudioError(event.code, event.sentence, { issues: event.issues, cause: event.details }));
    else {
      remember(asked.question);
      asked.answer(event.answer);
    }
    next();
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
    trainer?.order({ type: 'ask', id: 0, question: { kind: 'close', generator: oldest } });
  }

  function rest(): void {
    trainer?.stop(farewell);
    trainer = null;
    open.clear();
  }

  function drop(asked: Asked, error: Error): void {
    const at = waiting.indexOf(asked);
    if (at >= 0) waiting.splice(at, 1);
    asked.refuse(error);
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
      if (newest !== undefined) supersede(newest);
      return new Promise((resolve, reject) => {
        const asked: Asked = { question, newest, answer: (answer) => resolve(answer as AnswerTo<Q>), refuse: reject };
        signal?.addEventListener('abort', () => drop(asked, new StudioError('conflict', 'The question was taken back.')), { once: true });
        waiting.push(asked);
        next();
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(idle);
      for (const asked of waiting.splice(0)) asked.refuse(new StudioError('unavailable', 'The studio is closing.'));
      trainer?.stop(farewell);
      await trainer?.gone;
    },
  };
}

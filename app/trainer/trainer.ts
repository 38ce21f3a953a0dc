import { assertNever } from '../../shared/assert-never.ts';
import { StudioError } from '../../shared/errors.ts';
import type { Order, TrainerEvent } from '../../shared/trainer-protocol.ts';
import type { TrainerHome, TrainerPort } from './home.ts';
import { answerQuestions } from './questions.ts';
import { explain } from './explain.ts';
import { startTraining, type Training } from './training.ts';

/**
 * The trainer core, the same in every home: orders in, events out. It trains one run or answers questions.
 * After `ended` it waits for `stop` before it leaves, so that no event is lost with the process.
 */
export function serveTrainer(port: TrainerPort, home: TrainerHome): { fail(error: unknown): void } {
  const questions = answerQuestions(home);
  let training: Training | null = null;
  let hasEnded = false;
  const asked = new Set<number>();

  function post(event: TrainerEvent): void {
    if (hasEnded) return;
    hasEnded = event.type === 'ended';
    port.post(event);
  }

  function obey(order: Order): void {
    switch (order.type) {
      case 'train':
        if (training !== null) throw new Error('This trainer already trains a run.');
        training = startTraining(order, home, post);
        return;
      case 'pause':
        training?.pause();
        return;
      case 'continue':
        training?.continue();
        return;
      case 'checkpoint':
        training?.checkpoint();
        return;
      case 'stop':
        if (training === null || hasEnded) port.exit(0);
        else training.stop();
        return;
      case 'acknowledge':
        training?.acknowledge(order.batch);
        return;
      case 'ask':
        asked.add(order.id);
        questions

          .ask(order, (progress) => post({ type: 'progress', id: order.id, progress }))
          .then(
            (answer) => reply({ type: 'answer', id: order.id, answer }),
            (error: unknown) => reply({ type: 'refusal', id: order.id, ...refusalOf(error) }),
          );
        return;
      default:
        assertNever(order);
    }
  }

  function reply(event: Extract<TrainerEvent, { type: 'answer' | 'refusal' }>): void {
    if (asked.delete(event.id)) post(event);
  }

  /** Nothing is computed on that device any more: a training has ended there, and who answers questions makes room for another. */
  function giveUp(why: StudioError): void {
    if (training !== null) training.fail(why);
    else {
      for (const id of asked) reply({ type: 'refusal', id, ...refusalOf(why) });
      port.exit(1);
    }
  }

  home.onBroken(giveUp);
  port.onOrder(obey);
  return {
    /** For what nobody caught: the run ends as failed; without a run the process ends. */
    fail(error) {
      if (training === null) port.exit(1);
      else training.fail(error);
    },
  };
}

/** A sentence of ours keeps its code and its issues on the way; anything else is a fault. */
function refusalOf(error: unknown): Pick<Extract<TrainerEvent, { type: 'refusal' }>, 'code' | 'issues' | 'sentence' | 'details'> {
  const { code, issues } = error instanceof StudioError ? error : { code: 'failed' as const, issues: [] };
  return { ...explain(error), code, issues };
}

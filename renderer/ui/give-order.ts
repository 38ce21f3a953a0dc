import { ApiError, orderRun, resumeFrom, type RunOrder } from '../api-client.ts';
import { formatStep } from '../charts/number-format.ts';
import { queryClient } from '../queries.ts';
import { strings } from '../strings.ts';
import { offerInstead, showError } from './undo.tsx';

/** Asks something of a run. Where its last checkpoint can't be resumed from, an earlier whole one is offered. */
export async function giveOrder(run: string, name: RunOrder, ask: () => Promise<unknown> = () => orderRun(run, name)): Promise<void> {
  await ask().catch((error: unknown) => {
    const offer = name === 'resume' && error instanceof ApiError ? error.offer : undefined;
    if (offer === undefined) return showError(error);
    const { step } = offer;
    offerInstead(error, strings.resumeFrom(formatStep(step)), () => giveOrder(run, 'resume', () => resumeFrom(run, step)));
  });
  await queryClient.invalidateQueries({ queryKey: ['run', run] });
}

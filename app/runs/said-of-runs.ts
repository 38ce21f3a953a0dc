import { StudioError } from '../../shared/errors.ts';
import type { ExtensionHashes } from '../../shared/extension-hashes.ts';
import type { Run } from '../../shared/run.ts';
import type { RunConfig } from '../../shared/run-config.ts';
import type { Question } from '../../shared/trainer-protocol.ts';

/** The user's own files that a question is about. */
export function hashesIn(question: Question): ExtensionHashes | undefined {
  if ('config' in question) return question.config.extensions;
  return question.kind === 'preview' ? question.extensions : undefined;
}

export function startFailure(error: unknown): string {
  if (error instanceof StudioError) return error.message;
  return `The trainer could not be started: ${error instanceof Error ? error.message : String(error)}`;
}

export function nameOf(config: RunConfig): string {
  return config.name ?? `${config.recipe} on ${config.dataset.name}`;
}

/** Of a run whose studio died, and how it goes on. */
export function interruptionOf(run: Run, checkpoint: { step: number } | null): string {
  const onward = checkpoint === null ? 'Resuming starts it again.' : `Resuming goes on from the checkpoint at step ${checkpoint.step}.`;
  return `The studio ended while this run was at step ${run.step}. ${onward}`;
}

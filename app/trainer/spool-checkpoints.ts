import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { checkpointStep } from '../../shared/checkpoint-format.ts';
import { readCheckpoint } from './checkpoint-file.ts';

export interface FoundCheckpoint {
  step: number;
  file: string;
}

/** The newest one that is whole. */
export function newestWhole(folder: string): FoundCheckpoint | null {
  return listed(folder).reverse().find(isWhole) ?? null;
}

/** All but the newest `keep` are deleted: nobody has fetched them for long. */
export function keepNewest(folder: string, keep: number): void {
  for (const { file } of listed(folder).slice(0, -Math.max(2, keep))) rmSync(file, { force: true });
}

function listed(folder: string): FoundCheckpoint[] {
  return readdirSync(folder)
    .flatMap((name) => {
      const step = checkpointStep(name);
      return step === null ? [] : [{ step, file: join(folder, name) }];
    })
    .sort((a, b) => a.step - b.step);
}

function isWhole({ step, file }: FoundCheckpoint): boolean {
  try {
    return readCheckpoint(file).step === step;
  } catch {
    return false;
  }
}

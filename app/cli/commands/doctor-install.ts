import { createInterface } from 'node:readline/promises';
import { setTimeout } from 'node:timers/promises';
import type { NativeLibraries, NativePlan, NativeProgress, NativeUse } from '../../../shared/api/native.ts';
import { StudioError } from '../../../shared/errors.ts';
import type { Call } from '../command.ts';
import type { Door } from '../door.ts';
import { exitCodes } from '../exit-codes.ts';
import { heedInterrupt } from '../interrupt.ts';

const askEvery = 500;

/** Sets up a library for `native` or `cuda`: says what it will do and how large it is, asks, and follows it to its end. */
export async function install(door: Door, use: NativeUse, { output, flag }: Call): Promise<number> {
  const { plans } = await door.json<NativeLibraries>('GET', '/api/native');
  const plan = plans[use];
  if (plan.kind === 'refused') throw new StudioError('unavailable', plan.sentence);
  output.event({ type: 'plan', use, plan });
  output.say(describe(plan));
  if (plan.kind === 'fetch' && !flag('yes') && !(await isAgreed())) {
    throw new StudioError('invalid', 'Nothing was fetched: without a yes there is no download. Say --yes to agree beforehand.');
  }
  await door.json('POST', '/api/native', { use });
  const end = await follow(door, output);
  if (end.state === 'done') {
    output.result({ ...end }, `${use} works: ${end.device}. The library lies in ${end.folder}.`);
    return 0;
  }
  if (end.state === 'cancelled') {
    output.say(end.sentence);
    return exitCodes.interrupted;
  }
  throw new StudioError('unavailable', end.state === 'failed' ? end.sentence : 'The studio was closed before the library was there.');
}

async function follow(door: Door, output: Call['output']): Promise<NativeProgress> {
  const release = heedInterrupt(() => {
    output.say('Cancelling …');
    door.json('DELETE', '/api/native/now').catch(() => {});
  });
  try {
    for (;;) {
      const now = await door.json<NativeProgress>('GET', '/api/native/now');
      if (now.state !== 'working') return now;
      output.event({ type: 'progress', ...now });
      output.progress(now.phase === 'trying' ? 'Trying it …' : `${now.phase}: ${megabytes(now.bytes)} of ${megabytes(now.of)}`);
      await setTimeout(askEvery);
    }
  } finally {
    release();
  }
}

function describe(plan: Exclude<NativePlan, { kind: 'refused' }>): string {
  if (plan.kind === 'there') return `The torch ${plan.version ?? ''} in ${plan.folder} is used as it is; nothing is downloaded.`;
  const parts = plan.wheels.map(({ name, version, bytes }) => `  ${name} ${version}, ${megabytes(bytes)}`);
  const sizes = `${megabytes(plan.downloadBytes)} are downloaded by your own pip; about ${megabytes(plan.unpackedBytes)} stay in ${plan.folder}.`;
  return [...parts, sizes].join('\n');
}

async function isAgreed(): Promise<boolean> {
  if (process.stdin.isTTY !== true) return false;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/i.test((await terminal.question('Fetch them? (y/n) ')).trim());
  } finally {
    terminal.close();
  }
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}

import type { Offer } from '../../shared/errors.ts';

/** The command that was given, with what a refusal offers instead: to be copied into a shell. */
export function offeredCommand(name: string, args: string[], { step }: Offer): string {
  const kept = args.filter((arg, at) => arg !== '--step' && args[at - 1] !== '--step' && !arg.startsWith('--step='));
  return ['ganymede', name, ...kept.map(quoted), '--step', step].join(' ');
}

function quoted(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}

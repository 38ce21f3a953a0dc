import type { Order } from '../../../shared/trainer-protocol.ts';
import { type Commands, localCommands } from './commands.ts';
import { localSide, putOrder, type SpoolSide } from './spool-side.ts';
import { sshCommands, sshSide } from './ssh.ts';

/** How a cluster is reached: its commands and its spools. */
export interface Line {
  commands: Commands;
  side: SpoolSide;
  /** Who does not answer, where nobody does. */
  whoever: string;
  /** Where the studio may be closing; null where an order takes its time. */
  orderAtOnce: ((folder: string, number: number, order: Order) => void) | null;
}

/** Empty: Slurm's commands are on this machine. */
export function lineTo(host: string): Line {
  if (host === '') return { commands: localCommands(), side: localSide, whoever: 'Slurm', orderAtOnce: putOrder };
  return { commands: sshCommands(host), side: sshSide(host), whoever: `Slurm on ${host}`, orderAtOnce: null };
}

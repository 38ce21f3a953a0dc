import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Order } from '../../shared/trainer-protocol.ts';
import { spool } from '../spool/folder.ts';

const every = 1000;

/** Gives each order that the studio lays into the spool once, in the order of their numbers; one that was obeyed is taken away. */
export function watchOrders(folder: string, obey: (order: Order) => void): { close(): void } {
  const orders = join(folder, spool.orders);

  function look(): void {
    for (const name of namesIn(orders)) {
      const file = join(orders, name);
      try {
        const order = JSON.parse(readFileSync(file, 'utf8')) as Order;
        rmSync(file, { force: true });
        obey(order);
      } catch {
        // A network file system that is late: it is there the next time.
      }
    }
  }

  const timer = setInterval(look, every);
  look();
  return { close: () => clearInterval(timer) };
}

function namesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder).filter((name) => /^\d+\.json$/.test(name));
    return names.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  } catch {
    return [];
  }
}

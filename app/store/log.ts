import type { Connection } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { LogTable } from './store.ts';

export function openLog(connection: Connection, numbers: RunNumbers): LogTable {
  return {
    add(run, { time, step, level, sentence }) {
      connection.write(() =>
        connection
          .sql('INSERT INTO log (run, time, step, level, sentence) VALUES (?, ?, ?, ?, ?)')
          .run(numbers.of(run), time, step, level, sentence),
      );
    },
    list: (run, after, limit) =>
      connection
        .sql('SELECT id, time, step, level, sentence FROM log WHERE run = ? AND id > ? ORDER BY id LIMIT ?')
        .all(numbers.of(run), after, limit)
        .map((row) => ({
          id: Number(row.id),
          time: Number(row.time),
          step: Number(row.step),
          level: row.level as 'info' | 'warning' | 'error',
          sentence: String(row.sentence),
        })),
  };
}

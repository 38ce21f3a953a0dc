import type { RunFamily, RunMember } from '../../shared/api/lineage.ts';
import type { Connection } from './connection.ts';
import { runOf } from './run-row.ts';

/** All that came from the run that this one came from in the end; deleted runs join what is there, and are not listed. */
export function familyOf(connection: Connection, id: string): RunFamily {
  const rows = connection
    .sql(
      `WITH RECURSIVE up(id, parent, far) AS (
         SELECT id, parent_run, 0 FROM run WHERE id = ?
         UNION SELECT run.id, run.parent_run, far + 1 FROM up JOIN run ON run.id = up.parent WHERE far < 1000
       ),
       down(id) AS (
         SELECT id FROM (SELECT id FROM up ORDER BY far DESC LIMIT 1)
         UNION SELECT run.id FROM down JOIN run ON run.parent_run = down.id
       )
       SELECT run.* FROM down JOIN run ON run.id = down.id ORDER BY run.number`,
    )
    .all(id);
  const runs = rows.map(runOf);
  const known = new Set(runs.map((run) => run.id));
  const children = Map.groupBy(runs, ({ parent }) => (parent !== null && known.has(parent.run) ? parent.run : null));
  const members: RunMember[] = [];
  const waiting = (children.get(null) ?? []).map((run) => ({ run, depth: 0 })).reverse();
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { run, depth } = next;
    const { number, name, status, step, color, parent } = run;
    if (run.deletedAt === null) members.push({ id: run.id, number, name, status, step, color, parent, depth });
    for (const child of (children.get(run.id) ?? []).toReversed()) waiting.push({ run: child, depth: depth + 1 });
  }
  return { members };
}

import type { Evidence, Finding } from '../../shared/health-rule.ts';
import { numberReplacer } from '../../shared/number-json.ts';
import type { Connection } from './connection.ts';
import type { RunNumbers } from './run-numbers.ts';
import type { FindingTable } from './store.ts';

export interface RecordedFindings extends FindingTable {
  /** Inside the caller's transaction. */
  put(run: number, findings: readonly Finding[], time: number): Finding[];
  /** Inside the caller's transaction; what another tool took back is read again from its beginning. */
  cutAfter(run: number, step: number): void;
}

export function openFindings(connection: Connection, numbers: RunNumbers): RecordedFindings {
  function put(run: number, findings: readonly Finding[], time: number): Finding[] {
    const insert = connection.sql(
      `INSERT INTO finding (run, rule, subject, step, time, sentence, evidence) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO NOTHING RETURNING step`,
    );
    const fresh = findings.filter(
      ({ rule, subject, step, sentence, evidence }) =>
        insert.get(run, rule, subject, step, time, sentence, JSON.stringify(evidence, numberReplacer)) !== undefined,
    );
    if (fresh.length > 0) sum(run);
    return fresh;
  }

  function sum(run: number): void {
    const names = '(SELECT json_group_array(rule) FROM (SELECT rule FROM finding WHERE run = ? GROUP BY rule ORDER BY MIN(step), rule))';
    connection.sql(`UPDATE run SET health = ${names} WHERE number = ?`).run(run, run);
  }

  return {
    put,
    cutAfter(run, step) {
      connection.sql('DELETE FROM watched WHERE run = ?').run(run);
      if (connection.sql('DELETE FROM finding WHERE run = ? AND step > ?').run(run, step).changes > 0) sum(run);
    },
    add: (run, findings) => (findings.length === 0 ? [] : connection.write(() => put(numbers.of(run), findings, connection.now()))),
    watched(run) {
      const row = connection.sql('SELECT state FROM watched WHERE run = ?').get(numbers.of(run));
      return row === undefined ? null : JSON.parse(String(row.state));
    },
    putWatched: (run, state, findings) =>
      connection.write(() => {
        const number = numbers.of(run);
        connection.sql('INSERT OR REPLACE INTO watched (run, state) VALUES (?, ?)').run(number, JSON.stringify(state));
        return findings.length === 0 ? [] : put(number, findings, connection.now());
      }),
    unwatched: (limit) =>
      connection
        .sql(
          `SELECT id FROM run WHERE origin IS NOT NULL AND incoming = 0 AND deleted_at IS NULL
             AND NOT EXISTS (SELECT 1 FROM watched WHERE watched.run = run.number) ORDER BY number DESC LIMIT ?`,
        )
        .all(limit)
        .map(({ id }) => String(id)),
    list: (run) =>
      connection
        .sql('SELECT rule, subject, step, sentence, evidence FROM finding WHERE run = ? ORDER BY step, rule, subject')
        .all(numbers.of(run))
        .map((row) => ({
          rule: String(row.rule),
          subject: String(row.subject),
          step: Number(row.step),
          sentence: String(row.sentence),
          evidence: (JSON.parse(String(row.evidence)) as Evidence[]).map(revived),
        })),
  };
}

/** NaN and infinities were written as text. */
function revived(evidence: Evidence): Evidence {
  if (evidence.kind !== 'series') return evidence;
  return { ...evidence, points: evidence.points.map(([step, value]) => [step, Number(value)]) };
}

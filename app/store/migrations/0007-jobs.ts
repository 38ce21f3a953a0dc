/**
 * Runs that train as jobs of a cluster: what was asked for, where their spool lies, and how far it has been recorded. `file`, `offset` and
 * `sequence` move in the transaction that records what was read up to there, so nothing is recorded twice or left out.
 */
export const sql = `
CREATE TABLE job (
  run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
  executor TEXT NOT NULL,
  sitting TEXT NOT NULL,
  folder TEXT NOT NULL,
  resources TEXT NOT NULL,
  batch TEXT,
  element INTEGER,
  job TEXT,
  state TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  host TEXT,
  left_by TEXT,
  requeues INTEGER NOT NULL DEFAULT 0,
  waited REAL NOT NULL DEFAULT 0,
  waits_since REAL,
  anew INTEGER NOT NULL DEFAULT 0,
  file INTEGER NOT NULL DEFAULT 0,
  offset INTEGER NOT NULL DEFAULT 0,
  sequence INTEGER NOT NULL DEFAULT 0,
  over INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX job_open ON job(run) WHERE over = 0;
`;

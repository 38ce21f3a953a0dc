/**
 * What health rules have found. `run.health` is the names of the rules that found something, as tags are kept: a query reads them
 * without a second table. `watched` is how far the rules have read a run that another tool logged (of our own the trainer keeps that with the
 * checkpoint); a run without a row is yet to be read.
 */
export const sql = `
ALTER TABLE run ADD COLUMN health TEXT NOT NULL DEFAULT '[]';
CREATE TABLE finding (
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  rule TEXT NOT NULL,
  subject TEXT NOT NULL,
  step REAL NOT NULL,
  time REAL NOT NULL,
  sentence TEXT NOT NULL,
  evidence TEXT NOT NULL,
  PRIMARY KEY (run, rule, subject)
) WITHOUT ROWID;
CREATE TABLE watched (
  run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
  state TEXT NOT NULL
);
`;

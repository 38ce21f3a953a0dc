/** Sweeps: a plan, and the runs that it asked for, each with its place in it. */
export const sql = `
CREATE TABLE sweep (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  plan TEXT NOT NULL,
  created_at REAL NOT NULL
);
CREATE TABLE sweep_run (
  run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
  sweep TEXT NOT NULL REFERENCES sweep(id) ON DELETE CASCADE,
  variant TEXT NOT NULL,
  place_number INTEGER NOT NULL,
  place TEXT NOT NULL,
  seed INTEGER NOT NULL
);
CREATE INDEX sweep_run_by_sweep ON sweep_run(sweep, place_number);
`;

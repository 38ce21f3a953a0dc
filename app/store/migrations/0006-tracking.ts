/**
 * Runs that clients of MLflow's tracking log while they train. What the client calls its params, tags and metrics is kept to the letter
 * beside what the studio shows of it; `tracked_metric` is the latest point a key by MLflow's order: highest step, then time, then value.
 */
export const sql = `
ALTER TABLE run ADD COLUMN experiment TEXT;
ALTER TABLE run ADD COLUMN heard_at REAL;
CREATE INDEX run_by_experiment ON run(experiment) WHERE experiment IS NOT NULL;

CREATE TABLE experiment (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  location TEXT NOT NULL DEFAULT '',
  created_at REAL NOT NULL,
  updated_at REAL NOT NULL,
  deleted INTEGER NOT NULL DEFAULT 0
);
INSERT INTO experiment (id, name, created_at, updated_at)
  VALUES (0, 'Default', CAST(strftime('%s', 'now') AS INTEGER) * 1000, CAST(strftime('%s', 'now') AS INTEGER) * 1000);
CREATE TABLE experiment_tag (
  experiment INTEGER NOT NULL REFERENCES experiment(id) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (experiment, key)
) WITHOUT ROWID;

CREATE TABLE tracked_run (
  run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
  experiment INTEGER NOT NULL REFERENCES experiment(id),
  user TEXT NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER
);
CREATE INDEX tracked_run_by_experiment ON tracked_run(experiment, started, run);

CREATE TABLE tracked_param (
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) WITHOUT ROWID;
CREATE INDEX tracked_param_by_key ON tracked_param(key, run, value);
CREATE TABLE tracked_tag (
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (run, key)
) WITHOUT ROWID;
CREATE INDEX tracked_tag_by_key ON tracked_tag(key, run, value);
CREATE TABLE tracked_metric (
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  step INTEGER NOT NULL,
  time INTEGER NOT NULL,
  value REAL,
  PRIMARY KEY (run, key)
) WITHOUT ROWID;
CREATE INDEX tracked_metric_by_key ON tracked_metric(key, run, value);
CREATE TABLE tracked_input (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  name TEXT NOT NULL,
  digest TEXT NOT NULL,
  context TEXT,
  dataset TEXT NOT NULL,
  tags TEXT NOT NULL,
  UNIQUE (run, name, digest)
);
`;

/** The first workspace. NaN can't live in an SQLite REAL: a NULL value of a recorded number means NaN. */
export const sql = `
CREATE TABLE run (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  status TEXT NOT NULL,
  sentence TEXT NOT NULL DEFAULT '',
  recipe TEXT NOT NULL,
  dataset TEXT NOT NULL,
  config TEXT NOT NULL,
  environment TEXT,
  parent_run TEXT,
  parent_step INTEGER,
  step INTEGER NOT NULL DEFAULT 0,
  steps_per_second REAL,
  color INTEGER NOT NULL,
  tags TEXT NOT NULL DEFAULT '[]',
  notes TEXT NOT NULL DEFAULT '',
  archived INTEGER NOT NULL DEFAULT 0,
  deleted_at REAL,
  created_at REAL NOT NULL,
  started_at REAL,
  ended_at REAL,
  trained_for REAL NOT NULL DEFAULT 0
);
CREATE INDEX run_by_status ON run(status);
CREATE INDEX run_by_creation ON run(created_at);
CREATE INDEX run_by_parent ON run(parent_run) WHERE parent_run IS NOT NULL;
CREATE INDEX run_deleted ON run(deleted_at) WHERE deleted_at IS NOT NULL;

CREATE TABLE series (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  count INTEGER NOT NULL,
  stored INTEGER NOT NULL,
  first_step REAL NOT NULL,
  last_step REAL NOT NULL,
  last_time REAL NOT NULL,
  last REAL,
  min REAL,
  max REAL,
  step_ordered INTEGER NOT NULL,
  time_ordered INTEGER NOT NULL,
  UNIQUE (run, key)
);
CREATE INDEX series_waiting ON series(id) WHERE count - stored >= 512;
CREATE INDEX series_by_key ON series(key, run);

CREATE TABLE tail (
  series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  step REAL NOT NULL,
  time REAL NOT NULL,
  value REAL,
  PRIMARY KEY (series, position)
) WITHOUT ROWID;

CREATE TABLE chunk (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  from_step REAL NOT NULL,
  to_step REAL NOT NULL,
  from_time REAL NOT NULL,
  to_time REAL NOT NULL,
  points BLOB NOT NULL
);
CREATE UNIQUE INDEX chunk_place ON chunk(series, position, from_step, to_step, from_time, to_time);

CREATE TABLE pyramid (
  id INTEGER PRIMARY KEY,
  series INTEGER NOT NULL REFERENCES series(id) ON DELETE CASCADE,
  level INTEGER NOT NULL,
  page INTEGER NOT NULL,
  nodes BLOB NOT NULL,
  UNIQUE (series, level, page)
);

CREATE TABLE distribution (
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  key TEXT NOT NULL,
  step INTEGER NOT NULL,
  content BLOB NOT NULL,
  UNIQUE (run, key, step)
);

CREATE TABLE object (
  hash TEXT PRIMARY KEY,
  bytes INTEGER NOT NULL,
  content BLOB,
  pinned INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE sample (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  probe TEXT NOT NULL,
  step INTEGER NOT NULL,
  kind TEXT NOT NULL,
  shapes TEXT NOT NULL,
  meta TEXT NOT NULL,
  object TEXT NOT NULL REFERENCES object(hash),
  UNIQUE (run, probe, step)
);
CREATE INDEX sample_by_object ON sample(object);

CREATE TABLE checkpoint (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  step INTEGER NOT NULL,
  file TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  created_at REAL NOT NULL,
  kept INTEGER NOT NULL DEFAULT 0,
  UNIQUE (run, step)
);

CREATE TABLE log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  time REAL NOT NULL,
  step INTEGER NOT NULL,
  level TEXT NOT NULL,
  sentence TEXT NOT NULL
);
CREATE INDEX log_by_run ON log(run, id);

CREATE TABLE setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  page TEXT NOT NULL,
  path TEXT NOT NULL,
  state TEXT NOT NULL
);
`;

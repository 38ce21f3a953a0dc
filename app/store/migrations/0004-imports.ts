/** Runs that other tools logged: where they come from, how far their source was read, and the files beside them. `incoming` ones are hidden until whole. */
export const sql = `
ALTER TABLE run ADD COLUMN origin TEXT;
ALTER TABLE run ADD COLUMN incoming INTEGER NOT NULL DEFAULT 0;
CREATE INDEX run_incoming ON run(incoming) WHERE incoming = 1;
CREATE TABLE source (
  run INTEGER PRIMARY KEY REFERENCES run(number) ON DELETE CASCADE,
  importer TEXT NOT NULL,
  key TEXT NOT NULL,
  position TEXT,
  UNIQUE (importer, key)
);
CREATE TABLE artifact (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  path TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  object TEXT NOT NULL REFERENCES object(hash),
  UNIQUE (run, path)
);
CREATE INDEX artifact_by_object ON artifact(object);
`;

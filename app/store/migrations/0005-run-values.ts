/**
 * Every scalar of a run's config and environment by its dotted key, such as `params.lambda`: a column of ten thousand runs is read
 * in order of the key instead of out of ten thousand texts of JSON. Booleans are 1 and 0, and say so. And what a series has come to,
 * by key, without its row. A text that is no JSON has no values. Of a run that another tool logged only the params are known.
 */
export const sql = `
CREATE TABLE value_key (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE);
CREATE TABLE run_value (
  key INTEGER NOT NULL REFERENCES value_key(id),
  run INTEGER NOT NULL REFERENCES run(number) ON DELETE CASCADE,
  value,
  is_boolean INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (key, run)
) WITHOUT ROWID;
CREATE INDEX run_value_by_run ON run_value(run);

CREATE TEMP TABLE found_value AS
  WITH sound AS MATERIALIZED (
    SELECT number, origin, CASE WHEN json_valid(config) THEN config END AS config, CASE WHEN json_valid(environment) THEN environment END AS environment FROM run
  )
  SELECT number AS run, 'params.' || part.key AS key, part.value, part.type FROM sound, json_each(config, '$.params') AS part
  UNION ALL SELECT number, 'dataset.params.' || part.key, part.value, part.type FROM sound, json_each(config, '$.dataset.params') AS part WHERE origin IS NULL
  UNION ALL SELECT number, 'recording.' || part.key, part.value, part.type FROM sound, json_each(config, '$.recording') AS part WHERE origin IS NULL
  UNION ALL SELECT number, 'stop.' || part.key, part.value, part.type FROM sound, json_each(config, '$.stop') AS part
    WHERE origin IS NULL AND json_type(config, '$.stop') = 'object'
  UNION ALL SELECT number, part.key, part.value, part.type FROM sound, json_each(config) AS part WHERE origin IS NULL
  UNION ALL SELECT number, 'environment.' || part.key, part.value, part.type FROM sound, json_each(environment) AS part;
DELETE FROM found_value WHERE type IN ('null', 'object', 'array') OR key IS NULL;
INSERT INTO value_key (key) SELECT DISTINCT key FROM found_value;
INSERT OR IGNORE INTO run_value (key, run, value, is_boolean)
  SELECT value_key.id, run, value, type IN ('true', 'false') FROM found_value JOIN value_key ON value_key.key = found_value.key;
DROP TABLE found_value;

DROP INDEX series_by_key;
CREATE INDEX series_by_key ON series(key, run, count, last, min, max, first_step, last_step);
`;

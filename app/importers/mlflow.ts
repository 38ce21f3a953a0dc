import { resolve } from 'node:path';
import type { Importer } from '../importer.ts';
import { readDatabaseRun, type DatabasePosition } from './mlflow/database.ts';
import { readFolderRun, type FolderPosition } from './mlflow/folder.ts';
import { findRuns } from './mlflow/find-runs.ts';

/** What MLflow 2 and 3 leave on a disk: a file store (`mlruns/`) or a SQLite database (`mlflow.db`) with its artifacts beside it. */
export const mlflow: Importer = {
  name: 'mlflow',
  title: 'MLflow',
  reads: 'mlruns folders and mlflow.db databases, with their artifacts',
  look: async (path, desk) => findRuns(resolve(path), desk),
  async *read(run, position, desk) {
    if ((run.own as { database?: true } | undefined)?.database) yield* readDatabaseRun(run, position as DatabasePosition | null, desk);
    else yield* readFolderRun(run, position as FolderPosition | null);
  },
};

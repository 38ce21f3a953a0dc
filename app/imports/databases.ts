import { statSync } from 'node:fs';
import type { ForeignDatabase } from '../importer.ts';
import { openForeignDatabase } from '../store/foreign-database.ts';

/** Other tools' databases while one import lasts: a file that has not changed is copied and opened once, however many runs are in it. */
export class Databases {
  private readonly opened = new Map<string, { mark: string; database: ForeignDatabase }>();
  private readonly place: string | undefined;

  /** Copies are made in `place`; null: where temporary files go. */
  constructor(place: string | null) {
    this.place = place ?? undefined;
  }

  /** @throws StudioError unavailable, damaged */
  open(file: string): ForeignDatabase {
    const mark = [file, `${file}-wal`].map(markOf).join(' ');
    const known = this.opened.get(file);
    if (known?.mark !== mark) {
      known?.database.close();
      this.opened.delete(file);
      this.opened.set(file, { mark, database: openForeignDatabase(file, this.place) });
    }
    const { database } = this.opened.get(file)!;
    return { all: database.all, iterate: database.iterate, close: () => {} };
  }

  close(): void {
    for (const { database } of this.opened.values()) database.close();
    this.opened.clear();
  }
}

function markOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.size} ${found.mtimeMs}`;
}

import type { ForeignDatabase } from '../importer.ts';
import { openForeignDatabase } from '../store/foreign-database.ts';

/** Other tools' databases while they are looked at and read once: one copy of each, however many runs are in it and whatever is written meanwhile. */
export class Databases {
  private readonly opened = new Map<string, ForeignDatabase>();
  private readonly place: string | undefined;

  /** Copies are made in `place`; null: where temporary files go. */
  constructor(place: string | null) {
    this.place = place ?? undefined;
  }

  /** @throws StudioError unavailable, damaged */
  open(file: string): ForeignDatabase {
    const database = this.opened.get(file) ?? openForeignDatabase(file, this.place);
    this.opened.set(file, database);
    return { all: database.all, iterate: database.iterate, close: () => {} };
  }

  /** Gives up the copies of all others. */
  keep(files: ReadonlySet<string>): void {
    for (const [file, database] of this.opened) {
      if (files.has(file)) continue;
      database.close();
      this.opened.delete(file);
    }
  }

  close(): void {
    this.keep(new Set());
  }
}

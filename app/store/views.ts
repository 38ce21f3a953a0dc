import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

export function openViews(connection: Connection): Store['views'] {
  return {
    list: () =>
      connection
        .sql('SELECT * FROM view ORDER BY name COLLATE NOCASE, id')
        .all()
        .map((row) => ({
          id: String(row.id),
          name: String(row.name),
          page: String(row.page),
          path: String(row.path),
          state: JSON.parse(String(row.state)),
        })),
    put(view) {
      connection.write(() =>
        connection
          .sql('INSERT OR REPLACE INTO view (id, name, page, path, state) VALUES (?, ?, ?, ?, ?)')
          .run(view.id, view.name, view.page, view.path, JSON.stringify(view.state ?? null)),
      );
      return view;
    },
    remove: (id) => connection.write(() => void connection.sql('DELETE FROM view WHERE id = ?').run(id)),
  };
}

import { settings, type Settings } from '../../shared/api/studio.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

export function openSettings(connection: Connection): Store['settings'] {
  function get(): Settings {
    const stored = connection
      .sql('SELECT key, value FROM setting')
      .all()
      .filter(({ key }) => String(key) in settings.shape)
      .map(({ key, value }) => [key, JSON.parse(String(value))]);
    return settings.parse(Object.fromEntries(stored));
  }
  return {
    get,
    patch(change) {
      connection.write(() => {
        for (const [key, value] of Object.entries(settings.partial().parse(change))) {
          if (!(key in change)) continue; // a default that parsing filled in
          connection
            .sql('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
            .run(key, JSON.stringify(value));
        }
      });
      return get();
    },
  };
}

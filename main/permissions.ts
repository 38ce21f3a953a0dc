import type { Session } from 'electron';
import { isOurs } from './studio-scheme.ts';

/** Electron grants everything unless told otherwise; this studio needs to write to the clipboard and nothing else. */
const granted = ['clipboard-sanitized-write', 'fullscreen'];

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(granted.includes(permission) && isOurs(contents.getURL()));
  });
  session.setPermissionCheckHandler(
    (contents, permission) => granted.includes(permission) && contents !== null && isOurs(contents.getURL()),
  );
  session.setDevicePermissionHandler(() => false);
}

/**
 * What log_image(key, step) called a picture: its key and step. Clients of 3.x write `images/<key>+step+<n>+timestamp+<ms>+<uuid>.png` with `~`
 * for a slash, those of 2.x the same with `%` and `#`. Its small copy beside it (`…compressed.webp`) is no other picture.
 */
export function loggedPicture(path: string): { probe: string; step: number } | null {
  const [, key, sign, step] = /^images\/(.+?)([+%])step\2(-?\d{1,15})\2timestamp\2\d+\2[\w-]+\.\w+$/.exec(path) ?? [];
  if (key === undefined) return null;
  return { probe: key.replaceAll(sign === '+' ? '~' : '#', '/'), step: Number(step) };
}

const longestName = 200;

/** What a file is called beside its run: relative, of plain names, whatever a log says. It names a row, and never a place on the disk. */
export function plainArtifactPath(path: string): string {
  const names = path
    .split(/[/\\]+/)
    .map((name) =>
      Array.from(name, (letter) => (isPlain(letter) ? letter : '_'))
        .join('')
        .slice(0, longestName),
    )
    .filter((name) => name !== '' && name !== '.')
    .map((name) => (/^\.+$/.test(name) ? '_' : name.replace(/^([A-Za-z]):/, '$1_')));
  return names.join('/') || 'file';
}

function isPlain(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  return code >= 32 && code !== 127;
}

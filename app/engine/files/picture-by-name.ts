type Named = { path: string };

/** Ever less exact: composed letters and letters taken apart are the same, then large and small ones, then a name without its ending. */
const forms: { ofFile: (path: string) => string; asked: (name: string) => string }[] = [
  { ofFile: (path) => path, asked: (name) => name },
  { ofFile: composed, asked: composed },
  { ofFile: small, asked: small },
  { ofFile: (path) => composed(withoutEnding(path)), asked: composed },
  { ofFile: (path) => small(withoutEnding(path)), asked: small },
];

/**
 * Finds a file by what a list calls it: by its path from the folder on, or from the list on, or by its bare name; in the most exact form
 * in which one file alone fits.
 */
export function byName<File extends Named>(files: File[], listPath: string): (name: string) => File | undefined {
  const beside = listPath.slice(0, listPath.lastIndexOf('/') + 1);
  const paths = forms.map(({ ofFile }) => only(files, ({ path }) => ofFile(path)));
  const names = forms.map(({ ofFile }) => only(files, ({ path }) => ofFile(lastPart(path))));
  return (name) => {
    for (const [at, { asked }] of forms.entries()) {
      const found = paths[at].get(asked(name)) ?? paths[at].get(asked(beside + name));
      if (found) return found;
    }
    for (const [at, { asked }] of forms.entries()) {
      const found = names[at].get(asked(lastPart(name)));
      if (found) return found;
    }
    return undefined;
  };
}

/** null where several have the same key. */
function only<File>(files: File[], key: (file: File) => string): Map<string, File | null> {
  const found = new Map<string, File | null>();
  for (const file of files) found.set(key(file), found.has(key(file)) ? null : file);
  return found;
}

function composed(text: string): string {
  return text.normalize('NFC');
}

function small(text: string): string {
  return composed(text).toLowerCase();
}

export function withoutEnding(path: string): string {
  return path.replace(/\.[^./]*$/, '');
}

export function lastPart(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

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
  const ways = [
    ...forms.map(({ ofFile, asked }) => ({ asked: (name: string) => [asked(name), asked(beside + name)], known: whenAsked(ofFile) })),
    ...forms.map(({ ofFile, asked }) => ({
      asked: (name: string) => [asked(lastPart(name))],
      known: whenAsked((path) => ofFile(lastPart(path))),
    })),
  ];

  /** Most names are exact, and the forms of a million files take long to write down. */
  function whenAsked(key: (path: string) => string): () => Map<string, File | null> {
    let found: Map<string, File | null> | null = null;
    return () => (found ??= only(files, ({ path }) => key(path)));
  }

  return (name) => {
    for (const { asked, known } of ways) {
      for (const form of asked(name)) {
        const found = known().get(form);
        if (found) return found;
      }
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

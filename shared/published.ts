/** A set that others publish and the studio fetches: from where, under which terms, and how each file is told to be the right one. */
export interface Published {
  publisher: string;
  /** Where people read about it. */
  page: string;
  licence: string;
  citation: string;
  /** Beginnings of addresses, asked one after another; a file's name is written behind. */
  addresses: string[];
  files: PublishedFile[];
}

export interface PublishedFile {
  name: string;
  bytes: number;
  sha256: string;
  /** Of a .tar.gz: what is taken out of it, by its path inside. The archive itself is not kept, and nothing else of it is written. */
  members?: { path: string; bytes: number }[];
}

/** What lies in the set's folder once it is whole, by name. */
export function keptFiles({ files }: Published): { name: string; bytes: number }[] {
  return files.flatMap(({ name, bytes, members }) =>
    members === undefined ? [{ name, bytes }] : members.map((member) => ({ name: member.path.split('/').at(-1)!, bytes: member.bytes })),
  );
}

export function downloadBytes({ files }: Published): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}

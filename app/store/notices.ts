import type { Notice } from '../../shared/api/studio.ts';

/** What the workspace's user should know for as long as it is so: at most one sentence of a kind. Kept in memory: it must hold on a full disk. */
export interface Notices {
  list(): Notice[];
  /** Null takes it back. @returns whether that changed anything */
  set(kind: Notice['kind'], sentence: string | null): boolean;
}

export function openNotices(): Notices {
  const said = new Map<Notice['kind'], string>();
  return {
    list: () => [...said].map(([kind, sentence]) => ({ kind, sentence })),
    set(kind, sentence) {
      if ((said.get(kind) ?? null) === sentence) return false;
      if (sentence === null) said.delete(kind);
      else said.set(kind, sentence);
      return true;
    },
  };
}

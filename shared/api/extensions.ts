import { z } from 'zod';
import type { Extension, Finding } from '../extension.ts';
import type { DataKind } from '../params.ts';
import { goodName } from '../extension-hashes.ts';

/**
 * GET    /api/extensions                → ExtensionList
 * POST   /api/extensions    AskNew      → Extension: a small working file in the workspace's folder, trusted as it was written
 * GET    /api/extensions/:name          → ExtensionText: the file as it lies there, and the text of it that was trusted last
 * GET    /api/extensions/texts/:sha256  → { sha256, text }: kept with a run, trusted, or lying there
 * GET    /api/runs/:id/extensions       → KeptText[]: the texts that a run is made of
 * POST   /api/extensions/:name/check    → CheckedRecipe[]: each recipe of a trusted file held to the contract of ours, on small data of every kind it takes
 * POST   /api/extensions/trust  AskTrust → { extension: Extension | null }: that text may be run from now on; null for one that is kept and does not lie there
 * DELETE /api/extensions/trust/:sha256  → {}
 */
export interface ExtensionList {
  /** Where they are looked for, the workspace's own first. */
  folders: string[];
  extensions: Extension[];
}
export interface ExtensionText {
  extension: Extension;
  text: string;
  /** Null where no earlier text of this file is trusted. */
  before: { sha256: string; text: string } | null;
}
export interface KeptText {
  /** As its run knows it. */
  name: string;
  sha256: string;
  /** Null where it is neither in this workspace nor trusted on this machine. */
  text: string | null;
  isTrusted: boolean;
  /** Of the file as it lies there now; null where there is none. */
  now: string | null;
}
export interface CheckedRecipe {
  recipe: string;
  kind: DataKind;
  findings: Finding[];
}
export const askTrust = z.strictObject({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of a kept text: the name that its run knows it by. */
  name: z.string().regex(goodName).optional(),
});
export const askNew = z.strictObject({ kind: z.enum(['recipe']), name: z.string() });

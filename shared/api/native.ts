import { z } from 'zod';

/**
 * GET    /api/native        → NativeLibraries: what installing would do, and what is being done. Looking asks the user's Python, so seldom.
 * POST   /api/native        AskInstall → NativeProgress; 409 while another is on its way
 * GET    /api/native/now    → NativeProgress
 * DELETE /api/native/now    → NativeProgress: what was fetched whole stays for the next time
 */
export const nativeUse = z.enum(['native', 'cuda']);
export type NativeUse = z.infer<typeof nativeUse>;
export const askInstall = z.strictObject({ use: nativeUse });

export interface NativeLibraries {
  plans: Record<NativeUse, NativePlan>;
  now: NativeProgress;
}

export type NativePlan =
  /** A torch that is there is used as it is: nothing is downloaded. */
  | { kind: 'there'; folder: string; version: string | null }
  | {
      kind: 'fetch';
      wheels: { name: string; version: string; bytes: number }[];
      downloadBytes: number;
      unpackedBytes: number;
      folder: string;
    }
  | { kind: 'refused'; sentence: string };

export type NativeProgress =
  | { state: 'idle' }
  | { state: 'working'; use: NativeUse; phase: 'downloading' | 'unpacking' | 'trying'; bytes: number; of: number }
  | { state: 'done'; use: NativeUse; device: string; folder: string }
  | { state: 'failed' | 'cancelled'; use: NativeUse; sentence: string };

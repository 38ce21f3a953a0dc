import { z } from 'zod';

/** Names stand in configs, addresses and queries. */
export const goodName = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Which files a config's run is made of: the sha256 of each text, by the file's name without its ending. */
export const extensionHashes = z.record(z.string().regex(goodName), z.string().regex(/^[0-9a-f]{64}$/));
export type ExtensionHashes = z.infer<typeof extensionHashes>;

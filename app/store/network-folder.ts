import { statfsSync } from 'node:fs';

/** Numbers that statfs gives file systems, from Linux's and the vendors' own headers (statfs(2), magic.h). */
const networks = new Map([
  [0x6969, 'NFS'],
  [0xfe534d42, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0x517b, 'SMB'],
  [0x0bd00bd0, 'Lustre'],
  [0x47504653, 'GPFS'],
  [0x19830326, 'BeeGFS'],
  [0x00c36400, 'Ceph'],
  [0x5346414f, 'AFS'],
  [0x6b414653, 'AFS'],
  [0xaad7aaea, 'PanFS'],
  [0x01021997, '9P'],
]);

/** The network file system that a folder lies on, as people call it; null for a local disk, and where nobody tells (outside of Linux). */
export function networkOf(folder: string, typeOf = (place: string) => statfsSync(place).type): string | null {
  if (process.platform !== 'linux') return null;
  try {
    // As an unsigned number: some are told as negative ones.
    return networks.get(typeOf(folder) >>> 0) ?? null;
  } catch {
    return null;
  }
}

export function networkSentence(folder: string, network: string): string {
  return (
    `The workspace ${folder} lies on a network file system (${network}), where a database may be damaged when its server loses a lock. ` +
    'It is opened for this studio alone. Safer: a workspace on a local disk, and for jobs a shared folder that a profile names in Settings.'
  );
}

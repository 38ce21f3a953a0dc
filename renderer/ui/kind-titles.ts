import type { DataKind } from '../../shared/params.ts';

export const kindTitles: Record<DataKind, string> = {
  points: 'Points',
  pictures: 'Pictures',
  pairs: 'Pairs of pictures',
  domains: 'Two domains',
  captions: 'Pictures with captions',
  voxels: 'Solids',
  sound: 'Sound',
};

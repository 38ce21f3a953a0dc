/** Between an album and the thread that develops its pictures. */
export interface DevelopTask {
  /** Absolute, by picture. */
  places: string[];
  size: number;
  channels: 1 | 3;
  /** Where the pixels of picture `index` are written, at `index` times its bytes. */
  pixels: string;
  /** Where the states are kept from one opening to the next. */
  kept: string;
  /** A byte a picture: pictureStates. */
  states: SharedArrayBuffer;
  /** Int32: see `control`. */
  control: SharedArrayBuffer;
}
/** Pictures that are wanted, the first of them first. Those that were expected before are forgotten. */
export interface Wanted {
  now: boolean;
  indices: Int32Array;
}

export const pictureStates = { unknown: 0, whole: 1, broken: 2 } as const;
/** Places in `control`: counted up whenever a picture is done; not 0 once the thread can't go on; counted up while it lives. */
export const control = { done: 0, failed: 1, alive: 2 } as const;
export const failures = { none: 0, full: 1, other: 2, undecodable: 3 } as const;

/**
 * GET    /api/published            → PublishedSets: what there is to be had, and how far each is. What each is and its terms stand in the catalogue.
 * POST   /api/published/:name      → PublishedSet, 201: begins to fetch it, or goes on with what is there; 409 while it is on its way
 * DELETE /api/published/:name      → PublishedSet: cancels; what has come stays, to go on from
 */
export interface PublishedSets {
  /** Outside of the workspace: GANYMEDE_DATA, else ~/ganymede-data. */
  folder: string;
  /** Asked instead of the publishers, where the settings or GANYMEDE_DATA_MIRROR name one; else empty. */
  mirror: string;
  sets: PublishedSet[];
}

export interface PublishedSet {
  name: string;
  /** Where it lies, or will. */
  folder: string;
  state: PublishedState;
}

export type PublishedState =
  | { state: 'here' }
  /** `bytes` have come in an earlier try; `sentence` says how the last one ended, where there was one. */
  | { state: 'away'; bytes: number; of: number; sentence: string | null }
  | { state: 'working'; phase: PublishedPhase; bytes: number; of: number };

export type PublishedPhase = 'fetching' | 'checking' | 'unpacking';

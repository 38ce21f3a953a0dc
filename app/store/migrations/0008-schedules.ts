/** How far a run may train for now, and whether a sweep's schedule is held. */
export const sql = `
ALTER TABLE run ADD COLUMN until_step INTEGER;
ALTER TABLE sweep ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
`;

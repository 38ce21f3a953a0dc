/** How many bytes lie in files is asked every few seconds; `content`, NULL in every row of it, lets the index alone answer. */
export const sql = `
CREATE INDEX object_file ON object(content, bytes) WHERE content IS NULL;
`;

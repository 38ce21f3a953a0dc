/** Said in the metadata of every checkpoint. */
export const checkpointFormat = 'ganymede-checkpoint-1';

export function checkpointName(step: number): string {
  return `step-${String(step).padStart(9, '0')}.safetensors`;
}

/** Said in the metadata of every checkpoint. */
export const checkpointFormat = 'ganymede-checkpoint-1';

export function checkpointName(step: number): string {
  return `step-${String(step).padStart(9, '0')}.safetensors`;
}

/** Null where it is no checkpoint's name. */
export function checkpointStep(name: string): number | null {
  const step = /^step-(\d+)\.safetensors$/.exec(name)?.[1];
  return step === undefined ? null : Number(step);
}

import { useComputedColorScheme } from '@mantine/core';
import { runColor, type Scheme } from '../theme.ts';

export function useScheme(): Scheme {
  return useComputedColorScheme('dark', { getInitialValueInEffect: false });
}
/** Turns a run's palette index into the colour of the present scheme. */
export function useRunColor(): (index: number) => string {
  const scheme = useScheme();
  return (index) => runColor(index, scheme);
}

import { useScheme } from '../ui/use-scheme.ts';
import type { Scheme } from '../theme.ts';

/** The colours a canvas needs by value; they follow the page's own. Data colours come with the data. */
export interface ChartTokens {
  scheme: Scheme;
  text: string;
  quiet: string;
  axis: string;
  grid: string;
  background: string;
  /** Marks that must be seen on any colour: one dark, one light. */
  ink: string;
  paper: string;
}

export const chartTokens: Record<Scheme, ChartTokens> = {
  dark: {
    scheme: 'dark',
    text: '#dfe3e8',
    quiet: '#a9b1bb',
    axis: '#414a55',
    grid: '#242a31',
    background: '#14181d',
    ink: '#0a0c0f',
    paper: '#ffffff',
  },
  light: {
    scheme: 'light',
    text: '#1b2128',
    quiet: '#4b5560',
    axis: '#b9c1ca',
    grid: '#e9ecf0',
    background: '#ffffff',
    ink: '#0a0c0f',
    paper: '#ffffff',
  },
};

export function useChartTokens(): ChartTokens {
  return chartTokens[useScheme()];
}

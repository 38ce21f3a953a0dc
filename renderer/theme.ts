import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Greys of the dark scheme, dimmest last: 0 is text, 7 the page, 8 the sunk parts. */
const dark: MantineColorsTuple = [
  '#dfe3e8',
  '#c3c9d1',
  '#a3abb5',
  '#8b939e',
  '#3a414a',
  '#2a3038',
  '#1d2229',
  '#14181d',
  '#0f1216',
  '#0a0c0f',
];
const blue: MantineColorsTuple = [
  '#e8f2ff',
  '#cfe2ff',
  '#a5c9ff',
  '#7db4ff',
  '#5aa0fb',
  '#3f8ff2',
  '#1f6fd6',
  '#1b62bd',
  '#1756a6',
  '#124785',
];

export const theme = createTheme({
  colors: { dark, blue },
  primaryColor: 'blue',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  fontFamily: "system-ui, -apple-system, 'Segoe UI', 'Inter', 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: '11px', sm: '12px', md: '13px', lg: '14px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '2px', sm: '3px', md: '4px', lg: '6px', xl: '8px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  respectReducedMotion: true,
  headings: { sizes: { h1: { fontSize: '16px' }, h2: { fontSize: '14px' }, h3: { fontSize: '13px' }, h4: { fontSize: '12px' } } },
  components: {
    Button: { defaultProps: { size: 'compact-sm', variant: 'default' }, styles: { root: { fontWeight: 500, flexShrink: 0 } } },
    ActionIcon: { defaultProps: { size: 'sm', variant: 'subtle', color: 'gray' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NativeSelect: {
      defaultProps: { size: 'xs' },
      styles: { input: { height: 24, minHeight: 24, lineHeight: '22px', paddingBlock: 0, fontSize: 12.5, paddingLeft: 6 } },
    },
    Select: { defaultProps: { size: 'xs', comboboxProps: { shadow: 'md' } } },
    MultiSelect: { defaultProps: { size: 'xs' } },
    TagsInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'xs' } },
    SegmentedControl: { defaultProps: { size: 'xs' } },
    Tooltip: { defaultProps: { openDelay: 350, withinPortal: true, fz: 12, multiline: true, maw: 360 } },
    Tabs: { defaultProps: { variant: 'default' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Popover: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Modal: { defaultProps: { transitionProps: { duration: 0 } } },
    Slider: { defaultProps: { size: 'sm' } },
    Badge: { defaultProps: { radius: 'sm', variant: 'default', tt: 'none' } },
  },
});

/** The instrument's own variables, on top of Mantine's. Everything drawn outside Mantine uses these. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    '--page': '#14181d',
    '--sunk': '#0f1216',
    '--raised': '#1b2027',
    '--hover': '#20262e',
    '--selected': '#1c2f49',
    '--line': '#2a3038',
    '--line-strong': '#414a55',
    '--ink': '#dfe3e8',
    '--ink-soft': '#a9b1bb',
    '--ink-faint': '#98a1ac',
    '--accent': '#6fb0ff',
    '--good': '#5ccb8a',
    '--warn': '#e8b339',
    '--bad': '#ff7b72',
    '--mantine-color-body': '#14181d',
    '--mantine-color-dimmed': '#a3abb5',
    '--mantine-color-placeholder': '#8b949f',
    '--mantine-color-default': '#1b2027',
    '--mantine-color-default-hover': '#242b34',
    '--mantine-color-default-border': '#333b45',
    '--mantine-color-anchor': '#6fb0ff',
    '--mantine-color-error': '#ff7b72',
  },
  light: {
    '--page': '#ffffff',
    '--sunk': '#f5f6f8',
    '--raised': '#fafbfc',
    '--hover': '#eff2f5',
    '--selected': '#dcebff',
    '--line': '#dfe3e8',
    '--line-strong': '#b9c1ca',
    '--ink': '#1b2128',
    '--ink-soft': '#4b5560',
    '--ink-faint': '#5a636e',
    '--accent': '#1756a6',
    '--good': '#177245',
    '--warn': '#8a5a00',
    '--bad': '#b3261e',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-dimmed': '#56606b',
    '--mantine-color-placeholder': '#6a7480',
    '--mantine-color-default-border': '#d3d9e0',
    '--mantine-color-anchor': '#1756a6',
    '--mantine-color-error': '#b3261e',
  },
});

export type Scheme = 'dark' | 'light';

/**
 * Twelve run colours that stay apart for the common colour blindnesses, each at least 3:1 on its page.
 * Colour belongs to the run, everywhere; runs beyond twelve repeat the colours with another dash.
 */
const runColors: Record<Scheme, readonly string[]> = {
  dark: [
    '#58a6ff',
    '#f59a3c',
    '#3ec6a4',
    '#ef6fb0',
    '#e6cf4a',
    '#a890ff',
    '#8ad04e',
    '#ff7566',
    '#5fd7ef',
    '#d0a27a',
    '#b8c2cc',
    '#c77de0',
  ],
  light: [
    '#0b63c4',
    '#c25a00',
    '#0a7d63',
    '#c02a7c',
    '#8a7400',
    '#6a45d6',
    '#3f7d12',
    '#cc3325',
    '#0b7f99',
    '#8a5a2f',
    '#59636e',
    '#9332b0',
  ],
};
export function runColor(index: number, scheme: Scheme): string {
  const colors = runColors[scheme];
  return colors[((index % colors.length) + colors.length) % colors.length];
}
/** Line dash for a run number, so that colour is never the only difference; empty is solid. */
export function runDash(index: number): number[] {
  return [[], [6, 3], [2, 3], [8, 3, 2, 3]][Math.floor(Math.abs(index) / 12) % 4];
}

import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

const brand: MantineColorsTuple = [
  '#f0fdfa',
  '#ccfbf1',
  '#99f6e4',
  '#5eead4',
  '#2dd4bf',
  '#14b8a6',
  '#0d9488',
  '#0f766e',
  '#115e59',
  '#134e4a',
];
const go: MantineColorsTuple = [
  '#f0fdf4',
  '#dcfce7',
  '#bbf7d0',
  '#86efac',
  '#4ade80',
  '#22c55e',
  '#16a34a',
  '#15803d',
  '#166534',
  '#14532d',
];
const wait: MantineColorsTuple = [
  '#fffbeb',
  '#fef3c7',
  '#fde68a',
  '#fcd34d',
  '#fbbf24',
  '#f59e0b',
  '#d97706',
  '#b45309',
  '#92400e',
  '#78350f',
];
const stop: MantineColorsTuple = [
  '#fef2f2',
  '#fee2e2',
  '#fecaca',
  '#fca5a5',
  '#f87171',
  '#ef4444',
  '#dc2626',
  '#b91c1c',
  '#991b1b',
  '#7f1d1d',
];

/** Four colours with a meaning each: brand (act), go (ready, answer), wait (ringing, held, break), stop (hang up, faults). */
export const theme = createTheme({
  colors: { brand, go, wait, stop },
  primaryColor: 'brand',
  // Shade 7 of each carries white text at 4.5 : 1 or better.
  primaryShade: { light: 7, dark: 7 },
  defaultRadius: 'md',
  // The computer's own fonts, Chinese ones included: nothing is downloaded.
  fontFamily:
    '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif',
  headings: { fontWeight: '600' },
  components: {
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none', fw: 500 } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    // Its focus is not on a thing between menu and items, which a menu may not have; and it stands where its button is.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false, withinPortal: false } },
    // A page has one banner: the top bar.
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Table: { defaultProps: { highlightOnHoverColor: 'var(--desk-soft)' } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

/** Surfaces of the desk, and dimmed texts that keep 4.5 : 1 on them. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5b6470',
    '--mantine-color-placeholder': '#5b6470',
    '--desk-ground': '#eef1f4',
    '--desk-card': '#ffffff',
    '--desk-line': '#dfe4ea',
    '--desk-soft': '#f6f8fa',
  },
  dark: {
    '--mantine-color-dimmed': '#a3adba',
    '--mantine-color-placeholder': '#a3adba',
    '--desk-ground': '#14171a',
    '--desk-card': '#1d2125',
    '--desk-line': '#31373e',
    '--desk-soft': '#252a2f',
  },
});

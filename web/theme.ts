import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Deep blue-green; shade 7 stands at 7.8:1 on white. */
const lagoon: MantineColorsTuple = [
  '#eaf5f4',
  '#d3e8e6',
  '#a6d1cd',
  '#7fcfc8',
  '#4fa39d',
  '#2f8c86',
  '#17736e',
  '#0b5c58',
  '#084a47',
  '#053a38',
];

/** The system's sans first; each system has one of these for Latin and one for Chinese. */
const fonts =
  '-apple-system, "Segoe UI", "Noto Sans TC", "Noto Sans CJK TC", "PingFang TC", "Microsoft JhengHei", system-ui, sans-serif';

/** The one theme: small radius, thin lines, no movement, one accent. */
export const theme = createTheme({
  primaryColor: 'lagoon',
  primaryShade: { light: 7, dark: 6 },
  colors: { lagoon },
  fontFamily: fonts,
  headings: { fontFamily: fonts, fontWeight: '600' },
  defaultRadius: 'sm',
  respectReducedMotion: true,
  cursorType: 'pointer',
  shadows: { xl: '0 4px 24px rgb(0 0 0 / 20%)' },
  components: {
    Button: { defaultProps: { size: 'md' } },
    Checkbox: { defaultProps: { size: 'md' } },
    Radio: { defaultProps: { size: 'md' } },
    TextInput: { defaultProps: { size: 'md' } },
    PasswordInput: { defaultProps: { size: 'md' } },
    NativeSelect: { defaultProps: { size: 'md' } },
    Table: { defaultProps: { borderColor: 'var(--line)' } },
    Textarea: { defaultProps: { size: 'md' } },
  },
});

/** Mantine's greys are too pale to read (3.3:1); ours pass 7:1 for words and 3:1 for borders of fields. */
const readable = {
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-dimmed': 'var(--ink-soft)',
  '--mantine-color-placeholder': 'var(--ink-soft)',
  '--mantine-color-error': 'var(--refused-ink)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--page)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-disabled': 'var(--page)',
  '--mantine-color-disabled-color': 'var(--ink-soft)',
  '--mantine-color-disabled-border': 'var(--line)',
} as const;

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...readable, '--mantine-color-gray-4': 'var(--line-strong)' },
  dark: {
    ...readable,
    '--mantine-color-dark-4': 'var(--line-strong)',
    '--mantine-color-dark-6': 'var(--surface)',
  },
});

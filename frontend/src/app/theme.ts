import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Menu,
  NativeSelect,
  Popover,
  SegmentedControl,
  Tooltip,
} from '@mantine/core';

// One accent on a grey scale. Shade 6 carries white text at 6.3:1.
const accent: MantineColorsTuple = [
  '#eef0ff',
  '#e0e3fe',
  '#c6cbfd',
  '#a4abfb',
  '#8187f6',
  '#6468ee',
  '#4f4fe0',
  '#4340c4',
  '#38369e',
  '#31327d',
];

// For what deletes or fails; shade 6 carries white text at 5.9:1.
const red: MantineColorsTuple = [
  '#fdf1f1',
  '#fbe1e1',
  '#f7c1c1',
  '#f39d9d',
  '#f37c7c',
  '#dd4a4a',
  '#c42525',
  '#a51e1e',
  '#851818',
  '#661212',
];

const gray: MantineColorsTuple = [
  '#f8f8f9',
  '#f2f2f4',
  '#e7e7ea',
  '#d9d9de',
  '#c3c3ca',
  '#9b9ba5',
  '#6a6a74',
  '#4b4b54',
  '#2f2f36',
  '#1b1b20',
];

const dark: MantineColorsTuple = [
  '#ececef',
  '#c9c9cf',
  '#a0a0a9',
  '#74747d',
  '#3c3d43',
  '#2a2b30',
  '#1e1f23',
  '#151619',
  '#0f1012',
  '#0a0b0c',
];

const small = { size: 'xs' } as const;

/** The look of design.md §7: quiet, dense and exact. */
export const theme = createTheme({
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: '600' },
  fontSizes: { xs: '13px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  colors: { accent, red, gray, dark },
  primaryColor: 'accent',
  primaryShade: 6,
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: Button.extend({ defaultProps: { ...small, variant: 'default', fw: 500 } }),
    Input: { defaultProps: small },
    InputWrapper: {
      defaultProps: small,
      styles: { description: { fontSize: '12px', lineHeight: '16px' }, label: { marginBottom: '2px' } },
    },
    TextInput: { defaultProps: small },
    Textarea: { defaultProps: small },
    PasswordInput: { defaultProps: small },
    Select: { defaultProps: small },
    MultiSelect: { defaultProps: small },
    TagsInput: { defaultProps: small },
    NativeSelect: NativeSelect.extend({ defaultProps: small }),
    Checkbox: { defaultProps: small },
    Switch: { defaultProps: small },
    Radio: { defaultProps: small },
    SegmentedControl: SegmentedControl.extend({ defaultProps: small }),
    Menu: Menu.extend({
      // The placeholder is a focusable child that a menu must not have.
      defaultProps: { shadow: 'md', transitionProps: { duration: 100 }, withInitialFocusPlaceholder: false },
    }),
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close message' } } },
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: { duration: 100 } } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        multiline: true,
        maw: 280,
        openDelay: 250,
        events: { hover: true, focus: true, touch: true },
        transitionProps: { duration: 100 },
      },
    }),
  },
});

/** Mantine's own surfaces take the colours of theme.css. */
export const cssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--text)',
    '--mantine-color-dimmed': 'var(--text-dim)',
    '--mantine-color-placeholder': 'var(--text-faint)',
    '--mantine-color-default': 'var(--control)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--text)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--bad)',
    '--mantine-color-anchor': 'var(--accent-text)',
  };
  return { variables: {}, light: surfaces, dark: surfaces };
};

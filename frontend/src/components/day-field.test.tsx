import { MantineProvider } from '@mantine/core';
import { fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { expect, it } from 'vitest';

import { DayField } from './day-field';

let meant = '';

function Field({ initial }: { initial: string }) {
  const [day, setDay] = useState(initial);
  meant = day;
  return <DayField label="Day" optional value={day} onChange={setDay} />;
}

function field(initial = ''): HTMLInputElement {
  render(
    <MantineProvider>
      <Field initial={initial} />
    </MantineProvider>,
  );
  return screen.getByLabelText<HTMLInputElement>('Day');
}

const type = (input: HTMLElement, value: string) => {
  fireEvent.input(input, { target: { value } });
  fireEvent.blur(input);
};

it.each(['01/12/2026', '31/02', '2026-13-01', '2026-02-30', '2026-12-1', '1 December', '20261201', '2026'])(
  'takes %s for no day: it stays as it was typed, and the field says how a day is written',
  (text) => {
    const input = field('2026-11-22');
    type(input, text);
    expect(input.value).toBe(text);
    expect(meant).toBe(text);
    expect(input.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByText('Enter a day as 2026-12-01.')).toBeTruthy();
  },
);

it.each(['2026-12-01', '2028-02-29', ' 2026-12-31 '])('takes %s', (text) => {
  const input = field('2026-11-22');
  type(input, '31/02');
  type(input, text);
  expect(meant).toBe(text.trim());
  expect(screen.queryByText(/^Enter a day/)).toBeNull();
});

it('may be emptied, and says nothing while a day is being typed', () => {
  const input = field('2026-11-22');
  fireEvent.input(input, { target: { value: '2026-1' } });
  expect(screen.queryByText(/^Enter a day/)).toBeNull();
  type(input, '');
  expect(meant).toBe('');
  expect(screen.queryByText(/^Enter a day/)).toBeNull();
});

import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { goError } from '../../../test/bindings';
import { open } from '../../../test/render';
import { live } from '../../../test/services';
import type { desktop } from '../../../wailsjs/go/models';

const setting = () => screen.findByRole('region', { name: 'Connect to a relay' });
const type = (element: HTMLElement, value: string) => fireEvent.change(element, { target: { value } });
const joinView = (changes: Partial<desktop.JoinView>) => ({
  state: 'none',
  message: '',
  needsKey: false,
  percent: 0,
  ...changes,
});

/** Services whose join waits until the test ends it. */
function joining(given = live({ connected: false })) {
  const end: { succeed?: () => void; fail?: (error: Error) => void } = {};
  const join = given.Devices.JoinWithCode;
  const start = vi.fn();
  given.Devices.JoinWithCode = (form) => {
    start(form);
    return new Promise((resolve, reject) => {
      end.succeed = () => resolve(join(form));
      end.fail = reject;
    });
  };
  return { given, end, start };
}

describe('joining with a code', () => {
  it('sends code and name, and says what it waits for until it is in', async () => {
    const { given, end, start } = joining();
    open('/settings', given);
    const relay = await setting();
    fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
    expect(await within(relay).findByText('Type the code that the other device shows.')).toBeTruthy();
    expect(start).not.toHaveBeenCalled();

    type(within(relay).getByLabelText('Pairing code'), ' go.northwind.example/1-wdjb-mjht ');
    type(within(relay).getByLabelText('Name of this device'), 'Reception');
    given.Devices.JoinState = async () => joinView({ state: 'waiting' });
    fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
    expect(await within(relay).findByText('Waiting for approval on your other device…')).toBeTruthy();
    expect(within(relay).getByText(/It shows “Reception”/)).toBeTruthy();
    expect(start).toHaveBeenCalledWith({
      code: 'go.northwind.example/1-wdjb-mjht',
      deviceName: 'Reception',
      recoveryKey: '',
    });

    given.Devices.JoinState = async () => joinView({ state: 'loading', percent: 40 });
    expect(await within(relay).findByLabelText('40 % of the data is here')).toBeTruthy();
    given.Devices.JoinState = async () => joinView({ state: 'done' });
    end.succeed?.();
    expect(await within(relay).findByText('Connected to')).toBeTruthy();
    expect(within(relay).queryByLabelText('Pairing code')).toBeNull();
  });

  it.each([
    ['refused', goError('The other device refused this one.', {}, 'Ask who is there, and use a new code.')],
    ['a wrong code', goError('The code is wrong.', { code: 'This code is wrong or no longer open.' })],
  ])('comes back with the form and the reason: %s', async (_, error) => {
    const { given, end } = joining();
    open('/settings', given);
    const relay = await setting();
    type(within(relay).getByLabelText('Pairing code'), 'go.northwind.example/1-WDJB-MJHT');
    fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
    await within(relay).findByText('Asking the relay…');
    end.fail?.(error);
    const { message } = JSON.parse(error.message);
    expect(await within(relay).findByText(message)).toBeTruthy();
    expect(within(relay).getByDisplayValue('go.northwind.example/1-WDJB-MJHT')).toBeTruthy();
  });

  it('asks for the recovery key only when it is needed', async () => {
    const { given, start } = joining();
    open('/settings', given);
    const relay = await setting();
    expect(within(relay).queryByLabelText('Recovery key')).toBeNull();
    given.Devices.JoinState = async () =>
      joinView({ state: 'failed', message: 'The key is missing.', needsKey: true });
    type(await within(relay).findByLabelText('Recovery key'), ' 7Q2MXK ');
    type(within(relay).getByLabelText('Pairing code'), 'x/1-WDJB-MJHT');
    fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
    await waitFor(() => expect(start.mock.calls[0]?.[0]).toMatchObject({ recoveryKey: '7Q2MXK' }));
  });

  it('shows a join that was begun before the screen was opened, and cancels it', async () => {
    const given = live({ connected: false });
    given.Devices.JoinState = async () => joinView({ state: 'waiting' });
    const cancel = vi.spyOn(given.Devices, 'CancelJoin');
    open('/settings', given);
    const relay = await setting();
    await within(relay).findByText('Waiting for approval on your other device…');
    fireEvent.click(within(relay).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(cancel).toHaveBeenCalledOnce());
  });
});

it('checks a connection line in plain words before it connects', async () => {
  const given = live({ connected: false });
  const connect = vi.spyOn(given.Workspace, 'Connect');
  open('/settings', given);
  const relay = await setting();
  fireEvent.click(within(relay).getByRole('button', { name: 'I have a connection line instead' }));
  const text = within(relay).getByRole('textbox', { name: 'Connection line' });
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  expect(await within(relay).findByText('Paste the connection line.')).toBeTruthy();

  type(text, 'nonsense');
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  expect(await within(relay).findByText('This is not a connection text.')).toBeTruthy();
  expect(within(relay).getByRole<HTMLButtonElement>('button', { name: 'Connect' }).disabled).toBe(true);

  type(text, 'linkledger:abc sealed');
  expect(within(relay).queryByText('This is not a connection text.')).toBeNull();
  fireEvent.click(within(relay).getByRole('button', { name: 'Check connection' }));
  type(await within(relay).findByLabelText('Recovery key'), ' k1 ');
  fireEvent.click(within(relay).getByRole('button', { name: 'Connect' }));
  await waitFor(() =>
    expect(connect).toHaveBeenCalledWith({ connection: 'linkledger:abc sealed', key: 'k1' }),
  );
});

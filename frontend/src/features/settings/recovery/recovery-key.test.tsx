import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, it, vi } from 'vitest';

import { recoveryKey } from '../../../test/fixture/devices';
import { workspace } from '../../../test/fixture/workspace';
import { open } from '../../../test/render';
import { live } from '../../../test/services';

const setting = () => screen.findByRole('region', { name: 'Recovery key' });

it('shows the key only when asked, and prints it with its brand and date', async () => {
  const given = live();
  const print = vi.spyOn(given.Workspace, 'Print');
  open('/settings', given);
  const recovery = await setting();
  expect(document.body.textContent).not.toContain('7Q2MXK');
  fireEvent.click(within(recovery).getByRole('button', { name: 'Show recovery key' }));
  expect(await within(recovery).findByText(/^7Q2MXK-/)).toBeTruthy();

  const sheet = screen.getByTestId('recovery-sheet');
  expect(
    within(sheet)
      .getAllByRole('listitem', { hidden: true })
      .map((item) => item.textContent),
  ).toEqual(recoveryKey().key.split('-'));
  expect(sheet.textContent).toContain('Northwind Outdoor');
  expect(sheet.textContent).toContain('Oct 2, 2026');
  expect(sheet.textContent).toContain('Keep it where you keep contracts.');
  expect(within(recovery).queryByTestId('recovery-sheet')).toBeNull(); // beside the screens, which are not printed
  fireEvent.click(within(recovery).getByRole('button', { name: 'Print' }));
  await waitFor(() => expect(print).toHaveBeenCalledOnce());

  fireEvent.click(within(recovery).getByRole('button', { name: 'Hide' }));
  await waitFor(() => expect(document.body.textContent).not.toContain('7Q2MXK'));
});

it('asks for the print until somebody has said that it is on paper', async () => {
  const given = live({ unprinted: true });
  const printed = vi.spyOn(given.Devices, 'RecoveryKeyPrinted');
  open('/settings', given);
  fireEvent.click(await screen.findByRole('checkbox', { name: 'I have printed it' }));
  await waitFor(() =>
    expect(screen.queryByRole('region', { name: 'Print the recovery key once' })).toBeNull(),
  );
  expect(printed).toHaveBeenCalledOnce();
});

it('says where the key is when another device made it', async () => {
  const given = live();
  given.Devices.RecoveryKey = async () => recoveryKey({ key: '', madeBy: 'Ana’s laptop' });
  open('/settings', given);
  fireEvent.click(await screen.findByRole('button', { name: 'Show recovery key' }));
  expect(await screen.findByText(/“Ana’s laptop” made the recovery key/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Print' })).toBeNull();
});

it('makes a new one only after asking, and then wants it printed', async () => {
  const given = live();
  const make = vi.spyOn(given.Devices, 'NewRecoveryKey');
  open('/settings', given);
  const recovery = await setting();
  fireEvent.click(within(recovery).getByRole('button', { name: 'Make a new recovery key' }));
  expect(within(recovery).getByText(/The old print opens nothing/)).toBeTruthy();
  expect(make).not.toHaveBeenCalled();
  fireEvent.click(within(recovery).getByRole('button', { name: 'Make a new one' }));
  expect(await within(recovery).findByText('NEWKEY-9D3FZP')).toBeTruthy();
  expect(await within(recovery).findByRole('checkbox', { name: 'I have printed it' })).toBeTruthy();
});

it('takes the key on a device that was left out, and says what is wrong with it', async () => {
  const given = live({ sync: { ...workspace().sync, state: 'locked' } });
  const enter = vi.spyOn(given.Devices, 'EnterRecoveryKey');
  open('/settings', given);
  const recovery = await setting();
  expect(within(recovery).queryByRole('button', { name: 'Show recovery key' })).toBeNull();
  const go = within(recovery).getByRole('button', { name: 'Go on with this key' });
  fireEvent.click(go);
  expect(await within(recovery).findByText('Type the key from the newest print.')).toBeTruthy();
  expect(enter).not.toHaveBeenCalled();
  const key = within(recovery).getByLabelText('Recovery key', { selector: 'input' });
  fireEvent.change(key, { target: { value: 'abc' } });
  fireEvent.click(go);
  expect(await within(recovery).findByText('It has a typing error.')).toBeTruthy();
  fireEvent.change(key, { target: { value: ' 7Q2MXK-9D3FZP ' } });
  fireEvent.click(go);
  expect(await within(recovery).findByRole('button', { name: 'Show recovery key' })).toBeTruthy();
  expect(enter).toHaveBeenLastCalledWith('7Q2MXK-9D3FZP');
});

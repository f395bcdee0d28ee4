import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';

import { goError } from '../../../test/bindings';
import { devices, pairing } from '../../../test/fixture/devices';
import { open } from '../../../test/render';
import { live } from '../../../test/services';

const table = () => screen.findByRole('table', { name: 'Devices' });
const panel = (name: string | RegExp) => screen.findByRole('dialog', { name });

describe('the list of devices', () => {
  it('says which is this one, when each was seen, and which were removed', async () => {
    open('/settings', live());
    const rows = within(await table())
      .getAllByRole('row')
      .slice(1);
    expect(rows.map((row) => row.getAttribute('aria-label'))).toEqual([
      'this-laptop',
      'Ana’s laptop',
      'Studio Mac',
      'Old office PC',
    ]);
    const [own, ana, studio, old] = rows.map((row) => row.textContent);
    expect(own).toContain('This device');
    expect(own).not.toContain('Remove');
    expect(ana).toContain('this hour');
    expect(studio).toContain('never');
    expect(old).toContain('Oct 20, 2026Removed');
  });

  it('says why it is not there when the relay does not answer', async () => {
    const given = live();
    given.Devices.Devices = async () => {
      throw goError('The relay can’t be reached.');
    };
    open('/settings', given);
    expect(await screen.findByText('The relay can’t be reached.')).toBeTruthy();
    expect(screen.queryByRole('table', { name: 'Devices' })).toBeNull();
  });

  it('names the devices that a restored relay waits for, and what to do', async () => {
    const given = live();
    given.Devices.Devices = async () => ({ devices: devices(), waitingFor: ['Ana’s laptop', 'Studio Mac'] });
    open('/settings', given);
    const notice = await screen.findByRole('region', { name: 'Waiting for 2 devices' });
    expect(notice.textContent).toContain('Ana’s laptop and Studio Mac');
    expect(notice.textContent).toContain('no payment is made');
  });
});

describe('adding a device', () => {
  it('shows a code, then asks by name, then lets it in', async () => {
    const given = live();
    const cancel = vi.spyOn(given.Devices, 'CancelPairing');
    open('/settings', given);
    await table();
    fireEvent.click(screen.getByRole('button', { name: 'Add a device' }));
    const adding = await panel('Add a device');
    const code = await within(adding).findByTestId('pairing-code');
    expect(code.textContent).toContain('go.northwind.example/');
    expect(code.textContent).toContain('1-WDJB-MJHT');
    expect(within(adding).getByRole('timer').textContent).toMatch(/^(10:00|9:\d\d)$/);
    expect(within(adding).queryByRole('button', { name: 'Approve' })).toBeNull();

    const asked = pairing({ state: 'asked', deviceName: 'Reception' });
    given.Devices.Pairing = async () => asked;
    expect(await within(adding).findByText('“Reception” asks to join')).toBeTruthy();
    given.Devices.Pairing = async () => ({ ...asked, state: 'approved' });
    const decide = vi.spyOn(given.Devices, 'DecidePairing');
    fireEvent.click(within(adding).getByRole('button', { name: 'Approve' }));
    expect(await within(adding).findByText('“Reception” is one of your devices now')).toBeTruthy();
    expect(decide).toHaveBeenCalledWith(true);
    fireEvent.click(within(adding).getByRole('button', { name: 'Done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(cancel).not.toHaveBeenCalled();
  });

  it('refuses a device that nobody expected, and offers a new code', async () => {
    const given = live();
    const asked = pairing({ state: 'asked', deviceName: 'Somebody' });
    given.Devices.OpenPairing = async () => asked;
    given.Devices.Pairing = async () => asked;
    open('/settings?add=device', given);
    const refuse = await screen.findByRole('button', { name: 'Refuse' });
    given.Devices.Pairing = async () => ({ ...asked, state: 'refused' });
    const decide = vi.spyOn(given.Devices, 'DecidePairing');
    fireEvent.click(refuse);
    expect(await screen.findByText('“Somebody” was refused')).toBeTruthy();
    expect(decide).toHaveBeenCalledWith(false);
    const again = vi.spyOn(given.Devices, 'OpenPairing').mockResolvedValue(pairing());
    given.Devices.Pairing = async () => pairing();
    fireEvent.click(screen.getByRole('button', { name: 'Make a new code' }));
    expect(await screen.findByTestId('pairing-code')).toBeTruthy();
    expect(again).toHaveBeenCalledOnce();
  });

  it('says when a code no longer works', async () => {
    const given = live();
    given.Devices.OpenPairing = async () => pairing({ state: 'closed' });
    given.Devices.Pairing = async () => pairing({ state: 'closed' });
    open('/settings?add=device', given);
    expect(await screen.findByText('This code no longer works')).toBeTruthy();
  });

  it('gives the code up when the panel is closed', async () => {
    const given = live();
    const cancel = vi.spyOn(given.Devices, 'CancelPairing');
    open('/settings?add=device', given);
    await screen.findByTestId('pairing-code');
    fireEvent.keyDown(await panel('Add a device'), { key: 'Escape' });
    await waitFor(() => expect(cancel).toHaveBeenCalledOnce());
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});

describe('removing a device', () => {
  it('says what happens before it does', async () => {
    const given = live();
    const remove = vi.spyOn(given.Devices, 'RemoveDevice');
    open('/settings', given);
    fireEvent.click(await screen.findByRole('button', { name: 'Remove Ana’s laptop' }));
    const asking = await panel('Remove Ana’s laptop?');
    for (const words of ['can’t sync', 'new keys', 'keeps what it had']) {
      expect(asking.textContent).toContain(words);
    }
    expect(remove).not.toHaveBeenCalled();
    fireEvent.click(within(asking).getByRole('button', { name: 'Remove device' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(remove).toHaveBeenCalledWith('d-ana');
    expect(await screen.findByRole('row', { name: 'Ana’s laptop' })).toBeTruthy();
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Remove Ana’s laptop' })).toBeNull());
  });

  it('stays open with the reason when it failed', async () => {
    const given = live();
    given.Devices.RemoveDevice = async () => {
      throw goError('The relay can’t be reached.', {}, 'Try again when you are online.');
    };
    open('/settings?remove=d-ana', given);
    const asking = await panel('Remove Ana’s laptop?');
    fireEvent.click(within(asking).getByRole('button', { name: 'Remove device' }));
    expect((await within(asking).findByRole('alert')).textContent).toContain(
      'Try again when you are online.',
    );
  });
});

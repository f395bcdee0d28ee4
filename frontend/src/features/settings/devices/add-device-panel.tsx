import { Button, Group } from '@mantine/core';
import { useEffect, useRef } from 'react';

import { LoadingLines } from '../../../components/loading';
import { Notice } from '../../../components/notice';
import { Problem } from '../../../components/problem';
import { SidePanel } from '../../../components/side-panel';
import { useCancelPairing, useDecidePairing, useOpenPairing, usePairing } from '../../../lib/api/devices';
import type { desktop } from '../../../wailsjs/go/models';
import { PairingCode } from './pairing-code';

/** Lets one more device in: shows a code, then asks whether the device that typed it is meant. */
export function AddDevicePanel({ onClose }: { onClose: () => void }) {
  const open = useOpenPairing();
  const pairing = usePairing(open.isSuccess).data ?? open.data;
  const decide = useDecidePairing();
  const cancel = useCancelPairing();

  const begin = open.mutate;
  const begun = useRef(false);
  useEffect(() => {
    // One panel shows one code, also where React runs effects twice.
    if (begun.current) return;
    begun.current = true;
    begin(undefined);
  }, [begin]);

  const waits = pairing?.state === 'open' || pairing?.state === 'asked';
  const close = () => {
    if (waits) cancel.mutate(undefined);
    onClose();
  };
  return (
    <SidePanel
      title="Add a device"
      onClose={close}
      problem={decide.error}
      footer={
        <Footer
          pairing={pairing}
          deciding={decide.isPending ? decide.variables : undefined}
          onDecide={(approve) => decide.mutate(approve)}
          onAnother={() => {
            decide.reset();
            begin(undefined);
          }}
          onClose={close}
        />
      }
    >
      <div aria-live="polite">
        {open.error && <Problem error={open.error} onRetry={() => begin(undefined)} />}
        {open.isPending && <LoadingLines lines={4} />}
        {!open.isPending && pairing && <Stage pairing={pairing} />}
      </div>
    </SidePanel>
  );
}

/** What to do now, by how the pairing stands. */
function Stage({ pairing }: { pairing: desktop.PairingView }) {
  switch (pairing.state) {
    case 'open':
      return <PairingCode pairing={pairing} />;
    case 'asked':
      return (
        <Notice tone="warn" title={`“${pairing.deviceName}” asks to join`}>
          <p>
            Approve it only if that is the name on the new device’s screen, and you or your team typed the
            code.
          </p>
          <p>It will see all data of this workspace and can do all that this device can, payments too.</p>
        </Notice>
      );
    case 'approved':
      return (
        <Notice title={`“${pairing.deviceName}” is one of your devices now`}>
          <p>It fetches the workspace’s data by itself. You can remove it here at any time.</p>
        </Notice>
      );
    case 'refused':
      return (
        <Notice tone="bad" title={`“${pairing.deviceName}” was refused`}>
          <p>It got nothing. If you did not expect it, somebody else had the code: make a new one.</p>
        </Notice>
      );
    default:
      return (
        <Notice tone="warn" title="This code no longer works">
          <p>A code lives ten minutes and five wrong tries. Make a new one when the new device is at hand.</p>
        </Notice>
      );
  }
}

interface FooterProps {
  pairing?: desktop.PairingView;
  /** The decision that is on its way. */
  deciding?: boolean;
  onDecide: (approve: boolean) => void;
  onAnother: () => void;
  onClose: () => void;
}

function Footer({ pairing, deciding, onDecide, onAnother, onClose }: FooterProps) {
  if (pairing?.state === 'asked') {
    const busy = deciding !== undefined;
    return (
      <>
        <Button color="red" loading={deciding === false} disabled={busy} onClick={() => onDecide(false)}>
          Refuse
        </Button>
        <Button variant="filled" loading={deciding === true} disabled={busy} onClick={() => onDecide(true)}>
          Approve
        </Button>
      </>
    );
  }
  if (pairing?.state === 'approved') {
    return (
      <Button variant="filled" onClick={onClose}>
        Done
      </Button>
    );
  }
  const ended = pairing && pairing.state !== 'open';
  return (
    <Group gap={8}>
      <Button onClick={onClose}>{ended ? 'Close' : 'Cancel'}</Button>
      {ended && (
        <Button variant="filled" onClick={onAnother}>
          Make a new code
        </Button>
      )}
    </Group>
  );
}

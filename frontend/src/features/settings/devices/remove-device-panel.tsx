import { Button } from '@mantine/core';

import { Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { SidePanel } from '../../../components/side-panel';
import { useDevices, useRemoveDevice } from '../../../lib/api/devices';
import styles from './remove-device-panel.module.css';

/** Asks before a device is removed, and says what that does and what it can't do. */
export function RemoveDevicePanel({ id, onClose }: { id: string; onClose: () => void }) {
  const devices = useDevices();
  const remove = useRemoveDevice();
  const device = devices.data?.devices.find((candidate) => candidate.id === id);
  return (
    <SidePanel
      title={device ? `Remove ${device.name}?` : 'Remove a device'}
      onClose={onClose}
      problem={remove.error}
      footer={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            variant="filled"
            color="red"
            disabled={!device || device.revoked}
            loading={remove.isPending}
            onClick={() => remove.mutate(id, { onSuccess: onClose })}
          >
            Remove device
          </Button>
        </>
      }
    >
      <Loaded query={devices}>
        {() =>
          device ? (
            <>
              <Section title="What happens">
                <ul className={styles.list}>
                  <li>It can’t sync, and can’t make payments, from now on.</li>
                  <li>
                    The other devices get new keys by themselves. What they write from now on it can’t read.
                  </li>
                  <li>Edits made there that were not synced are lost.</li>
                </ul>
              </Section>
              <Section title="What stays">
                <ul className={styles.list}>
                  <li>It keeps what it had already. Nothing can make another computer forget.</li>
                  <li>If it made the recovery key, a new one is made here by itself. Print it then.</li>
                  <li>If it was stolen, also make a new access token at CJ.</li>
                </ul>
              </Section>
            </>
          ) : (
            <p className="dim">This device is not in the list any more.</p>
          )
        }
      </Loaded>
    </SidePanel>
  );
}

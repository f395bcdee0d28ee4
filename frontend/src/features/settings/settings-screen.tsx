import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useWorkspace } from '../../lib/api/workspace';
import { useParameters } from '../../lib/location';
import { Appearance } from './appearance';
import { Attribution } from './attribution';
import { BackupPanel } from './backups/backup-panel';
import { Backups } from './backups/backups';
import { RestoreFilePanel } from './backups/restore-file-panel';
import { CJAccount } from './cj/cj-account';
import { AddDevicePanel } from './devices/add-device-panel';
import { Devices } from './devices/devices';
import { RemoveDevicePanel } from './devices/remove-device-panel';
import { PracticeSettings } from './practice/practice-settings';
import { Profiles } from './profiles';
import { RecoveryKey } from './recovery/recovery-key';
import { RelayConnection } from './relay/relay-connection';
import styles from './settings.module.css';
import { SetupSteps } from './setup-steps';

/** The relay, the devices and their keys, CJ, profiles, and how it looks. */
export function SettingsScreen() {
  const workspace = useWorkspace();
  const live = workspace.data?.profile.kind === 'live';
  const shared = live && workspace.data?.connected;
  return (
    <Page
      title="Settings"
      asOf={workspace.data && `Profile ${workspace.data.profile.name}`}
      panel={<Panel shared={shared === true} />}
    >
      <Loaded query={workspace}>
        {(data) => (
          <div className={styles.settings}>
            {live ? <RelayConnection workspace={data} /> : <PracticeSettings />}
            {shared && <Devices />}
            {shared && <RecoveryKey workspace={data} />}
            <Backups />
            {live && <CJAccount />}
            <Attribution />
            <SetupSteps />
            <Profiles workspace={data} />
            <Appearance />
            <p className={styles.version}>
              Linkledger {data.version} · {data.deviceName} · time zone {data.timeZone}
            </p>
          </div>
        )}
      </Loaded>
    </Page>
  );
}

function Panel({ shared }: { shared: boolean }) {
  const [parameters, change] = useParameters();
  const [removing, backup] = [parameters.get('remove'), parameters.get('backup')];
  const close = () => change({ add: undefined, remove: undefined, backup: undefined, restore: undefined });
  if (shared && removing) return <RemoveDevicePanel key={removing} id={removing} onClose={close} />;
  if (shared && parameters.get('add') === 'device') return <AddDevicePanel onClose={close} />;
  if (backup) return <BackupPanel key={backup} id={backup} onClose={close} />;
  if (parameters.get('restore') === 'file') return <RestoreFilePanel onClose={close} />;
  return null;
}

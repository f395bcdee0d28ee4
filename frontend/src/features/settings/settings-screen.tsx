import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useWorkspace } from '../../lib/api/workspace';
import { Appearance } from './appearance';
import { CJAccount } from './cj-account';
import { PracticeSettings } from './practice-settings';
import { Profiles } from './profiles';
import { RecoveryKey } from './recovery-key';
import { RelayConnection } from './relay-connection';
import styles from './settings.module.css';

/** The connection to relay and CJ, profiles, and how it looks. */
export function SettingsScreen() {
  const workspace = useWorkspace();
  return (
    <Page title="Settings" asOf={workspace.data && `Profile ${workspace.data.profile.name}`}>
      <Loaded query={workspace}>
        {(data) => (
          <div className={styles.settings}>
            {data.profile.kind === 'practice' ? <PracticeSettings /> : <RelayConnection workspace={data} />}
            {data.profile.kind === 'live' && <CJAccount />}
            {data.profile.kind === 'live' && data.connected && <RecoveryKey />}
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

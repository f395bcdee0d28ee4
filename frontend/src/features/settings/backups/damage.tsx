import { Button } from '@mantine/core';

import { Notice } from '../../../components/notice';
import { useRebuild } from '../../../lib/api/backups';
import type { desktop } from '../../../wailsjs/go/models';

/** What was found wrong with the database, and the way to make it anew. */
export function Damage({ backups }: { backups: desktop.BackupsView }) {
  const rebuild = useRebuild();
  if (!backups.damage && !backups.setAside) return null;
  const title = backups.damage ? 'The database is damaged' : 'The database was damaged and is rebuilt';
  return (
    <Notice tone={backups.damage ? 'bad' : 'info'} title={title}>
      {backups.damage && <p>{backups.damage}</p>}
      {backups.setAside && (
        <p>
          The damaged file was set aside, not deleted: <span className="mono">{backups.setAside}</span>
        </p>
      )}
      {backups.damage && (
        <>
          <p>
            Rebuilding sets the file aside, takes the newest good backup and reads the rest again from the
            relay. Payments wait until then.
          </p>
          <Button variant="filled" loading={rebuild.isPending} onClick={() => rebuild.mutate(undefined)}>
            Rebuild
          </Button>
        </>
      )}
    </Notice>
  );
}

import { Button } from '@mantine/core';

import { Notice } from '../../../components/notice';
import { useRebuild } from '../../../lib/api/backups';
import type { desktop } from '../../../wailsjs/go/models';

/** What is or was wrong with the database, and the way to make it anew. */
export function Damage({ backups: { damage, setAside } }: { backups: desktop.BackupsView }) {
  if (setAside) return <Rebuilt damage={damage} setAside={setAside} />;
  if (damage) return <Damaged damage={damage} />;
  return null;
}

function Damaged({ damage }: { damage: string }) {
  const rebuild = useRebuild();
  return (
    <Notice tone="bad" title="The database is damaged">
      <p>{damage}</p>
      <p>
        Rebuilding sets the damaged file aside, makes the database anew from its log or the newest good
        backup, and reads the rest from the relay. Payments wait until then.
      </p>
      <Button variant="filled" loading={rebuild.isPending} onClick={() => rebuild.mutate(undefined)}>
        Rebuild
      </Button>
    </Notice>
  );
}

function Rebuilt({ damage, setAside }: { damage: string; setAside: string }) {
  return (
    <Notice title="The database was damaged and has been rebuilt">
      {damage && <p>{damage}</p>}
      <p>
        The damaged file was set aside, and nothing writes to it: <span className="mono">{setAside}</span>
      </p>
    </Notice>
  );
}

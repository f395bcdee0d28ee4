import { Button } from '@mantine/core';
import { useState } from 'react';

import { Facts } from '../../../components/facts';
import type { desktop } from '../../../wailsjs/go/models';
import { Setting } from '../setting';
import { ConnectionLine } from './connection-line';
import { JoinForm } from './join-form';

type Way = 'code' | 'line';

/**
 * Connects this profile to a relay: by a code from another device, or by a line from whoever runs the relay. A
 * connected profile stays in its workspace, and only a line can renew its access or follow a relay that moved.
 */
export function RelayConnection({ workspace }: { workspace: desktop.WorkspaceView }) {
  const [chosen, setWay] = useState<Way>();
  const way = chosen ?? (workspace.connected ? undefined : 'code');
  return (
    <Setting
      name="relay"
      title={workspace.connected ? 'Relay' : 'Connect to a relay'}
      explanation="The relay redirects clicks and receives sales while this computer is off. Without it you can read and edit everything."
    >
      {workspace.connected && (
        <Facts
          facts={[
            { label: 'Connected to', value: <span className="mono">{workspace.relayUrl}</span> },
            { label: 'Links begin with', value: <span className="mono">{workspace.linkBase}</span> },
          ]}
        />
      )}
      {way === undefined && <Button onClick={() => setWay('line')}>Enter a new connection line</Button>}
      {way === 'code' && (
        <JoinForm
          deviceName={workspace.deviceName}
          onJoined={() => setWay(undefined)}
          otherWay={<Other onClick={() => setWay('line')}>I have a connection line instead</Other>}
        />
      )}
      {way === 'line' && (
        <>
          <ConnectionLine onConnected={() => setWay(undefined)} />
          {workspace.connected ? (
            <Other onClick={() => setWay(undefined)}>Keep the connection as it is</Other>
          ) : (
            <Other onClick={() => setWay('code')}>I have a pairing code instead</Other>
          )}
        </>
      )}
    </Setting>
  );
}

function Other({ onClick, children }: { onClick: () => void; children: string }) {
  return (
    <Button variant="subtle" size="compact-xs" ml={-8} w="fit-content" onClick={onClick}>
      {children}
    </Button>
  );
}

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';

import { Loaded } from '../../../components/loaded';
import { useDevices } from '../../../lib/api/devices';
import { useParameters } from '../../../lib/location';
import { Setting } from '../setting';
import { DeviceTable } from './device-table';
import { WaitingDevices } from './waiting-devices';

/** The devices that share this workspace: who they are, one more, one less. */
export function Devices() {
  const devices = useDevices();
  const [, change] = useParameters();
  return (
    <Setting
      title="Devices"
      explanation="Computers that share this workspace. Each holds its data and its keys; the relay has neither."
    >
      <Loaded query={devices} lines={3}>
        {(data) => (
          <>
            <WaitingDevices names={data.waitingFor} />
            <DeviceTable devices={data.devices} onRemove={(id) => change({ remove: id, add: undefined })} />
            <Button
              leftSection={<IconPlus size={14} />}
              onClick={() => change({ add: 'device', remove: undefined })}
            >
              Add a device
            </Button>
          </>
        )}
      </Loaded>
    </Setting>
  );
}

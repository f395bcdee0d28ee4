import { Button, Group } from '@mantine/core';
import { useState } from 'react';

import { Facts } from '../../../components/facts';
import { Loaded } from '../../../components/loaded';
import { useLoadSample, usePractice, useResetPractice } from '../../../lib/api/practice';
import { useFormat } from '../../../lib/use-format';
import { Setting } from '../setting';
import { Scenarios } from './scenarios';

/** Practice mode: what it is, and how to start afresh. */
export function PracticeSettings() {
  const practice = usePractice(true);
  const { dateTime, count, money } = useFormat();
  return (
    <Setting
      name="practice"
      title="Practice"
      explanation="A relay, a CJ and a shop that run on this computer only. Nothing here is real, and no money moves."
    >
      <Loaded query={practice} lines={2}>
        {(data) => (
          <Facts
            facts={[
              { label: 'Practice clock', value: dateTime(data.now) },
              { label: 'Orders in the shop', value: count(data.orders) },
              { label: 'Paid by CJ, not recorded', value: <span className="num">{money(data.cjPaid)}</span> },
            ]}
          />
        )}
      </Loaded>
      <StartAfresh />
      <Scenarios />
    </Setting>
  );
}

function StartAfresh() {
  const reset = useResetPractice();
  const sample = useLoadSample();
  const [asking, setAsking] = useState(false);
  if (asking) {
    return (
      <Group gap={8}>
        <span>Delete all practice data?</span>
        <Button
          variant="filled"
          color="red"
          loading={reset.isPending}
          onClick={() => reset.mutate(undefined, { onSuccess: () => setAsking(false) })}
        >
          Delete and start afresh
        </Button>
        <Button onClick={() => setAsking(false)}>Keep it</Button>
      </Group>
    );
  }
  return (
    <Group gap={8}>
      <Button loading={sample.isPending} onClick={() => sample.mutate(undefined)}>
        Load sample programme
      </Button>
      <Button onClick={() => setAsking(true)}>Reset practice mode</Button>
    </Group>
  );
}

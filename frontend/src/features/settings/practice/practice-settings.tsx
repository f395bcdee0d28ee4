import { Button, Group } from '@mantine/core';

import { Facts } from '../../../components/facts';
import { Loaded } from '../../../components/loaded';
import { useReplacePractice } from '../../../components/replace-practice';
import { usePractice } from '../../../lib/api/practice';
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
  const replace = useReplacePractice();
  return (
    <Group gap={8}>
      <Button loading={replace.isPending} onClick={replace.load}>
        Load sample programme
      </Button>
      <Button onClick={replace.reset}>Reset practice mode</Button>
      {replace.question}
    </Group>
  );
}

import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { DayField } from '../../components/day-field';
import { FormProblem } from '../../components/form-problem';
import { InlineForm } from '../../components/inline-form';
import { Notice } from '../../components/notice';
import { useEndRule } from '../../lib/api/rules';
import { useWorkspace } from '../../lib/api/workspace';
import { paysClicks } from '../../lib/payout-option';
import { dayIn, isDay } from '../../lib/period';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface EndFormProps {
  rule: desktop.RuleRow;
  /** No other rule is for everybody. */
  last: boolean;
  onDone: () => void;
}

/** From which day on the rule pays nothing more. A day that is past is asked about once more. */
export function EndForm({ rule, last, onDone }: EndFormProps) {
  const end = useEndRule();
  const format = useFormat();
  const workspace = useWorkspace().data;
  const today = workspace ? dayIn(workspace.timeZone, workspace.now) : '';
  const [asked, setAsked] = useState('');
  const form = useForm({ mode: 'controlled', initialValues: { validFrom: today } });
  const { validFrom } = form.values;
  const past = isDay(validFrom) && validFrom < today;
  const asks = past && asked === validFrom;
  const send = form.onSubmit(async () => {
    if (past && !asks) return setAsked(validFrom);
    if (await submit(form, end, { ruleId: rule.id, from: validFrom, seen: rule.form.seen })) onDone();
  });
  const what = paysClicks(rule.form.option) ? 'clicks' : 'sales';
  return (
    <InlineForm title="End this rule" onSubmit={send}>
      <Stack gap={12}>
        <DayField
          label="First day without it"
          description={whatFollows(what, last)}
          {...form.getInputProps('validFrom')}
        />
        {past && (
          <Notice title={`${format.day(validFrom)} is past`} tone="warn">
            <p>
              The {what} since then are worked out again, also those that are paid: what was paid too much is
              taken off the members’ next payments.
            </p>
          </Notice>
        )}
        <FormProblem error={end.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Keep it</Button>
          <Button type="submit" variant="filled" color={asks ? 'red' : undefined} loading={end.isPending}>
            {asks ? `Yes, end it from ${format.day(validFrom)} on` : 'End rule'}
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}

function whatFollows(what: string, last: boolean): string {
  const again = `${what === 'clicks' ? 'Clicks' : 'Sales'} from this day on are worked out again`;
  return last
    ? `${again}. No other rule is for everybody: members without a rule of their own earn nothing from then on.`
    : `${again}, by the next rule in order. What was earned before stays.`;
}

import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';

import { DayField } from '../../components/day-field';
import { FormProblem } from '../../components/form-problem';
import { InlineForm } from '../../components/inline-form';
import { useEndRule } from '../../lib/api/rules';
import { useWorkspace } from '../../lib/api/workspace';
import { dayIn } from '../../lib/period';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

/** From which day on the rule pays nothing more. */
export function EndForm({ rule, onDone }: { rule: desktop.RuleRow; onDone: () => void }) {
  const end = useEndRule();
  const workspace = useWorkspace().data;
  const form = useForm({
    mode: 'controlled',
    initialValues: { validFrom: workspace ? dayIn(workspace.timeZone, workspace.now) : '' },
  });
  const send = form.onSubmit(async ({ validFrom }) => {
    if (await submit(form, end, { ruleId: rule.id, from: validFrom, seen: rule.form.seen })) onDone();
  });
  return (
    <InlineForm title="End this rule" onSubmit={send}>
      <Stack gap={12}>
        <DayField
          label="First day without it"
          description="Sales from this day on go to the next rule in order. What was earned before stays."
          {...form.getInputProps('validFrom')}
        />
        <FormProblem error={end.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Keep it</Button>
          <Button type="submit" variant="filled" loading={end.isPending}>
            End rule
          </Button>
        </Group>
      </Stack>
    </InlineForm>
  );
}

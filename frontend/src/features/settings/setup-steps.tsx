import { Button } from '@mantine/core';
import { useLocation } from 'wouter';

import { Loaded } from '../../components/loaded';
import { useHideSetup, useSetup } from '../../lib/api/setup';
import { Setting } from './setting';

/** How far the set-up by CJ's guide is, and how its steps come back to the home screen. */
export function SetupSteps() {
  const setup = useSetup();
  const hide = useHideSetup();
  const [, go] = useLocation();
  const show = () => hide.mutate(false, { onSuccess: () => go('/sales-tracking') });
  return (
    <Setting
      name="setup"
      title="Set-up steps"
      explanation="The steps of CJ’s integration guide, from the invitation to a test purchase that came all the way."
    >
      <Loaded query={setup} lines={1}>
        {(data) => (
          <>
            <span>
              {data.done} of {data.steps.length} steps done
            </span>
            <Button loading={hide.isPending} onClick={show}>
              Show the set-up steps
            </Button>
          </>
        )}
      </Loaded>
    </Setting>
  );
}

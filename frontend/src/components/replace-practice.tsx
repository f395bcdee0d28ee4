import { Button, Group, Modal } from '@mantine/core';
import { type ReactNode, useState } from 'react';

import { practiceIsEmpty, useLoadSample, useResetPractice } from '../lib/api/practice';

interface ReplacePractice {
  /** Loads the sample programme; asks first when that would delete something. */
  load: () => void;
  /** Starts afresh, after asking. */
  reset: () => void;
  isPending: boolean;
  /** The question; stands somewhere on the screen that offers the two. */
  question: ReactNode;
}

/** The two ways to replace what is in practice mode, and the question before. */
export function useReplacePractice(): ReplacePractice {
  const sample = useLoadSample();
  const reset = useResetPractice();
  const [looking, setLooking] = useState(false);
  const [asking, setAsking] = useState<'load' | 'reset'>();
  const close = () => setAsking(undefined);
  const load = async () => {
    setLooking(true);
    const empty = await practiceIsEmpty().catch(() => false);
    if (empty) sample.mutate(undefined);
    else setAsking('load');
    setLooking(false);
  };
  const act = asking === 'load' ? sample : reset;
  const loads = asking === 'load';
  return {
    load: () => void load(),
    reset: () => setAsking('reset'),
    isPending: looking || sample.isPending || reset.isPending,
    question: (
      <Modal
        opened={asking !== undefined}
        onClose={close}
        title={loads ? 'Load the sample programme?' : 'Reset practice mode?'}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <p>
          This {loads ? 'replaces' : 'deletes'} all practice data: offers, members, links, sales and payments.
          It cannot be undone. Live profiles stay as they are.
        </p>
        <Group gap={8} mt={16} justify="flex-end">
          <Button data-autofocus onClick={close}>
            Keep it
          </Button>
          <Button
            variant="filled"
            color="red"
            loading={act.isPending}
            onClick={() => act.mutate(undefined, { onSettled: close })}
          >
            {loads ? 'Delete and load the sample' : 'Delete and start afresh'}
          </Button>
        </Group>
      </Modal>
    ),
  };
}

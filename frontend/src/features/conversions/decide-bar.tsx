import { Button } from '@mantine/core';
import { useState } from 'react';

import { FormProblem } from '../../components/form-problem';
import { useDecide } from '../../lib/api/conversions';
import type { desktop } from '../../wailsjs/go/models';
import styles from './decide-bar.module.css';
import { ReasonForm } from './reason-form';

/** What can be decided about the chosen conversions. Rejecting and holding need a reason. */
export function DecideBar({ rows, onDone }: { rows: desktop.ConversionRow[]; onDone: () => void }) {
  const decide = useDecide();
  const [asking, setAsking] = useState<'rejected' | 'on_hold'>();
  const send = (status: string, reason: string) =>
    decide.mutate(
      { conversionIds: rows.map((row) => row.id), seen: rows.map((row) => row.seen), status, reason },
      {
        onSuccess: () => {
          setAsking(undefined);
          onDone();
        },
      },
    );
  const words = rows.length === 1 ? '1 conversion chosen' : `${rows.length} conversions chosen`;
  return (
    <section className={styles.bar} aria-label="Decide on the chosen conversions">
      <div className={styles.line}>
        <strong className="num">{words}</strong>
        {asking ? (
          <ReasonForm
            verb={asking === 'rejected' ? 'Reject' : 'Hold'}
            pending={decide.isPending}
            error={decide.error?.fields.reason}
            onSend={(reason) => send(asking, reason)}
            onCancel={() => {
              decide.reset();
              setAsking(undefined);
            }}
          />
        ) : (
          <>
            <Button
              size="compact-sm"
              variant="filled"
              loading={decide.isPending}
              onClick={() => send('approved', '')}
            >
              Approve
            </Button>
            <Button size="compact-sm" onClick={() => setAsking('on_hold')}>
              Hold
            </Button>
            <Button size="compact-sm" onClick={() => setAsking('rejected')}>
              Reject
            </Button>
            <Button size="compact-sm" variant="subtle" color="gray" ml="auto" onClick={onDone}>
              Clear choice
            </Button>
          </>
        )}
      </div>
      {!decide.error?.fields.reason && <FormProblem error={decide.error} />}
    </section>
  );
}

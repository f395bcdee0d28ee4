import { Button } from '@mantine/core';
import { useState } from 'react';

import { Facts } from '../../components/facts';
import { FormProblem } from '../../components/form-problem';
import { Loaded } from '../../components/loaded';
import { NotSynced, TestMark } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { useConversion, useDecide } from '../../lib/api/conversions';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { conversionFacts } from './conversion-facts';
import styles from './conversion-panel.module.css';
import { CJRows, History, Transfers } from './conversion-story';
import { whose } from './conversion-table';
import { ReasonForm } from './reason-form';

/** One conversion's story: what was reported, what CJ says, what the member earned and why. */
export function ConversionPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const conversion = useConversion(id);
  const format = useFormat();
  const row = conversion.data?.row;
  return (
    <SidePanel
      title={row ? `${whose(row)} · ${format.money(row.sale)}` : 'Conversion'}
      mark={
        row && (
          <>
            <TestMark test={row.test} />
            <NotSynced synced={row.synced} />
          </>
        )
      }
      onClose={onClose}
      footer={row && <Decisions row={row} />}
    >
      <Loaded query={conversion}>
        {(data) => (
          <>
            {data.row.blocked && (
              <p className={styles.blocked}>
                <strong>Can’t be paid yet.</strong> {data.row.blocked}
              </p>
            )}
            <Facts facts={conversionFacts(data.row, format)} />
            <Section title="How the payout was worked out">
              <p className={styles.explanation}>{data.explanation || 'No payout has been worked out yet.'}</p>
            </Section>
            <History items={data.history} />
            <CJRows rows={data.cjRows} />
            <Transfers rows={data.transfers} />
          </>
        )}
      </Loaded>
    </SidePanel>
  );
}

function Decisions({ row }: { row: desktop.ConversionRow }) {
  const decide = useDecide();
  const [asking, setAsking] = useState<'rejected' | 'on_hold'>();
  const send = (status: string, reason: string) =>
    decide.mutate(
      { conversionIds: [row.id], seen: [row.seen], status, reason },
      { onSuccess: () => setAsking(undefined) },
    );
  return (
    <div className={styles.decisions}>
      {!decide.error?.fields.reason && <FormProblem error={decide.error} />}
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
        <div className={styles.buttons}>
          <Button onClick={() => setAsking('rejected')} disabled={row.status === 'rejected'}>
            Reject
          </Button>
          <Button onClick={() => setAsking('on_hold')} disabled={row.status === 'on_hold'}>
            Hold
          </Button>
          <Button
            variant="filled"
            loading={decide.isPending}
            disabled={row.status === 'approved'}
            onClick={() => send('approved', '')}
          >
            Approve
          </Button>
        </div>
      )}
    </div>
  );
}

import { Button, Tooltip } from '@mantine/core';
import { useState } from 'react';

import { FormProblem } from '../../components/form-problem';
import { useAdjust, useDecide } from '../../lib/api/conversions';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { DecisionForm } from './decision-form';
import styles from './decisions.module.css';
import { useAnnounce } from './use-announce';

const verbs = [
  { status: 'rejected', verb: 'Reject', done: 'rejected', asks: true },
  { status: 'on_hold', verb: 'Hold', done: 'put on hold', asks: true },
  { status: 'pending', verb: 'Back to pending', done: 'set back to pending', asks: false },
  { status: 'approved', verb: 'Approve', done: 'approved', asks: false },
] as const;

type Asked = 'rejected' | 'on_hold' | 'adjust';

interface DecisionsProps {
  /** What is decided on: ids, or all that a filter shows. */
  on: Pick<desktop.Decision, 'conversionIds' | 'seen' | 'all' | 'except'>;
  /** How many of several; missing for one alone. */
  chosen?: number;
  currency: string;
  /** Statuses that a person may choose. */
  moves: readonly string[];
  /** Why no amount can be adjusted; missing when it can. */
  notAdjustable?: string;
  onDone?: () => void;
}

/** The buttons of what can be decided; rejecting, holding and adjusting ask for a reason. */
export function Decisions({ on, chosen, currency, moves, notAdjustable, onDone }: DecisionsProps) {
  const announce = useAnnounce();
  const { count } = useFormat();
  const decide = useDecide();
  const adjust = useAdjust();
  const [asking, setAsking] = useState<Asked>();
  const action = asking === 'adjust' ? adjust : decide;
  const error = action.error;
  const done = (what: string) => (result: desktop.BulkResult) => {
    announce(result, what);
    setAsking(undefined);
    onDone?.();
  };
  const send = (status: string, reason: string) =>
    decide.mutate(
      { ...on, status, reason },
      { onSuccess: done(verbs.find((move) => move.status === status)?.done ?? 'changed') },
    );
  const ask = (what: Asked | undefined) => {
    decide.reset();
    adjust.reset();
    setAsking(what);
  };

  const withCount = (verb: string) => (chosen === undefined ? verb : `${verb} ${count(chosen)}`);

  if (asking) {
    return (
      <div className={styles.decisions}>
        <DecisionForm
          key={asking}
          verb={withCount(asking === 'adjust' ? 'Adjust' : asking === 'rejected' ? 'Reject' : 'Hold')}
          currency={asking === 'adjust' ? currency : undefined}
          pending={action.isPending}
          errors={error?.fields}
          onSend={(reason, amount) =>
            asking === 'adjust'
              ? adjust.mutate(
                  { conversionIds: on.conversionIds, amount, reason },
                  { onSuccess: done('adjusted') },
                )
              : send(asking, reason)
          }
          onCancel={() => ask(undefined)}
        />
        {!error?.hasFields && <FormProblem error={error} />}
      </div>
    );
  }
  return (
    <div className={styles.decisions}>
      <div className={styles.buttons}>
        <Tooltip label={notAdjustable} disabled={!notAdjustable}>
          <Button
            data-disabled={notAdjustable ? true : undefined}
            aria-disabled={notAdjustable ? true : undefined}
            onClick={() => notAdjustable || ask('adjust')}
          >
            Adjust amount
          </Button>
        </Tooltip>
        {verbs
          .filter(({ status }) => moves.includes(status))
          .map(({ status, verb, asks }) => (
            <Button
              key={status}
              variant={status === 'approved' ? 'filled' : 'default'}
              loading={decide.isPending && decide.variables?.status === status}
              onClick={() => (asks ? ask(status) : send(status, ''))}
            >
              {status === 'approved' ? withCount(verb) : verb}
            </Button>
          ))}
      </div>
      <FormProblem error={decide.error} />
    </div>
  );
}

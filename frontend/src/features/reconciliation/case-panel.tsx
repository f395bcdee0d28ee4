import { Button, Kbd, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useLocation } from 'wouter';

import { Facts } from '../../components/facts';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { labelOf } from './case-table';
import styles from './cases.module.css';
import type { CaseDecider } from './use-decision';

interface CasePanelProps {
  row: desktop.CaseRow;
  outcomes: desktop.OutcomeChoice[];
  decision: CaseDecider;
  /** Opened to write a note. */
  noting: boolean;
  /** Goes to a neighbour in the list; false where there is none. */
  onStep: (by: 1 | -1) => boolean;
  /** A decision was kept. */
  onDecided: () => void;
  onClose: () => void;
}

const sides = [
  { key: 'cj', title: 'CJ', id: 'Action', absent: 'CJ does not list this sale.' },
  { key: 'postback', title: 'Postback', id: 'Report', absent: 'No postback told of this sale.' },
  { key: 'shop', title: 'Shop', id: 'Order', absent: 'It is not among the orders that were read in.' },
] as const;

/** One sale: what each source has of it, why it stands here, and what was decided. */
export function CasePanel({ row, outcomes, decision, noting, onStep, onDecided, onClose }: CasePanelProps) {
  const { dateTime, day, money } = useFormat();
  const [note, setNote] = useState(row.note);
  const [, go] = useLocation();
  const field = useRef<HTMLTextAreaElement>(null);
  const dirty = note !== row.note;
  // The buttons are never disabled, which would take the focus, and the keys with it.
  const choose = (outcome: desktop.OutcomeChoice) =>
    decision.pending ||
    decision.decide({ keys: [row.key] }, outcome, note.trim(), () => {
      setNote(note.trim());
      onDecided();
    });
  const onKey = (key: string): boolean => {
    const outcome = outcomes.find((one) => one.key === key);
    if (outcome) choose(outcome);
    else if (key === 'n') field.current?.focus();
    else if (key === 'u') decision.undo();
    else if (key === 'j' || key === 'k') return !dirty && onStep(key === 'j' ? 1 : -1);
    else return false;
    return true;
  };
  return (
    <SidePanel
      title={row.orderId ? `Order ${row.orderId}` : 'Sale without an order id'}
      onClose={onClose}
      dirty={dirty}
      onKey={onKey}
      problem={decision.error}
      footer={
        <div className={styles.choices}>
          {outcomes.map((outcome) => (
            <Button
              key={outcome.value}
              title={outcome.hint}
              variant={row.outcome === outcome.value && !row.changed ? 'filled' : 'default'}
              onClick={() => choose(outcome)}
              rightSection={
                outcome.key && (
                  <Kbd size="xs" className={styles.key}>
                    {outcome.key}
                  </Kbd>
                )
              }
            >
              {outcome.label}
            </Button>
          ))}
        </div>
      }
    >
      <p className={styles.why}>{row.why}</p>
      <Section
        title="Decision"
        aside={row.outcome ? labelOf(outcomes, row.outcome) : 'Nobody has decided yet'}
      >
        {row.changed && <p>The sources have it otherwise since this was decided. Decide again.</p>}
        {row.decidedAt && <p className="dim">{dateTime(row.decidedAt)}</p>}
        <Textarea
          label="Note"
          description="Kept with the decision, for whoever asks later."
          autosize
          minRows={2}
          maxLength={500}
          ref={field}
          data-autofocus={noting || undefined}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
      </Section>
      {sides.map(({ key, title, id, absent }) => {
        const side = row[key];
        return (
          <Section key={key} title={title} aside={side.has ? money(side.amount) : undefined}>
            {side.has ? (
              <Facts
                dense
                facts={[
                  { label: id, value: <span className="mono">{side.id}</span> },
                  { label: 'Day', value: day(side.day) },
                  ...side.counts.map((count) => ({
                    label: `Action tracker ${count.tracker}`,
                    value: count.amount.currency ? money(count.amount) : 'No amount',
                  })),
                  ...(key === 'shop' ? [] : [{ label: 'Commission', value: money(side.commission) }]),
                  ...(side.status ? [{ label: 'Status', value: side.status }] : []),
                ]}
              />
            ) : (
              <p className="dim">{absent}</p>
            )}
          </Section>
        );
      })}
      {row.conversionId && (
        <Button mt={16} onClick={() => go(`/conversions?open=${row.conversionId}`)}>
          Open the conversion
        </Button>
      )}
    </SidePanel>
  );
}

import { Button, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronRight, IconCircle } from '@tabler/icons-react';
import { useId } from 'react';
import { Link, useLocation } from 'wouter';

import { CopyButton } from '../../../components/copy-button';
import { CopyField } from '../../../components/copy-field';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import { AskCJ } from './ask-cj';
import styles from './checklist.module.css';
import { DestinationLink } from './destination-link';
import { MarkStep } from './mark-step';

const words: Record<string, string> = {
  done: 'Done',
  now: 'Now',
  later: 'Later',
  blocked: 'Later',
};

interface StepProps {
  step: desktop.SetupStep;
  /** Its place among the steps that are shown. */
  number: number;
  setup: desktop.SetupView;
  open: boolean;
  onToggle: () => void;
}

/** One step of the guide: folded to a line, or with all that helps to do it. */
export function Step({ step, number, setup, open, onToggle }: StepProps) {
  const id = useId();
  return (
    <li className={styles.step} data-state={step.state} data-step={step.key}>
      <UnstyledButton
        className={styles.line}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={onToggle}
      >
        <span className={styles.sign} aria-hidden>
          {step.state === 'done' ? <IconCheck size={14} stroke={2.5} /> : number}
        </span>
        <span className={styles.name}>{step.title}</span>
        <span className={styles.word}>{words[step.state]}</span>
        <IconChevronRight size={14} className={styles.arrow} data-open={open || undefined} aria-hidden />
      </UnstyledButton>
      {open && (
        <div className={styles.body} id={id}>
          <p className="dim">{step.summary}</p>
          <Todo lines={step.todo} />
          {step.where && <p className={styles.where}>{step.where}</p>}
          {step.copies.map((copy) => (
            <Copy key={copy.label} copy={copy} />
          ))}
          <Evidence list={step.evidence} />
          <Work step={step} setup={setup} />
        </div>
      )}
    </li>
  );
}

/** What can be done about the step here. */
function Work({ step, setup }: { step: desktop.SetupStep; setup: desktop.SetupView }) {
  const [, go] = useLocation();
  const cj = step.key === 'accept' && step.state !== 'done';
  return (
    <div className={styles.work}>
      {step.key === 'destination' && !setup.offerId && <DestinationLink setup={setup} />}
      {cj && <AskCJ practice={setup.practice} />}
      {step.mark.name && !(cj && setup.practice) && (
        <MarkStep mark={step.mark} practice={setup.practice} done={step.state === 'done'} />
      )}
      {step.action.route && (
        <Button
          variant={step.state === 'now' && !cj ? 'filled' : 'default'}
          onClick={() => go(routeOf(step.action.route, setup))}
        >
          {step.action.label}
        </Button>
      )}
    </div>
  );
}

function Todo({ lines }: { lines: desktop.SetupTodo[] }) {
  return (
    <ul className={styles.todo}>
      {lines.map((line) => (
        <li key={line.text} data-done={line.done || undefined}>
          {line.done ? (
            <IconCheck size={13} stroke={2.5} role="img" aria-label="done" data-done />
          ) : (
            <IconCircle size={13} role="img" aria-label="to do" />
          )}
          {line.text}
        </li>
      ))}
    </ul>
  );
}

function Copy({ copy }: { copy: desktop.SetupCopy }) {
  return (
    <div className={styles.copy}>
      <span className={styles.label}>{copy.label}</span>
      {copy.long ? (
        <div className={styles.letter}>
          <pre>{copy.text.trim()}</pre>
          <CopyButton text={copy.text} label={copy.copy} words />
        </div>
      ) : (
        <CopyField text={copy.text} label={copy.label} copyLabel={copy.copy} />
      )}
    </div>
  );
}

function Evidence({ list }: { list: desktop.SetupEvidence[] }) {
  const { dateTime } = useFormat();
  if (list.length === 0) return null;
  return (
    <ul className={styles.evidence}>
      {list.map((fact) => (
        <li key={fact.label}>
          {fact.label}:{' '}
          {fact.route ? <Link href={fact.route}>{fact.value}</Link> : <strong>{fact.value}</strong>}
          {fact.time && <span className="dim"> · {dateTime(fact.time)}</span>}
        </li>
      ))}
    </ul>
  );
}

/** A new offer leads to the destination link that was kept for it. */
function routeOf(route: string, { destination, offerId }: desktop.SetupView): string {
  const adds = route === '/offers?add=1' && destination && !offerId;
  return adds ? `${route}&url=${encodeURIComponent(destination)}` : route;
}

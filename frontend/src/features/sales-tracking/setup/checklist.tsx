import { Button, Title } from '@mantine/core';
import { IconCircleCheckFilled } from '@tabler/icons-react';
import { useState } from 'react';

import { useHideSetup, useSetup } from '../../../lib/api/setup';
import styles from './checklist.module.css';
import { Step } from './step';

/** The steps of CJ's guide, on the home screen until a test purchase came all the way. */
export function Checklist({ folded }: { folded: boolean }) {
  const setup = useSetup().data;
  const hide = useHideSetup();
  const [unfolded, setUnfolded] = useState<boolean>();
  const [chosen, setChosen] = useState<{ at: string | undefined; key: string }>();
  if (!setup || setup.hidden) return null;

  const shown = unfolded ?? !(folded || setup.passed);
  const now = setup.steps.find((step) => step.state === 'now');
  // What was chosen holds until the work goes on to another step.
  const open = chosen && chosen.at === now?.key ? chosen.key : now?.key;
  return (
    <section className={styles.checklist} aria-label="Set-up" data-passed={setup.passed || undefined}>
      <header className={styles.head}>
        {setup.passed && <IconCircleCheckFilled size={18} className={styles.passed} aria-hidden />}
        <Title order={2} className={styles.title}>
          {setup.passed ? 'Set-up is done' : 'Set up CJ step by step'}
        </Title>
        <span className={styles.progress}>
          {setup.passed
            ? 'A test purchase came all the way.'
            : `${setup.done} of ${setup.steps.length} done${!shown && now ? ` · next: ${now.title}` : ''}`}
        </span>
        <div className={styles.actions}>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-expanded={shown}
            onClick={() => setUnfolded(!shown)}
          >
            {shown ? 'Fold up' : 'Show steps'}
          </Button>
          {setup.passed && (
            <Button size="compact-sm" variant="subtle" onClick={() => hide.mutate(true)}>
              Dismiss
            </Button>
          )}
        </div>
      </header>
      {shown && (
        <ol className={styles.steps}>
          {setup.steps.map((step, index) => (
            <Step
              key={step.key}
              step={step}
              number={index + 1}
              setup={setup}
              open={open === step.key}
              onToggle={() => setChosen({ at: now?.key, key: open === step.key ? '' : step.key })}
            />
          ))}
        </ol>
      )}
    </section>
  );
}

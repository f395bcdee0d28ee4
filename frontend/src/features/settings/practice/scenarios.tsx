import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';

import { Fold } from '../../../components/fold';
import { Loaded } from '../../../components/loaded';
import { Section } from '../../../components/section';
import { usePlay, useScenarios } from '../../../lib/api/practice';
import styles from './scenarios.module.css';

/** What can happen to a sale, to be read and played. */
export function Scenarios() {
  const scenarios = useScenarios();
  const play = usePlay();
  return (
    <div className={styles.scenarios}>
      <Section title="Scenarios">
        <p className={`dim ${styles.about}`}>
          Each lets something happen at the practice CJ and shop, and winds the clock as it says. It needs a
          member with a link.
        </p>
        <Loaded query={scenarios} lines={4}>
          {(rows) =>
            rows.map((scenario) => (
              <Fold key={scenario.name} title={scenario.title} open={false}>
                <Lines lines={scenario.lines} />
                <Button
                  w="fit-content"
                  disabled={play.isPending}
                  loading={play.isPending && play.variables?.name === scenario.name}
                  onClick={() =>
                    play.mutate(scenario, { onSuccess: () => said(`Played: ${scenario.title}.`) })
                  }
                  aria-label={`Play: ${scenario.title}`}
                >
                  Play
                </Button>
              </Fold>
            ))
          }
        </Loaded>
      </Section>
    </div>
  );
}

/** What a scenario is about, up to its first empty line, then what happens in it. */
function Lines({ lines }: { lines: string[] }) {
  const about = lines.slice(0, Math.max(0, lines.indexOf('')));
  return (
    <>
      {about.length > 0 && <p>{about.join(' ')}</p>}
      <pre className={styles.lines}>{lines.slice(about.length).join('\n').trim()}</pre>
    </>
  );
}

function said(message: string): void {
  notifications.show({ message, autoClose: 3_000 });
}

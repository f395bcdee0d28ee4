import { Button } from '@mantine/core';
import { useState } from 'react';

import { Facts } from '../../components/facts';
import { NotSynced } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import { EndForm } from './end-form';
import { subjectOf } from './rule-form';
import styles from './rule-panel.module.css';

const levels: Record<string, string> = {
  member: 'One member; goes over all other rules',
  group: 'A group; goes over the offer’s rules',
  offer: 'Everybody that no other rule pays',
};

interface RulePanelProps {
  rule: desktop.RuleRow;
  /** No other rule is for everybody. */
  last: boolean;
  onEdit: () => void;
  onClose: () => void;
}

/** A payout rule in the side panel: what it pays, its versions, its end. */
export function RulePanel({ rule, last, onEdit, onClose }: RulePanelProps) {
  const [ending, setEnding] = useState(false);
  const ended = rule.state === 'ended';
  return (
    <SidePanel
      title={rule.name || `Payout rule for ${subjectOf(rule)}`}
      mark={<NotSynced synced={rule.synced} />}
      onClose={onClose}
      footer={
        <>
          {!ended && !rule.versions[0]?.ended && (
            <Button mr="auto" onClick={() => setEnding(true)} disabled={ending}>
              End rule…
            </Button>
          )}
          <Button variant="filled" onClick={onEdit}>
            {ended ? 'Start it again' : 'Change'}
          </Button>
        </>
      }
    >
      {ending && <EndForm rule={rule} last={last} onDone={() => setEnding(false)} />}
      <Facts
        facts={[
          { label: 'Status', value: <Status of={`rule:${rule.state}`} /> },
          { label: 'For', value: rule.subjectName || 'Everybody' },
          { label: 'Order', value: levels[rule.level] },
          { label: 'Pays', value: rule.words },
          ...(rule.when.length > 0
            ? [
                {
                  label: 'When',
                  value: (
                    <ul className={styles.when}>
                      {rule.when.map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  ),
                },
              ]
            : []),
        ]}
      />
      <Versions versions={rule.versions} />
    </SidePanel>
  );
}

/** What the rule paid before. Versions are never edited: what was earned keeps the one that made it. */
function Versions({ versions }: { versions: desktop.RuleVersion[] }) {
  const { day, dateTime } = useFormat();
  return (
    <Section title="Versions">
      <ol className={styles.versions}>
        {versions.map((version) => (
          <li key={version.version}>
            <span>
              <span className="dim num">{version.version}.</span> {version.ended ? 'Ends' : version.words}
            </span>
            <span className={styles.dates}>
              {version.validFrom ? `For sales from ${day(version.validFrom)}` : 'For all sales'} · by{' '}
              {version.actor}, {dateTime(version.at)}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

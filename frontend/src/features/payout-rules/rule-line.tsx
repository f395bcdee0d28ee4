import { UnstyledButton } from '@mantine/core';

import { NotSynced } from '../../components/marks';
import { Status } from '../../components/status';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';
import styles from './rule-list.module.css';

interface RuleLineProps {
  rule: desktop.RuleRow;
  open: boolean;
  onOpen: () => void;
}

/** One rule: for whom, what it pays, on which conditions, since when. */
export function RuleLine({ rule, open, onOpen }: RuleLineProps) {
  const { day } = useFormat();
  const [newest] = rule.versions;
  return (
    <UnstyledButton className={styles.rule} data-open={open || undefined} onClick={onOpen}>
      <span className={styles.who}>
        <strong>{rule.subjectName || 'Everybody'}</strong>
        {rule.name && <span className="dim">{rule.name}</span>}
        <span className={styles.marks}>
          <NotSynced synced={rule.synced} compact />
          <Status of={`rule:${rule.state}`} />
        </span>
      </span>
      <span className={styles.pays}>
        <span>{rule.words}</span>
        {rule.when.map((line) => (
          <span key={line} className="dim">
            {line}
          </span>
        ))}
      </span>
      {newest && (
        <span className={styles.since}>
          Version {newest.version}
          <br />
          {newest.validFrom ? `from ${day(newest.validFrom)}` : 'always'}
        </span>
      )}
    </UnstyledButton>
  );
}

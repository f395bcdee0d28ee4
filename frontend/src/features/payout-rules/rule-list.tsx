import { Fold } from '../../components/fold';
import { Notice } from '../../components/notice';
import type { desktop } from '../../wailsjs/go/models';
import { forEverybody } from './for-everybody';
import { RuleLine } from './rule-line';
import styles from './rule-list.module.css';

const levels = [
  { level: 'member', title: 'First: members with rules of their own' },
  { level: 'group', title: 'Then: groups' },
  { level: 'offer', title: 'Last: everybody' },
] as const;

interface RuleListProps {
  rules: desktop.RuleRow[];
  openId?: string;
  onOpen: (id: string) => void;
}

/** The rules in the order in which a sale asks them; the ended ones apart. */
export function RuleList({ rules, openId, onOpen }: RuleListProps) {
  const live = rules.filter((rule) => rule.state !== 'ended');
  const ended = rules.filter((rule) => rule.state === 'ended');
  const line = (rule: desktop.RuleRow) => (
    <li key={rule.id}>
      <RuleLine rule={rule} open={rule.id === openId} onOpen={() => onOpen(rule.id)} />
    </li>
  );
  return (
    <div className={styles.list}>
      {!forEverybody(rules).some((rule) => rule.state === 'in_force') && (
        <Notice title="No rule for everybody is in force" tone="warn">
          <p>
            A member whom no rule of their own or of their group pays earns nothing on sales of this offer.
          </p>
        </Notice>
      )}
      {levels.map(({ level, title }) => {
        const asked = live.filter((rule) => rule.level === level);
        if (asked.length === 0) return null;
        return (
          <section key={level} aria-label={title}>
            <h2 className={styles.level}>{title}</h2>
            <ol className={styles.rules}>{asked.map(line)}</ol>
          </section>
        );
      })}
      {live.some((rule) => rule.form.option === 'cpc') && (
        <p className="dim">Rules for clicks pay clicks only; sales don’t ask them.</p>
      )}
      {ended.length > 0 && (
        <Fold
          title="Ended"
          note={ended.length === 1 ? '1 rule' : `${ended.length} rules`}
          open={ended.some((rule) => rule.id === openId)}
        >
          <ul className={styles.rules}>{ended.map(line)}</ul>
        </Fold>
      )}
    </div>
  );
}

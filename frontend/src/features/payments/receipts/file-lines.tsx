import { Button, Checkbox, Stack } from '@mantine/core';

import { Section } from '../../../components/section';
import { isNegative, isZero, negated } from '../../../lib/money';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './file-lines.module.css';

interface FileLinesProps {
  file: desktop.PaymentFileRead;
  /** A person agreed that the lines that can't be settled are left out. */
  leaveOut: boolean;
  onLeaveOut: (leaveOut: boolean) => void;
  onForget: () => void;
}

/** The lines of a payment's file that differ from what CJ owes, one by one. */
export function FileLines({ file, leaveOut, onLeaveOut, onForget }: FileLinesProps) {
  const { count, money } = useFormat();
  const lines = file.lines === 1 ? 'line' : 'lines';
  const left = file.leftOut === 1 ? '1 line' : `${count(file.leftOut)} lines`;
  return (
    <Section
      title="What the file says"
      aside={
        <Button size="compact-xs" onClick={onForget}>
          Don’t use the file
        </Button>
      }
    >
      <Stack gap={12}>
        <p>
          {file.equal === file.lines
            ? `${count(file.lines)} ${lines}, each what CJ owes, to the cent.`
            : `${count(file.equal)} of ${count(file.lines)} ${lines} are what CJ owes, to the cent. These are not:`}
        </p>
        {file.off.length > 0 && (
          <ul className={styles.lines} aria-label="Lines that differ">
            {file.off.map((line) => (
              <Line key={line.lines} line={line} />
            ))}
          </ul>
        )}
        {file.more > 0 && <p className="dim">and {count(file.more)} more that differ</p>}
        {file.leftOut > 0 && (
          <Checkbox
            checked={leaveOut}
            onChange={(event) => onLeaveOut(event.currentTarget.checked)}
            label={`Leave ${left} out`}
            description={
              isZero(file.unexplained)
                ? 'They settle no sale. What could not be read is not in the amount.'
                : `They settle no sale. ${money(file.unexplained)} stays in the amount and is posted as unexplained.`
            }
          />
        )}
      </Stack>
    </Section>
  );
}

function Line({ line }: { line: desktop.PaymentLine }) {
  const { money, sentence } = useFormat();
  const apart = line.difference;
  const words = isNegative(apart) ? `${money(negated(apart))} less` : `${money(apart)} more`;
  return (
    <li>
      <span>
        {line.name}
        <span className={styles.note}>
          {line.lines.includes(',') ? 'Lines' : 'Line'} {line.lines} ·{' '}
          {line.problem
            ? sentence(line.problem)
            : `CJ owes ${money(line.owed)} and paid ${money(line.paid)}.`}
        </span>
      </span>
      <span className={styles.amount}>
        {line.problem ? (isZero(line.paid) ? 'not read' : money(line.paid)) : words}
      </span>
    </li>
  );
}

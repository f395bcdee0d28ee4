import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';

import { useExportCases } from '../../lib/api/reconciliation';
import type { desktop } from '../../wailsjs/go/models';
import styles from './cases.module.css';

const files = [
  {
    kind: 'cancellations',
    label: 'Cancellations for CJ',
    hint: 'Sales to cancel, in the columns of CJ’s own form',
  },
  { kind: 'restatements', label: 'Restatements for CJ', hint: 'Sales whose amount is to be put right' },
  { kind: 'inquiry', label: 'Inquiry about missing sales', hint: 'The evidence for CJ’s support' },
  { kind: 'cases', label: 'Everything, as a table', hint: 'All sales of this comparison with the decisions' },
];

interface ExportsProps {
  run: desktop.ReconciliationRun;
  onAccount: () => void;
}

/** The files that come out of the decisions. */
export function Exports({ run, onAccount }: ExportsProps) {
  const write = useExportCases();
  const send = (kind: string) =>
    write.mutate(
      { runId: run.id, kind },
      {
        onSuccess: ({ leftOut }) => leftOut.length > 0 && tellLeftOut(leftOut),
        onError: (error) => error.hasFields && onAccount(), // CJ's files need its numbers first
      },
    );
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button loading={write.isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ kind, label, hint }) => (
          <Menu.Item key={kind} onClick={() => send(kind)}>
            {label}
            <div className="dim">{hint}</div>
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onAccount}>The brand’s numbers at CJ…</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

const told = 5;

/** Says which sales are not in a file, until somebody has read it. */
function tellLeftOut(leftOut: desktop.Pair[]): void {
  notifications.show({
    title: leftOut.length === 1 ? '1 sale is not in the file' : `${leftOut.length} sales are not in the file`,
    autoClose: false,
    message: (
      <ul className={styles.leftOut}>
        {leftOut.slice(0, told).map(({ label, value }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list that never changes
          <li key={index}>
            {label}: {value}
          </li>
        ))}
        {leftOut.length > told && <li>So it is for {leftOut.length - told} others.</li>}
      </ul>
    ),
  });
}

import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';

import { useExportCases } from '../../lib/api/reconciliation';
import type { desktop } from '../../wailsjs/go/models';

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
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button loading={write.isPending} rightSection={<IconChevronDown size={14} aria-hidden />}>
          Export
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {files.map(({ kind, label, hint }) => (
          <Menu.Item key={kind} onClick={() => write.mutate({ runId: run.id, kind })}>
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

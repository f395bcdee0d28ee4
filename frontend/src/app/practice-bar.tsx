import { Badge, Button, Menu, Popover, Switch } from '@mantine/core';
import { IconBug, IconDots } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { useReplacePractice } from '../components/replace-practice';
import { type Advance, useAdvance, usePractice, useSetFault } from '../lib/api/practice';
import { useFormat } from '../lib/use-format';
import type { desktop } from '../wailsjs/go/models';
import styles from './practice-bar.module.css';

/** Practice mode's own controls: its clock, what to break on purpose, starting afresh. */
export function PracticeBar({ workspace }: { workspace: desktop.WorkspaceView }) {
  const practice = usePractice(true).data;
  const advance = useAdvance();
  const format = useFormat();
  const wind = (to: Advance) => ({
    loading: advance.isPending && advance.variables === to,
    disabled: advance.isPending,
    onClick: () => advance.mutate(to),
  });
  const broken = practice?.faults.filter((fault) => fault.on).length ?? 0;
  return (
    <section className={styles.bar} aria-label="Practice mode">
      <Badge variant="light" size="sm" radius="sm" tt="none" fw={600}>
        Practice
      </Badge>
      <span className={`${styles.clock} num`} data-testid="practice-clock">
        {format.dateTime(practice?.now || workspace.now)}
      </span>
      <div className={styles.controls}>
        <Button size="compact-xs" fz={12} {...wind('day')}>
          Next day
        </Button>
        <Button
          size="compact-xs"
          fz={12}
          {...wind('lock')}
          disabled={advance.isPending || !practice?.nextLock}
          title={practice?.nextLock ? format.day(practice.nextLock) : 'No sale waits to be locked.'}
        >
          Wind to lock day
        </Button>
        <Button
          size="compact-xs"
          fz={12}
          {...wind('payday')}
          disabled={advance.isPending || !practice?.nextPayDay}
          title={practice?.nextPayDay ? format.day(practice.nextPayDay) : 'No locked sale waits to be paid.'}
        >
          Wind to payday
        </Button>
        <Faults faults={practice?.faults ?? []} broken={broken} />
        <More />
      </div>
    </section>
  );
}

function Faults({ faults, broken }: { faults: desktop.FaultView[]; broken: number }) {
  const setFault = useSetFault();
  const parts = [...new Set(faults.map((fault) => fault.part))];
  return (
    <Popover position="bottom-end" width={400} trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-xs"
          fz={12}
          leftSection={<IconBug size={13} />}
          color={broken > 0 ? 'red' : undefined}
          variant={broken > 0 ? 'outline' : 'default'}
        >
          {broken > 0 ? `${broken} broken` : 'Break something'}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={styles.faults}>
          <span className="dim">Break a part on purpose, and see what Linkledger makes of it.</span>
          {parts.map((part) => (
            <fieldset key={part} className={styles.part}>
              <legend>{part}</legend>
              {faults
                .filter((fault) => fault.part === part)
                .map((fault) => (
                  <Switch
                    key={fault.name}
                    label={fault.description}
                    checked={fault.on}
                    onChange={(event) =>
                      setFault.mutate({ name: fault.name, on: event.currentTarget.checked })
                    }
                  />
                ))}
            </fieldset>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function More() {
  const replace = useReplacePractice();
  const [, go] = useLocation();
  return (
    <>
      <Menu position="bottom-end" width={224}>
        <Menu.Target>
          <Button size="compact-xs" fz={12} aria-label="More of practice mode" loading={replace.isPending}>
            <IconDots size={14} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => go('/settings?show=practice')}>Play a scenario…</Menu.Item>
          <Menu.Item onClick={replace.load}>Load the sample programme</Menu.Item>
          <Menu.Item c="var(--bad)" onClick={replace.reset}>
            Reset: delete all practice data
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {replace.question}
    </>
  );
}

import { Radio, Stack } from '@mantine/core';
import type { ReactNode } from 'react';

import type { desktop } from '../../../wailsjs/go/models';
import styles from './cj.module.css';

interface CJRoleProps {
  roles: desktop.CJRoleChoice[];
  value?: string;
  onChange?: (role: string) => void;
  error?: ReactNode;
}

/** Whose account the token belongs to, with what that lets the program do, and what it does not. */
export function CJRole({ roles, value, onChange, error }: CJRoleProps) {
  const chosen = roles.find((role) => role.value === value);
  return (
    <div>
      <Radio.Group
        label="Whose account"
        value={value ?? null}
        onChange={(role) => onChange?.(role)}
        error={error}
      >
        <Stack gap={8} mt={4}>
          {roles.map((role) => (
            <Radio key={role.value} value={role.value} label={role.label} description={role.means} />
          ))}
        </Stack>
      </Radio.Group>
      {chosen && (
        <div className={styles.role}>
          <Lines title="What it shows" lines={chosen.can} />
          <Lines title="What it can’t" lines={chosen.cannot} />
          <Lines title="What works instead" lines={chosen.instead} />
        </div>
      )}
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: string[] }) {
  if (lines.length === 0) return null;
  return (
    <div>
      <strong>{title}</strong>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </div>
  );
}

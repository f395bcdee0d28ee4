import { Button, Popover } from '@mantine/core';

import { CopyButton } from '../../components/copy-button';
import type { desktop } from '../../wailsjs/go/models';
import styles from './macro-help.module.css';

/** Which macros there are and what they become at the redirect. */
export function MacroHelp({ macros }: { macros: desktop.Choice[] }) {
  return (
    <Popover position="bottom-start" width={384}>
      <Popover.Target>
        <Button variant="subtle" size="compact-xs" w="fit-content">
          Which macros are there?
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <p className="dim">A macro is replaced when a shopper clicks.</p>
        <ul className={styles.macros}>
          {macros.map((macro) => (
            <li key={macro.value}>
              <code className="mono">{macro.value}</code>
              <span>
                {macro.label}
                {macro.hint && <span className="dim"> {macro.hint}</span>}
              </span>
              <CopyButton text={macro.value} label={`Copy ${macro.value}`} />
            </li>
          ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  );
}

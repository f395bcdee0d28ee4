import { Tooltip, UnstyledButton } from '@mantine/core';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'wouter';

import type { desktop } from '../wailsjs/go/models';
import styles from './why.module.css';
import { WhyPanel } from './why-panel';

/** Which figure: a cell of a report, or a balance of the books (see Reports.WhyBooks). */
export type WhyOf =
  | { question: desktop.ReportQuestion; cell: desktop.ReportCellRef }
  | { books: 'balance' | 'due' | 'cj_pending' | 'cj_locked'; currency: string };

const Asking = createContext<((of: WhyOf) => void) | undefined>(undefined);

/** Stands around all screens: shows why a figure is what it is at the right, over the screen that has it. */
export function WhyHost({ children }: { children: ReactNode }) {
  const [of, setOf] = useState<WhyOf>();
  const [path] = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: another screen has other figures
  useEffect(() => setOf(undefined), [path]);
  const ask = useMemo(() => (next: WhyOf) => setOf(next), []);
  return (
    <Asking value={ask}>
      {children}
      {of && <WhyPanel key={JSON.stringify(of)} of={of} onClose={() => setOf(undefined)} />}
    </Asking>
  );
}

interface WhyProps {
  of: WhyOf;
  /** What figure it is, for whoever hears the button: “Sales, Ana Oliveira”. */
  name: string;
  /** The figure as people read it. */
  children: ReactNode;
}

/** A figure that tells where it comes from when it is clicked. */
export function Why({ of, name, children }: WhyProps) {
  const ask = useContext(Asking);
  if (!ask) return children;
  return (
    <Tooltip label="Why this number?" openDelay={400}>
      <UnstyledButton
        className={styles.figure}
        aria-label={`${name}: ${typeof children === 'string' ? children : ''} Why this number?`}
        onClick={(event) => {
          event.stopPropagation(); // a row around it opens something else
          ask(of);
        }}
        onKeyDown={(event) => event.stopPropagation()}
      >
        {children}
      </UnstyledButton>
    </Tooltip>
  );
}

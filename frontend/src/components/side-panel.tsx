import { Button, CloseButton, Title } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

import type { AppError } from '../lib/app-error';
import { FormProblem } from './form-problem';
import styles from './side-panel.module.css';

interface SidePanelProps {
  title: string;
  /** Beside the title: a status, a mark. */
  mark?: ReactNode;
  onClose: () => void;
  /** Something was typed and not saved: Escape and the cross ask before they close. */
  dirty?: boolean;
  /** Keys that are not for a field; true when it took one. */
  onKey?: (key: string) => boolean;
  /** For a form or a table that needs the room. */
  wide?: boolean;
  /** Why its form was not saved; stays in sight above the buttons. */
  problem?: AppError | null;
  /** To be seen by whoever is about to use the buttons. */
  note?: ReactNode;
  /** Stays at the bottom: the buttons of a form. */
  footer?: ReactNode;
  children: ReactNode;
}

/** Details at the right; the list stays where it was. Escape closes it and gives the focus back. */
export function SidePanel({
  title,
  mark,
  onClose,
  dirty = false,
  onKey,
  wide,
  problem = null,
  note,
  footer,
  children,
}: SidePanelProps) {
  const [leaving, setLeaving] = useState(false);
  const asks = leaving && dirty;
  const leave = () => (dirty ? setLeaving(!asks) : onClose());
  const panel = useRef<HTMLElement>(null);
  const heading = useId();

  useEffect(() => {
    const before = document.activeElement;
    const first = panel.current?.querySelector<HTMLElement>('[data-autofocus]');
    (first ?? panel.current)?.focus({ preventScroll: true });
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);

  // Before the field hears of the key: an open list closes by it, and the panel stays.
  const inList = useRef(false);
  const onKeyDownCapture = ({ target }: KeyboardEvent) => {
    const within = target instanceof Element && panel.current?.contains(target);
    inList.current = !within || target.matches('[aria-haspopup][aria-expanded="true"]');
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || (event.key === 'Escape' && inList.current)) return;
    if (event.key === 'Escape') leave();
    else if (!onKey || !isPlain(event) || !onKey(event.key)) return;
    event.preventDefault();
  };
  return (
    <section
      ref={panel}
      role="dialog"
      aria-labelledby={heading}
      tabIndex={-1}
      className={styles.panel}
      data-wide={wide || undefined}
      onKeyDownCapture={onKeyDownCapture}
      onKeyDown={onKeyDown}
    >
      <header className={styles.head}>
        <Title order={2} id={heading} className={styles.title}>
          {title}
        </Title>
        {mark}
        <CloseButton aria-label="Close panel" size={28} ml="auto" onClick={leave} />
      </header>
      <div className={styles.body}>{children}</div>
      {(footer || asks) && (
        <footer className={styles.foot}>
          {asks ? (
            <Leaving onStay={() => setLeaving(false)} onLeave={onClose} />
          ) : (
            <>
              <FormProblem error={problem} />
              {note}
              <div className={styles.buttons}>{footer}</div>
            </>
          )}
        </footer>
      )}
    </section>
  );
}

/** Nothing that is typed into a field, and no shortcut. */
function isPlain({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  const types = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return !types && !altKey && !ctrlKey && !metaKey;
}

/** Asks before what was typed is lost. */
function Leaving({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) {
  return (
    <>
      <p role="alert">What you changed here is not saved.</p>
      <div className={styles.buttons}>
        <Button autoFocus onClick={onStay}>
          Go on editing
        </Button>
        <Button variant="filled" color="red" onClick={onLeave}>
          Discard it
        </Button>
      </div>
    </>
  );
}

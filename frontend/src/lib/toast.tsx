import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

import { toAppError } from './app-error';
import { copyText } from './runtime';
import styles from './toast.module.css';

const saidMs = 3_000;
/** Long enough to read what was done and to take it back; it waits while it is pointed at or has the focus. */
const undoMs = 10_000;

export interface Toast {
  message: ReactNode;
  /** One that says the same takes its place. */
  id?: string;
  /** Takes back what was done. */
  onUndo?: () => void;
  /** Leads to what it tells of. */
  onShow?: () => void;
  /** There is more to read than a line. */
  long?: boolean;
}

/** Says what was done, for a moment, and lets it be taken back. */
export function toast({ message, id = crypto.randomUUID(), onUndo, onShow, long }: Toast): void {
  const undo = () => {
    notifications.hide(id);
    onUndo?.();
  };
  const show = () => {
    notifications.hide(id);
    onShow?.();
  };
  notifications.hide(id);
  notifications.show({
    id,
    role: 'status', // said when readers have finished what they are saying
    position: onShow ? 'top-right' : undefined, // what comes by itself covers no bulk actions
    autoClose: onUndo || onShow || long ? undoMs : saidMs,
    message: (
      <div className={styles.line}>
        <div>{message}</div>
        {onUndo && (
          <Button size="compact-xs" flex="none" data-undo onClick={undo}>
            Undo
          </Button>
        )}
        {onShow && (
          <Button size="compact-xs" flex="none" onClick={show}>
            Show
          </Button>
        )}
      </div>
    ),
  });
}

/** Copies what has no button of its own to show that it was copied. */
export async function copyAndSay(text: string): Promise<void> {
  if (await copyText(text)) toast({ message: `Copied ${text}` });
}

/** Tells of an error that has no place of its own on the screen. */
export function notifyProblem(thrown: unknown, onRetry?: () => void): void {
  const error = toAppError(thrown);
  const id = `problem-${error.code}-${error.message}`;
  const retry = () => {
    notifications.hide(id);
    onRetry?.();
  };
  notifications.hide(id);
  notifications.show({
    id,
    title: error.message,
    color: 'red',
    autoClose: undoMs,
    message: (
      <div className={styles.toast}>
        {error.hint}
        <div className={styles.buttons}>
          {onRetry && (
            <Button size="compact-xs" onClick={retry}>
              Retry
            </Button>
          )}
          <Button size="compact-xs" onClick={() => void copyText(error.details)}>
            Copy details
          </Button>
        </div>
      </div>
    ),
  });
}

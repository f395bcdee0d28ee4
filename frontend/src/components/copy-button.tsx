import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { AppError } from '../lib/app-error';
import { copyText } from '../lib/runtime';
import { notifyProblem } from '../lib/toast';

const confirmMs = 1_500;

interface CopyButtonProps {
  text: string;
  /** What it copies: "Copy link". */
  label: string;
  /** A button with words instead of an icon. */
  words?: boolean;
}

/** Puts text on the clipboard and says so for a moment. */
export function CopyButton({ text, label, words = false }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), confirmMs);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    if (await copyText(text)) setCopied(true);
    else notifyProblem(notCopied());
  };
  const Icon = copied ? IconCheck : IconCopy;
  if (words) {
    return (
      <Button leftSection={<Icon size={14} />} onClick={() => void copy()}>
        {copied ? 'Copied' : label}
      </Button>
    );
  }
  return (
    <Tooltip label={copied ? 'Copied' : label}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={copied ? 'Copied' : label}
        onClick={(event) => {
          event.stopPropagation(); // the row under it opens its panel
          void copy();
        }}
      >
        <Icon size={14} />
      </ActionIcon>
    </Tooltip>
  );
}

function notCopied(): AppError {
  return new AppError({
    code: 'clipboard',
    message: 'The text could not be copied.',
    hint: 'Select it and copy it with the keyboard.',
  });
}

import { Button, Checkbox, Progress, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect, useState } from 'react';

import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { Notice } from '../../components/notice';
import { SidePanel } from '../../components/side-panel';
import { handingOut, useLetter, useWriteMail } from '../../lib/api/links';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import { useRun } from '../../lib/use-run';
import type { desktop } from '../../wailsjs/go/models';

/** Puts links into one ZIP file for their members: a list, QR codes, and a mail draft each. */
export function HandOutPanel({ ids, onClose }: { ids: string[]; onClose: () => void }) {
  const letter = useLetter();
  if (letter.data) return <HandOutForm ids={ids} letter={letter.data} onClose={onClose} />;
  return (
    <SidePanel title="Hand out" onClose={onClose}>
      <Loaded query={letter}>{() => null}</Loaded>
    </SidePanel>
  );
}

interface HandOutFormProps {
  ids: string[];
  letter: desktop.LetterView;
  onClose: () => void;
}

function HandOutForm({ ids, letter, onClose }: HandOutFormProps) {
  const { count } = useFormat();
  const [asked, setAsked] = useState<desktop.HandOutForm>();
  const { run, error, cancel } = useRun(asked, handingOut);
  const mail = useWriteMail();
  const form = useForm({
    initialValues: { svg: ids.length === 1, png: true, mails: true, ...letter.letter },
  });
  const { values } = form;
  const running = asked !== undefined && !error && (run === undefined || run.state === 'running');
  // biome-ignore lint/correctness/useExhaustiveDependencies: said once for each answer
  useEffect(() => {
    if (error) form.setErrors(error.fields);
  }, [error]);

  const text = { subject: values.subject, text: values.text };
  const send = form.onSubmit(() =>
    setAsked({ ids, svg: values.svg, png: values.png, letter: values.mails ? text : undefined }),
  );
  const formId = 'hand-out-form';
  const written = run?.state === 'done' && !run.file.cancelled;
  return (
    <SidePanel
      title={ids.length === 1 ? 'Hand out a link' : `Hand out ${count(ids.length)} links`}
      onClose={onClose}
      problem={error ?? mail.error}
      note={
        written && (
          <span role="status">
            Saved as {run.file.path}: {count(run.file.rows)} {run.file.rows === 1 ? 'link' : 'links'}.
          </span>
        )
      }
      footer={
        running ? (
          <Button onClick={cancel}>Cancel</Button>
        ) : (
          <>
            <Button onClick={onClose}>{written ? 'Done' : 'Cancel'}</Button>
            {ids.length === 1 && (
              <Button
                loading={mail.isPending}
                onClick={() => void submit(form, mail, { id: ids[0] ?? '', letter: text })}
              >
                Write a mail
              </Button>
            )}
            <Button type="submit" form={formId} variant="filled">
              Save file…
            </Button>
          </>
        )
      }
    >
      {run?.state === 'failed' && (
        <Notice tone="bad" title="The file was not written">
          {run.error}
        </Notice>
      )}
      {running && (
        <>
          <Progress value={run?.total ? (run.done / run.total) * 100 : 0} aria-label="Members written" />
          <p role="status" className="num">
            {run?.done ? `${count(run.done)} of ${count(run.total)} members` : 'Choose where to save it…'}
          </p>
        </>
      )}
      <form id={formId} onSubmit={send} noValidate>
        <Stack gap={16}>
          <p className="dim">
            One ZIP file with a list of names and links for any spreadsheet. Nothing is sent by Linkledger.
            {ids.length > 1 && ' Test links are left out.'}
          </p>
          <div>
            <Checkbox
              label="QR codes as PNG, for screens"
              {...form.getInputProps('png', { type: 'checkbox' })}
            />
            <Checkbox
              mt={8}
              label="QR codes as SVG, for print"
              {...form.getInputProps('svg', { type: 'checkbox' })}
            />
          </div>
          <Switch
            label="A mail draft for each member"
            description="Opens in your mail program, ready to be sent."
            {...form.getInputProps('mails', { type: 'checkbox' })}
          />
          {(values.mails || ids.length === 1) && (
            <>
              <TextInput label="Subject" {...form.getInputProps('subject')} />
              <Textarea label="Text" autosize minRows={8} maxRows={16} {...form.getInputProps('text')} />
              <Facts facts={letter.variables.map(({ value, label }) => ({ label: value, value: label }))} />
            </>
          )}
        </Stack>
      </form>
    </SidePanel>
  );
}

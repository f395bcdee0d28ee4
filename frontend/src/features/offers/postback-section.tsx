import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';

import { CopyButton } from '../../components/copy-button';
import { CopyField } from '../../components/copy-field';
import { DayField } from '../../components/day-field';
import { FormProblem } from '../../components/form-problem';
import { Section } from '../../components/section';
import { useEndPostback, useRotatePostback } from '../../lib/api/offers';
import { submit } from '../../lib/submit';
import { useFormat } from '../../lib/use-format';
import type { desktop } from '../../wailsjs/go/models';

interface PostbackSectionProps {
  offer: desktop.OfferDetail;
  options: desktop.OfferOptions;
}

/** The postback URL, a message for whoever sets it up, and a new URL in place of it. */
export function PostbackSection({ offer, options }: PostbackSectionProps) {
  const [rotating, setRotating] = useState(false);
  const format = useFormat();
  const end = useEndPostback();
  return (
    <Section
      title="Postback URL"
      aside={
        !rotating && (
          <Button variant="subtle" size="compact-xs" onClick={() => setRotating(true)}>
            New URL
          </Button>
        )
      }
    >
      <p className="dim">{whoCalls(offer.form.preset, options)}</p>
      <CopyField text={offer.postbackUrl} label="Postback URL" copyLabel="Copy" />
      {offer.postbackMessage && (
        <Group gap={8} mt={4}>
          <span className="dim">A message for them, ready to send:</span>
          <CopyButton text={offer.postbackMessage} label="Copy message" words />
        </Group>
      )}
      {rotating && <Rotate id={offer.row.id} onDone={() => setRotating(false)} />}
      {offer.earlierPostbacks.map(({ url, until }) => (
        <Group key={url} gap={8} mt={8} wrap="nowrap">
          <span className="dim">
            The earlier URL …{ending(url)} works until {format.day(until)}.
          </span>
          <Button
            variant="subtle"
            size="compact-xs"
            loading={end.isPending}
            onClick={() => end.mutate({ id: offer.row.id, url })}
          >
            End it now
          </Button>
        </Group>
      ))}
    </Section>
  );
}

function Rotate({ id, onDone }: { id: string; onDone: () => void }) {
  const rotate = useRotatePostback();
  const form = useForm({ mode: 'controlled', initialValues: { until: '' } });
  const send = form.onSubmit(async ({ until }) => {
    if (await submit(form, rotate, { id, until })) onDone();
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={12} mt={12}>
        <DayField
          label="The old URL works until"
          optional
          description="Long enough for the network to take over the new one. Empty: it stops at once."
          {...form.getInputProps('until')}
        />
        <FormProblem error={rotate.error?.hasFields ? null : rotate.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onDone}>Cancel</Button>
          <Button type="submit" variant="filled" loading={rotate.isPending}>
            Make a new URL
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

// The end of its token tells one URL from another.
function ending(url: string): string {
  return (url.split('/postback/')[1] ?? '').split('?')[0]?.slice(-4) ?? '';
}

function whoCalls(preset: string, { postbackPresets }: desktop.OfferOptions): string {
  const network = postbackPresets.find((candidate) => candidate.name === preset);
  if (!network || network === postbackPresets[0]) {
    return 'Send this to your CJ account manager. CJ calls it for each sale.';
  }
  return `Enter this at ${network.label}, which calls it for each sale.`;
}

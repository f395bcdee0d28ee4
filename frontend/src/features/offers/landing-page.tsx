import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { Facts } from '../../components/facts';
import { FormProblem } from '../../components/form-problem';
import { useOfferURL } from '../../lib/api/cj';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';

interface LandingPageProps {
  link: desktop.CJLinkView;
  onFound: (offerUrl: string) => void;
  onBack: () => void;
}

/** The page that a CJ link leads to: its own, or one of the shop where the link may. */
export function LandingPage({ link, onFound, onBack }: LandingPageProps) {
  const make = useOfferURL();
  const form = useForm({ mode: 'controlled', initialValues: { destination: '' } });
  const send = form.onSubmit(async ({ destination }) => {
    const url = await submit(form, make, {
      aid: link.aid,
      destination: destination.trim(),
      deepLinks: link.deepLinks,
    });
    if (url) onFound(url);
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap={16}>
        <Facts
          facts={[
            { label: 'Advertiser', value: `${link.advertiserName} (${link.advertiserId})` },
            { label: 'AID', value: <span className="mono">{link.aid}</span> },
            { label: 'Leads to', value: <span className="mono">{link.destination || '–'}</span> },
          ]}
        />
        {link.deepLinks ? (
          <TextInput
            label="Page to land on"
            description="An address of the shop, such as the product. Empty: where the link leads."
            placeholder="https://"
            data-autofocus
            {...form.getInputProps('destination')}
          />
        ) : (
          <p className="dim">
            This link leads to its own page only. For another page, choose a link that may lead to any.
          </p>
        )}
        <FormProblem error={make.error?.hasFields ? null : make.error} />
        <Group gap={8} justify="flex-end">
          <Button onClick={onBack}>Back to the links</Button>
          <Button type="submit" variant="filled" loading={make.isPending}>
            Use this link
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

import { TagsInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';

import { DayField } from '../../components/day-field';
import { Fold } from '../../components/fold';
import type { desktop } from '../../wailsjs/go/models';

const fields = ['endsOn', 'windowDays', 'fallbackUrl', 'deepDomains'];

/** What the guide does not ask for: until when and for how long clicks earn, where links may lead. */
export function OfferMore({ form }: { form: UseFormReturnType<desktop.OfferForm> }) {
  const { type, endsOn, windowDays, fallbackUrl, deepDomains } = form.values;
  const links = type !== 'code';
  return (
    <Fold
      title="More"
      note={links ? 'end date, attribution window, fallback, deep links' : 'end date'}
      open={endsOn !== '' || windowDays !== '' || fallbackUrl !== '' || deepDomains.length > 0}
      wrong={fields.some((field) => form.errors[field] !== undefined)}
    >
      <DayField
        label="End date"
        optional
        description={
          links
            ? 'The last day whose sales earn. Links live on and lead to the fallback URL; tracking goes on to show what comes. A change counts from today on.'
            : 'The last day whose orders with a code earn. A change counts from today on.'
        }
        {...form.getInputProps('endsOn')}
      />
      {links && (
        <>
          <TextInput
            label="Attribution window (days)"
            description="For how many days a click may earn. Empty: CJ decides by its referral period. A change counts for sales from today on."
            inputMode="numeric"
            placeholder="As CJ decides"
            {...form.getInputProps('windowDays')}
          />
          <TextInput
            label="Fallback URL"
            description="Where a click goes when the link or the offer is paused or has ended. Empty: a short page says so, and ended offers lead on as before."
            placeholder="https://"
            {...form.getInputProps('fallbackUrl')}
          />
          <TagsInput
            label="Deep-link domains"
            description="Where member links may have pages of their own, such as shop.example or *.shop.example. Empty: the landing page’s own domain."
            placeholder={deepDomains.length === 0 ? 'The landing page’s' : undefined}
            {...form.getInputProps('deepDomains')}
          />
        </>
      )}
    </Fold>
  );
}

import { Autocomplete, Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';

import { useOfferPreview } from '../../lib/api/offers';
import type { desktop } from '../../wailsjs/go/models';
import styles from './offer-url.module.css';

interface OfferUrlProps {
  form: UseFormReturnType<desktop.OfferForm>;
  options: desktop.OfferOptions;
  onFind: () => void;
}

/** The Offer URL: pasted or found at CJ, and explained part by part. */
export function OfferUrl({ form, options, onFind }: OfferUrlProps) {
  const [settled] = useDebouncedValue(form.values, 250);
  const parts = useOfferPreview(settled).data?.parts ?? [];
  return (
    <>
      <Autocomplete
        label="Offer URL"
        description="The CJ destination link of the brand."
        withAsterisk
        placeholder="https://"
        data={options.destinations.map((choice) => choice.value)}
        renderOption={({ option }) => {
          const name = options.destinations.find((choice) => choice.value === option.value)?.label;
          return (
            <span className={styles.option}>
              {name}
              <small>{option.value}</small>
            </span>
          );
        }}
        {...form.getInputProps('offerUrl')}
      />
      <Button w="fit-content" mt={-8} onClick={onFind}>
        Find a CJ link
      </Button>
      {form.values.offerUrl.trim() !== '' && parts.length > 0 && (
        <dl className={styles.parts} aria-label="What the Offer URL says">
          {parts.map((part) => (
            <div key={part.name}>
              <dt>{part.name}</dt>
              <dd>
                <code className="mono">{part.value}</code>
                {part.added && <span className={styles.added}>added for you</span>}
                <span className={styles.meaning}>{part.meaning}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {form.values.offerUrl.includes('{landing_page}') && (
        <TextInput
          label="Landing page"
          description="What stands where the Offer URL says {landing_page}, unless a link has a page of its own."
          placeholder="https://"
          withAsterisk
          {...form.getInputProps('landingPage')}
        />
      )}
    </>
  );
}

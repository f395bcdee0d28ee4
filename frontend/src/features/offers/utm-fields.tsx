import { ActionIcon, Button, Input, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconX } from '@tabler/icons-react';

import type { desktop } from '../../wailsjs/go/models';
import styles from './utm-fields.module.css';

/** The parameters that are added to the landing page's address. */
export function UtmFields({ form }: { form: UseFormReturnType<desktop.OfferForm> }) {
  return (
    <Input.Wrapper
      label="UTMs"
      labelElement="div"
      description="Added to the landing page’s address. What stands here is public; values may hold macros."
      error={form.errors.utms}
    >
      <div className={styles.rows}>
        {form.values.utms.map((utm, index) => {
          const name = utm.label || `parameter ${index + 1}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its place; its name may be typed anew
            <div key={index} className={styles.row}>
              <TextInput
                aria-label={`Name of parameter ${index + 1}`}
                placeholder="utm_…"
                {...form.getInputProps(`utms.${index}.label`)}
              />
              <TextInput
                aria-label={`Value of ${name}`}
                placeholder="value"
                {...form.getInputProps(`utms.${index}.value`)}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                size={30}
                aria-label={`Remove ${name}`}
                onClick={() => form.removeListItem('utms', index)}
              >
                <IconX size={14} />
              </ActionIcon>
            </div>
          );
        })}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          onClick={() => form.insertListItem('utms', { label: '', value: '' })}
        >
          Add parameter
        </Button>
      </div>
    </Input.Wrapper>
  );
}

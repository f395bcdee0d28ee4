import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';

import { FormProblem } from '../../components/form-problem';
import { Notice } from '../../components/notice';
import { Section } from '../../components/section';
import { useSaveLink } from '../../lib/api/links';
import { shortAddress } from '../../lib/short-address';
import { submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import styles from './link-form.module.css';

/** Gives a link a readable address and a landing page of its own. */
export function LinkForm({ detail }: { detail: desktop.LinkDetail }) {
  const { row, hosts, slugs, baseUrl } = detail;
  const save = useSaveLink();
  const form = useForm({ initialValues: { slug: row.slug, page: row.page } });
  const send = form.onSubmit(async (values) => {
    const saved = await submit(form, save, { id: row.id, ...values, was: row });
    if (saved) {
      const now = { slug: saved.slug, page: saved.page };
      form.setInitialValues(now);
      form.setValues(now);
    }
  });
  const readable = form.values.slug !== '' && form.values.slug !== row.slug;
  return (
    <Section title="Address and landing page">
      <form className={styles.form} onSubmit={send} noValidate>
        <TextInput
          label="Readable address"
          description={`Comes after ${shortAddress(baseUrl)} – the earlier ones go on working.`}
          placeholder={slugs[0] ? `such as ${slugs[0]}` : 'none'}
          {...form.getInputProps('slug')}
        />
        {slugs.length > 0 && (
          <Group gap={4}>
            {slugs.map((slug) => (
              <Button
                key={slug}
                size="compact-xs"
                variant="default"
                onClick={() => form.setFieldValue('slug', slug)}
              >
                {slug}
              </Button>
            ))}
          </Group>
        )}
        {readable && (
          <Notice title="This is public">
            Everybody who sees the link can read it. Leave it empty if a name should stay private.
          </Notice>
        )}
        <TextInput
          label="Landing page"
          description={
            hosts.length > 0
              ? `Empty leads to the offer’s page. It may be on ${hosts.join(', ')}.`
              : 'This offer leads to one page only.'
          }
          placeholder="The offer’s page"
          disabled={hosts.length === 0 && row.page === ''}
          {...form.getInputProps('page')}
        />
        <FormProblem error={save.error} />
        <Group gap={8}>
          <Button type="submit" disabled={!form.isDirty()} loading={save.isPending}>
            Save
          </Button>
          {row.aliases.length > 0 && <span className="dim">Also leads here: {row.aliases.join(', ')}</span>}
        </Group>
      </form>
    </Section>
  );
}

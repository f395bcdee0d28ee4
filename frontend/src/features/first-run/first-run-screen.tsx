import { Button, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useLocation } from 'wouter';

import { FormProblem } from '../../components/form-problem';
import { useCreateProfile, useOpenPractice } from '../../lib/api/workspace';
import { submit } from '../../lib/submit';
import styles from './first-run.module.css';

/** How to begin, at the first start and with each further brand. */
export function FirstRunScreen() {
  return (
    <div className={styles.screen}>
      <div className={styles.begin}>
        <Title order={1} className={styles.title}>
          How do you want to begin?
        </Title>
        <p className="dim">Each brand has a profile of its own. You can have both, and switch at any time.</p>
        <div className={styles.ways}>
          <Practise />
          <ConnectRelay />
        </div>
      </div>
    </div>
  );
}

function Practise() {
  const open = useOpenPractice();
  const [, go] = useLocation();
  return (
    <section className={styles.way} aria-label="Practise with a simulated CJ">
      <Title order={2}>Practise with a simulated CJ</Title>
      <p className="dim">
        A relay, a CJ and a shop that run on this computer: try the whole way from the offer to the payment.
        Nothing leaves this computer, and no money moves.
      </p>
      <Button
        variant="filled"
        loading={open.isPending}
        onClick={() => open.mutate(undefined, { onSuccess: () => go('/sales-tracking') })}
      >
        Practise
      </Button>
    </section>
  );
}

function ConnectRelay() {
  const create = useCreateProfile();
  const [, go] = useLocation();
  const form = useForm({ mode: 'controlled', initialValues: { name: '' } });
  const send = form.onSubmit(async ({ name }) => {
    if (await submit(form, create, name.trim())) go('/settings?show=relay');
  });
  return (
    <section className={styles.way} aria-label="Connect a relay">
      <Title order={2}>Connect a relay</Title>
      <p className="dim">
        For your brand’s real programme. Next you paste the connection line of its relay, or pair with another
        device by its code, and print the recovery key.
      </p>
      <form onSubmit={send} noValidate>
        <TextInput label="Name of the brand" {...form.getInputProps('name')} />
        <FormProblem error={create.error?.hasFields ? null : create.error} />
        <Button type="submit" variant="filled" mt={12} loading={create.isPending}>
          Connect a relay
        </Button>
      </form>
    </section>
  );
}

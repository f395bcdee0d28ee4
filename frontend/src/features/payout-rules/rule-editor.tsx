import { Button, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { flushSync } from 'react-dom';

import { SidePanel } from '../../components/side-panel';
import { usePublishRule, useReadRule, useRuleCheck } from '../../lib/api/rules';
import { AppError, toAppError } from '../../lib/app-error';
import { focusFirstWrong, showErrors, submit } from '../../lib/submit';
import type { desktop } from '../../wailsjs/go/models';
import { ConditionFields } from './condition-fields';
import { BonusFields, CapFields, RepeatFields } from './extra-fields';
import { PayFields, WhenFields, WhomFields } from './main-fields';
import styles from './rule-editor.module.css';
import { RuleFieldsProvider } from './rule-fields';
import { meant } from './rule-form';
import { RuleReading } from './rule-reading';
import { TierFields } from './tier-fields';
import { WhatIfPanel } from './what-if-panel';

interface RuleEditorProps {
  title: string;
  initial: desktop.RuleForm;
  options: desktop.PayoutOptions;
  onPublished: (rules: desktop.PayoutRules) => void;
  onClose: () => void;
}

const readAfterMs = 150;

/** Adds a payout rule, or makes the next version of one; a replay of past sales says what it would cost. */
export function RuleEditor({ title, initial, options, onPublished, onClose }: RuleEditorProps) {
  const form = useForm<desktop.RuleForm>({ mode: 'controlled', initialValues: initial });
  const publish = usePublishRule();
  const read = useReadRule();
  const [settled] = useDebouncedValue(form.values, readAfterMs);
  const check = useRuleCheck(meant(settled)).data;
  const [tried, setTried] = useState<desktop.RuleCheck & { form: desktop.RuleForm }>();
  const [problem, setProblem] = useState<AppError>();

  const send = async () => {
    setProblem(undefined);
    const rules = await submit(form, publish, meant(form.values));
    if (rules) return onPublished(rules);
    flushSync(() => setTried(undefined)); // what is wrong is said in the form
    focusFirstWrong();
  };
  const tryIt = async () => {
    publish.reset();
    setProblem(undefined);
    const proposed = meant(form.values);
    try {
      const reading = await read(proposed);
      if (Object.keys(reading.fields).length === 0) return setTried({ ...reading, form: proposed });
      setProblem(incomplete(reading.fields));
      showErrors(form, reading.fields);
    } catch (thrown) {
      setProblem(toAppError(thrown));
    }
  };
  if (tried) {
    return (
      <WhatIfPanel
        check={tried}
        rule={tried.form}
        dirty={form.isDirty()}
        publishing={publish.isPending}
        onPublish={send}
        onBack={() => setTried(undefined)}
        onClose={onClose}
      />
    );
  }
  const formId = 'rule-form';
  return (
    <SidePanel
      wide
      title={title}
      onClose={onClose}
      dirty={form.isDirty()}
      problem={publish.error ?? problem}
      footer={
        <>
          <Button mr="auto" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" form={formId} loading={publish.isPending}>
            Publish
          </Button>
          <Button variant="filled" onClick={() => void tryIt()}>
            Try on past sales
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <RuleFieldsProvider value={{ form, options, problems: check?.fields ?? {} }}>
          <Stack gap={16} mb={16}>
            <WhomFields fixed={initial.id !== ''} />
            <PayFields />
            <WhenFields />
          </Stack>
          <div className={styles.folds}>
            <ConditionFields />
            <TierFields />
            <RepeatFields />
            <BonusFields />
            <CapFields />
          </div>
        </RuleFieldsProvider>
      </form>
      <RuleReading check={check} />
    </SidePanel>
  );
}

function incomplete(fields: Record<string, string>): AppError {
  return new AppError({ code: 'invalid', message: 'Some fields need another look.', fields });
}

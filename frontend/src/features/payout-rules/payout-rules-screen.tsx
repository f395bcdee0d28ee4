import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useLocation } from 'wouter';

import { Empty } from '../../components/empty';
import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { SidePanel } from '../../components/side-panel';
import { usePayoutOptions, usePayoutRules } from '../../lib/api/rules';
import { useParameters } from '../../lib/location';
import type { desktop } from '../../wailsjs/go/models';
import { isLastForEverybody } from './for-everybody';
import { RuleEditor } from './rule-editor';
import { emptyRule, subjectOf } from './rule-form';
import { RuleList } from './rule-list';
import { RulePanel } from './rule-panel';

/** An offer's payout rules: who earns what, and which rule goes before which. */
export function PayoutRulesScreen() {
  const [parameters, change] = useParameters();
  const [, go] = useLocation();
  const offerId = parameters.get('offer') ?? '';
  const query = usePayoutRules(offerId);
  const open = query.data?.rules.find((rule) => rule.id === parameters.get('open'));
  const none = { open: undefined, add: undefined, edit: undefined, member: undefined };
  const close = () => change(none);
  const show = (id: string | undefined) => change({ ...none, open: id });
  const add = () => change({ ...none, add: '1' });
  const published = (rules: desktop.PayoutRules) => {
    const known = new Set(query.data?.rules.map((rule) => rule.id));
    show(open?.id ?? rules.rules.find((rule) => !known.has(rule.id))?.id);
  };

  const panel = () => {
    if (parameters.has('add')) {
      return (
        <Editor
          key="add"
          title="Add payout rule"
          initial={emptyRule(offerId, parameters.get('member') ?? '')}
          onPublished={published}
          onClose={close}
        />
      );
    }
    if (!open) return undefined;
    if (parameters.has('edit')) {
      const title = `Change the payout rule for ${subjectOf(open)}`;
      const back = () => show(open.id);
      return (
        <Editor
          key={`edit-${open.id}`}
          title={title}
          initial={open.form}
          onPublished={published}
          onClose={back}
        />
      );
    }
    return (
      <RulePanel
        key={open.id}
        rule={open}
        last={isLastForEverybody(open, query.data?.rules ?? [])}
        onEdit={() => change({ edit: '1' })}
        onClose={close}
      />
    );
  };
  return (
    <Page
      title={query.data ? `Payouts of ${query.data.offerName}` : 'Payouts'}
      asOf="The first rule that a sale meets pays it: a member’s own rules are asked first, then their group’s, then the offer’s."
      actions={
        <>
          <Button onClick={() => go(`/offers?open=${encodeURIComponent(offerId)}`)}>Back to the offer</Button>
          <Button variant="filled" leftSection={<IconPlus size={14} />} onClick={add}>
            Add payout rule
          </Button>
        </>
      }
      panel={panel()}
    >
      <Loaded query={query}>
        {({ rules }) =>
          rules.length === 0 ? (
            <Empty
              action={
                <Button variant="filled" onClick={add}>
                  Add payout rule
                </Button>
              }
            >
              A payout rule says what members earn. Without one, nobody earns anything on this offer.
            </Empty>
          ) : (
            <RuleList rules={rules} openId={open?.id} onOpen={show} />
          )
        }
      </Loaded>
    </Page>
  );
}

interface EditorProps {
  title: string;
  initial: desktop.RuleForm;
  onPublished: (rules: desktop.PayoutRules) => void;
  onClose: () => void;
}

/** The editor once it knows what there is to choose. */
function Editor(props: EditorProps) {
  const options = usePayoutOptions();
  if (options.data) return <RuleEditor {...props} options={options.data} />;
  return (
    <SidePanel wide title={props.title} onClose={props.onClose}>
      <Loaded query={options}>{() => null}</Loaded>
    </SidePanel>
  );
}

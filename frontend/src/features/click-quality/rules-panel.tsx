import { Button, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';

import { SidePanel } from '../../components/side-panel';
import { type JudgeAsk, judging, useSaveClickRules } from '../../lib/api/quality';
import { useRun } from '../../lib/use-run';
import type { desktop } from '../../wailsjs/go/models';
import { Judged } from './judged';
import { Judgings } from './judgings';

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const same = (a: desktop.ClickRulesForm, b: desktop.ClickRulesForm) =>
  JSON.stringify(a) === JSON.stringify(b);

interface RulesPanelProps {
  rules: desktop.ClickRulesForm;
  connected: boolean;
  onClose: () => void;
}

/** What the workspace does not count; tried on the clicks that are kept before anything is changed. */
export function RulesPanel({ rules, connected, onClose }: RulesPanelProps) {
  const [was, setWas] = useState(rules);
  const [texts, setTexts] = useState({
    referrers: rules.referrers.join('\n'),
    agents: rules.agents.join('\n'),
    networks: rules.networks.join('\n'),
  });
  const form = {
    referrers: lines(texts.referrers),
    agents: lines(texts.agents),
    networks: lines(texts.networks),
  };
  const dirty = !same(form, was);
  const [asked, setAsked] = useState<JudgeAsk>();
  const { run, error, cancel, again } = useRun(asked, judging);
  const save = useSaveClickRules();
  const fields = save.error?.fields ?? error?.fields ?? {};
  const busy = asked !== undefined && (run === undefined ? !error : run.state === 'running');
  const type = (name: keyof typeof texts) => ({
    value: texts[name],
    error: fields[name],
    onChange: (event: { currentTarget: { value: string } }) => {
      setTexts({ ...texts, [name]: event.currentTarget.value });
      setAsked(undefined);
      save.reset();
    },
    autosize: true,
    minRows: 2,
    maxRows: 8,
  });
  const keep = () =>
    save.mutate(
      { rules: form, was },
      {
        onSuccess: (saved) => {
          setWas(saved);
          setTexts({
            referrers: saved.referrers.join('\n'),
            agents: saved.agents.join('\n'),
            networks: saved.networks.join('\n'),
          });
        },
      },
    );
  return (
    <SidePanel
      wide
      title="What is not counted"
      onClose={onClose}
      dirty={dirty}
      problem={save.error && !save.error.hasFields ? save.error : null}
      footer={
        <>
          <Button
            disabled={!connected || busy}
            onClick={() => setAsked({ preview: true, since: '', rules: form })}
          >
            Preview on kept clicks
          </Button>
          <Button variant="filled" disabled={!dirty} loading={save.isPending} onClick={keep}>
            Save
          </Button>
        </>
      }
    >
      <p className="dim">
        Beside what the relay rejects by itself. Such clicks are still redirected and kept, with the reason
        “Ignored by your rules”. One a line.
      </p>
      <Stack gap={16}>
        <Textarea
          label="Sites that clicks come from"
          description="Like wiki.office.example; what is below it is meant too."
          {...type('referrers')}
        />
        <Textarea
          label="Browsers and programs"
          description="A part of what they call themselves, like uptimerobot. What ordinary browsers have is refused."
          {...type('agents')}
        />
        <Textarea
          label="Networks"
          description="Like 192.0.2.0/24: your office, your agency. Of new clicks only, since addresses are not kept."
          {...type('networks')}
        />
      </Stack>
      {!connected && <p className="dim">A preview needs the relay: connect one under Settings.</p>}
      <Judged
        asked={asked}
        run={run}
        error={error}
        dirty={dirty}
        onCancel={cancel}
        onAgain={again}
        onRun={() => setAsked({ preview: false, since: '', rules: form })}
      />
      <Judgings />
    </SidePanel>
  );
}

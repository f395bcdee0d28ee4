import { Facts } from '../../components/facts';
import { Loaded } from '../../components/loaded';
import { NotSynced, TestMark } from '../../components/marks';
import { Section } from '../../components/section';
import { SidePanel } from '../../components/side-panel';
import { useConversion, useStatuses } from '../../lib/api/conversions';
import { useFormat } from '../../lib/use-format';
import { whose } from './conversion-columns';
import { conversionFacts } from './conversion-facts';
import styles from './conversion-panel.module.css';
import { CJRows, History, RawCalls, Transfers } from './conversion-story';
import { Decisions } from './decisions';

/** One conversion's story: what was reported, what CJ says, what the member earned and why. */
export function ConversionPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const conversion = useConversion(id);
  const format = useFormat();
  const statuses = useStatuses().data;
  const row = conversion.data?.row;
  const moves = statuses?.find((known) => known.status === row?.status)?.moves ?? [];
  return (
    <SidePanel
      title={row ? `${whose(row)} · ${format.money(row.sale)}` : 'Conversion'}
      mark={
        row && (
          <>
            <TestMark test={row.test} />
            <NotSynced synced={row.synced} />
          </>
        )
      }
      onClose={onClose}
      footer={
        row &&
        moves.length > 0 && (
          <Decisions
            on={{ conversionIds: [row.id], seen: [row.seen] }}
            currency={row.payout.currency}
            moves={moves}
          />
        )
      }
    >
      <Loaded query={conversion}>
        {(data) => (
          <>
            {data.row.blocked && (
              <p className={styles.blocked}>
                <strong>Can’t be paid yet.</strong> {data.row.blocked}
              </p>
            )}
            <Facts facts={conversionFacts(data.row, format)} />
            <Section title="How the payout was worked out">
              <p className={styles.explanation}>{data.explanation || 'No payout has been worked out yet.'}</p>
            </Section>
            <History items={data.history} />
            <RawCalls id={data.row.id} />
            <CJRows rows={data.cjRows} />
            <Transfers rows={data.transfers} />
          </>
        )}
      </Loaded>
    </SidePanel>
  );
}

import { Figures } from '../../../components/figures';
import { Fold } from '../../../components/fold';
import { Loaded } from '../../../components/loaded';
import { useForecast } from '../../../lib/api/cash';
import { isZero } from '../../../lib/money';
import { useFormat } from '../../../lib/use-format';
import type { desktop } from '../../../wailsjs/go/models';
import styles from './cash-timeline.module.css';
import { ExpectedDays } from './expected-days';

/** "Pay everybody now and you front X", with the figures behind it and the days that are expected. */
export function Forecast() {
  const forecast = useForecast();
  const { sentence } = useFormat();
  return (
    <section className={styles.forecast} aria-label="Forecast">
      <Loaded query={forecast} lines={3}>
        {(data) => (
          <>
            <p className={styles.sentence}>{sentence(data.words)}</p>
            <ForecastFigures forecast={data} />
            {data.days.length > 0 && (
              <div className={styles.days}>
                <Fold
                  title="Expected days"
                  note="what CJ pays, what members are owed, what is left"
                  open={false}
                >
                  <ExpectedDays days={data.days} />
                </Fold>
              </div>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function ForecastFigures({ forecast }: { forecast: desktop.CashForecast }) {
  const { money, percent } = useFormat();
  return (
    <Figures
      rows={[
        {
          label: 'Pay everybody now',
          figures: [
            { label: 'Balance', explanation: 'What you can pay from today.', value: money(forecast.balance) },
            {
              label: 'Payable',
              explanation: 'Owed to members for sales that CJ has locked.',
              value: money(forecast.payable),
            },
            {
              label: 'Early',
              explanation:
                'Earned on sales that CJ lists and has not locked: the brand can still correct them.',
              value: money(forecast.early),
            },
            {
              label: 'All of it',
              explanation: 'Payable and early together: what paying everybody now takes.',
              value: money(forecast.all),
              ...(!isZero(forecast.short) && {
                note: `${money(forecast.short)} more than the balance`,
                tone: 'warn',
              }),
            },
            {
              label: 'You front',
              explanation: 'The part of it for sales that CJ has not paid you yet.',
              value: money(forecast.front),
            },
            {
              label: 'At risk',
              explanation:
                forecast.basis ||
                'Of the early part, what history says is taken back. There is too little history yet.',
              value: forecast.rate ? money(forecast.risk) : '–',
              note: forecast.rate ? `${percent(forecast.rate)} of the early part` : 'too little history',
            },
          ],
        },
      ]}
    />
  );
}

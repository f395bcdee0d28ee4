import { Loaded } from '../../components/loaded';
import { Page } from '../../components/page';
import { useReportChoices } from '../../lib/api/explorer';
import { Explorer } from './explorer';

/** Reports: any question about clicks, sales and payouts. */
export function ReportsScreen() {
  const choices = useReportChoices();
  if (choices.data) return <Explorer choices={choices.data} />;
  return (
    <Page title="Reports">
      <Loaded query={choices}>{() => null}</Loaded>
    </Page>
  );
}

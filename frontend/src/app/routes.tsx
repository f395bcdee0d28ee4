import {
  IconArrowsExchange,
  IconBook2,
  IconChartBar,
  IconCoins,
  IconGitCompare,
  IconHeartRateMonitor,
  IconLink,
  IconReportAnalytics,
  IconSettings,
  IconTag,
  IconTestPipe,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';

import { BooksScreen } from '../features/books/books-screen';
import { OpeningBalancesScreen } from '../features/books/opening-balances-screen';
import { ClickQualityScreen } from '../features/click-quality/click-quality-screen';
import { ConversionsScreen } from '../features/conversions/conversions-screen';
import { FirstRunScreen } from '../features/first-run/first-run-screen';
import { LinkHealthScreen } from '../features/link-health/link-health-screen';
import { LinksScreen } from '../features/links/links-screen';
import { MembersScreen } from '../features/members/members-screen';
import { MonthCloseScreen } from '../features/month-close/month-close-screen';
import { OffersScreen } from '../features/offers/offers-screen';
import { PaymentsScreen } from '../features/payments/payments-screen';
import { PayoutRulesScreen } from '../features/payout-rules/payout-rules-screen';
import { ReconciliationScreen } from '../features/reconciliation/reconciliation-screen';
import { ReportsScreen } from '../features/reports/reports-screen';
import { SalesTrackingScreen } from '../features/sales-tracking/sales-tracking-screen';
import { SettingsScreen } from '../features/settings/settings-screen';
import { SQLScreen } from '../features/sql/sql-screen';
import { StatementScreen } from '../features/statement/statement-screen';
import { TestPurchaseScreen } from '../features/test-purchase/test-purchase-screen';

interface Route {
  path: string;
  screen: ComponentType;
}

export interface ScreenRoute extends Route {
  label: string;
  icon: TablerIcon;
}

export const home = '/sales-tracking';

/** The screens in the groups of the sidebar. */
export const routeGroups: readonly (readonly ScreenRoute[])[] = [
  [
    { path: home, label: 'Sales Tracking', icon: IconChartBar, screen: SalesTrackingScreen },
    { path: '/reports', label: 'Reports', icon: IconReportAnalytics, screen: ReportsScreen },
  ],
  [
    { path: '/offers', label: 'Offers', icon: IconTag, screen: OffersScreen },
    { path: '/members', label: 'Members', icon: IconUsers, screen: MembersScreen },
    { path: '/links', label: 'Links', icon: IconLink, screen: LinksScreen },
    { path: '/conversions', label: 'Conversions', icon: IconArrowsExchange, screen: ConversionsScreen },
  ],
  [
    { path: '/payments', label: 'Payments', icon: IconCoins, screen: PaymentsScreen },
    { path: '/reconciliation', label: 'Reconciliation', icon: IconGitCompare, screen: ReconciliationScreen },
    { path: '/books', label: 'Books', icon: IconBook2, screen: BooksScreen },
  ],
  [
    { path: '/test-purchase', label: 'Test purchase', icon: IconTestPipe, screen: TestPurchaseScreen },
    { path: '/link-health', label: 'Link health', icon: IconHeartRateMonitor, screen: LinkHealthScreen },
  ],
  [{ path: '/settings', label: 'Settings', icon: IconSettings, screen: SettingsScreen }],
];

/** Screens that another screen leads to; in the sidebar they belong to that one. */
const inner: readonly Route[] = [
  { path: '/begin', screen: FirstRunScreen },
  { path: '/reports/month-close', screen: MonthCloseScreen },
  { path: '/reports/quality', screen: ClickQualityScreen },
  { path: '/offers/payout-rules', screen: PayoutRulesScreen },
  { path: '/members/statement', screen: StatementScreen },
  { path: '/books/opening-balances', screen: OpeningBalancesScreen },
  { path: '/reports/sql', screen: SQLScreen },
];

export const routes: readonly Route[] = [...routeGroups.flat(), ...inner];

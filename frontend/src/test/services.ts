import type { desktop } from '../wailsjs/go/models';
import { backupsInMemory } from './backups';
import { goError, type Services } from './bindings';
import { booksInMemory } from './books';
import { check, checkRow } from './fixture/checks';
import { cjAccount, scenarios } from './fixture/cj';
import { commandsView } from './fixture/commands';
import { devices, pairing, recoveryKey } from './fixture/devices';
import { money, usd } from './fixture/money';
import {
  exampleDestination,
  history,
  offerDetail,
  offerOptions,
  offerPreview,
  offers,
} from './fixture/offers';
import { paymentPlan, paymentsOverview } from './fixture/payments';
import { members } from './fixture/programme';
import { practice, workspace } from './fixture/workspace';
import { cashService } from './service/cash';
import { cjService } from './service/cj';
import { conversionsService } from './service/conversions';
import { explorerService } from './service/explorer';
import { layoutsService } from './service/layouts';
import { linkHealthService } from './service/link-health';
import { linksService } from './service/links';
import { membersService } from './service/members';
import { monthsService } from './service/months';
import { qualityService } from './service/quality';
import { reconciliationService } from './service/reconciliation';
import { reportsService } from './service/reports';
import { rulesService } from './service/rules';
import { setupService } from './service/setup';
import { sqlService } from './service/sql';
import { undoService } from './service/undo';

/** A workspace in memory that answers like the Go side; a test replaces what it is about. */
export function services(
  kind: 'full' | 'empty' = 'full',
  changes: Partial<desktop.WorkspaceView> = {},
): Services {
  const full = kind === 'full';
  const state = {
    workspace: workspace(changes),
    practice: practice(),
    offers: full ? offers() : [],
    offerForms: new Map<string, desktop.OfferForm>(),
    members: full ? members() : [],
    overview: full ? paymentsOverview() : emptyOverview(),
    checks: full ? [check('k-2'), check('k-1', 5, true)] : [],
    steps: 0,
    devices: devices(),
    pairing: pairing({ state: 'none', code: '' }),
    recoveryKey: recoveryKey(),
    conflicts: [] as desktop.ConflictView[],
  };
  const one = <Row extends { id: string }>(rows: Row[], id: string): Row => {
    const row = rows.find((candidate) => candidate.id === id);
    if (!row) throw goError('There is no such row.');
    return row;
  };
  const payment = (id: string): desktop.PaymentDetail => ({
    row: one(state.overview.payments, id),
    lines: paymentPlan().lines.filter((line) => !line.blocked),
  });

  const Conversions = conversionsService(full);
  const Reconciliation = reconciliationService(full);

  return {
    Workspace: {
      State: async () => ({ ...state.workspace }),
      SyncNow: async () => state.workspace.sync,
      CancelSync: async () => undefined,
      Attention: async () => [],
      DiscardEdit: async () => [],
      AcknowledgeProblems: async () => undefined,
      CheckConnection: async (text) => ({
        ok: text.startsWith('linkledger:'),
        message: text.startsWith('linkledger:')
          ? 'The relay answers and knows this device.'
          : 'This is not a connection text.',
        hint: text.startsWith('linkledger:')
          ? ''
          : 'Copy the whole line that “linkledger-relay device add” prints.',
        relayUrl: 'https://relay.example',
        needsKey: text.endsWith('sealed'),
      }),
      Connect: async () => state.workspace,
      Print: async () => undefined,
      Commands: async () => commandsView(),
      CJ: async () => cjAccount(),
      SaveCJ: async ({ cid, pid, currency, role }) => cjAccount({ cid, pid, currency, role, seen: 'e-2' }),
      CreateProfile: async (name) => {
        if (!name) throw goError('The profile needs a name.', { name: 'Enter a name.' });
        const profile = { id: name.toLowerCase(), name, kind: 'live' };
        state.workspace = { ...state.workspace, profile, profiles: [...state.workspace.profiles, profile] };
        return state.workspace;
      },
      OpenPractice: async () => {
        state.workspace = { ...state.workspace, firstRun: false };
        return state.workspace;
      },
      RenameProfile: async (id, name) => {
        if (!name) throw goError('Name the profile.', { name: 'Enter the brand’s name.' });
        const profiles = state.workspace.profiles.map((known) =>
          known.id === id ? { ...known, name } : known,
        );
        state.workspace = { ...state.workspace, profiles };
        return state.workspace;
      },
      RemoveProfile: async (id) => {
        const profiles = state.workspace.profiles.filter((known) => known.id !== id);
        state.workspace = { ...state.workspace, profiles };
        return { path: `/data/removed/${id}` };
      },
      SwitchProfile: async (id) => {
        const profile = one(state.workspace.profiles, id);
        state.workspace = { ...state.workspace, profile };
        return state.workspace;
      },
    },
    Devices: {
      Devices: async () => ({ devices: [...state.devices], waitingFor: [] }),
      OpenPairing: async () => {
        state.pairing = pairing();
        return state.pairing;
      },
      Pairing: async () => state.pairing,
      DecidePairing: async (approve) => {
        state.pairing = { ...state.pairing, state: approve ? 'approved' : 'refused' };
        return state.pairing;
      },
      CancelPairing: async () => {
        state.pairing = { ...state.pairing, state: 'closed' };
      },
      RemoveDevice: async (id) => {
        Object.assign(one(state.devices, id), { revoked: true });
        return { devices: [...state.devices], waitingFor: [] };
      },
      JoinWithCode: async () => {
        state.workspace = { ...state.workspace, connected: true };
        return state.workspace;
      },
      JoinState: async () => ({ state: 'none', message: '', needsKey: false, percent: 0 }),
      CancelJoin: async () => undefined,
      RecoveryKey: async () => state.recoveryKey,
      NewRecoveryKey: async () => {
        state.recoveryKey = recoveryKey({ key: 'NEWKEY-9D3FZP', printed: false });
        state.workspace = { ...state.workspace, unprinted: true };
        return state.recoveryKey;
      },
      EnterRecoveryKey: async (key) => {
        if (key.length < 6) throw goError('The key is wrong.', { recoveryKey: 'It has a typing error.' });
        state.workspace = { ...state.workspace, sync: { ...state.workspace.sync, state: 'synced' } };
        return state.workspace;
      },
      RecoveryKeyPrinted: async () => {
        state.workspace = { ...state.workspace, unprinted: false };
        return state.recoveryKey;
      },
    },
    Conflicts: {
      Conflicts: async () => [...state.conflicts],
      ResolveConflict: async (id) => {
        state.conflicts = state.conflicts.filter((conflict) => conflict.id !== id);
        return [...state.conflicts];
      },
    },
    Offers: {
      Options: async () => offerOptions(),
      List: async () => [...state.offers],
      Get: async (id) => offerDetail(one(state.offers, id), state.offerForms.get(id)),
      Preview: async (form) => {
        const usable = form.offerUrl.startsWith('https://');
        const wrong: Record<string, string> = { offerUrl: 'Enter an address that begins with https://.' };
        return {
          ...offerPreview(usable ? exampleDestination : ''),
          notes: usable ? ['The click id was added as CJ’s sid.'] : [],
          fields: usable ? {} : wrong,
        };
      },
      Save: async (form) => {
        if (!form.name.trim()) throw goError('The offer has a gap.', { name: 'Enter a name.' });
        const row = {
          ...(offers()[0] as desktop.OfferRow),
          id: form.id || 'o-new',
          name: form.name,
          synced: false,
        };
        state.offers = [...state.offers.filter((offer) => offer.id !== row.id), row];
        state.offerForms.set(row.id, form);
        return offerDetail(row, form);
      },
      SetStatus: async (id, status) => Object.assign(one(state.offers, id), { status }),
      Duplicate: async (id) => {
        const from = one(state.offers, id);
        const row = { ...from, id: `${id}-copy`, name: `Copy of ${from.name}`, links: 0, synced: false };
        state.offers = [...state.offers, row];
        return offerDetail(row);
      },
      RotatePostback: async (id, until) => ({
        ...offerDetail(one(state.offers, id)),
        earlierPostbacks: until
          ? [{ url: 'https://go.northwind.example/postback/pb_6f2k9x?a=1', until }]
          : [],
      }),
      EndPostback: async (id) => offerDetail(one(state.offers, id)),
    },
    History: { Of: async () => history() },
    Members: membersService(state),
    Links: linksService(full, () => state.members),
    Conversions,
    Reconciliation,
    Explorer: explorerService(full),
    Layouts: layoutsService(),
    Setup: setupService(full),
    SQLBox: sqlService(),
    Undo: undoService({ Conversions, Reconciliation }),
    Rules: rulesService(full),
    Reports: reportsService(full),
    Months: monthsService(full),
    Quality: qualityService(full),
    Payments: {
      Overview: async () => ({ ...state.overview }),
      Plan: async () => (full ? paymentPlan() : { ...paymentPlan(), lines: [], total: usd(0) }),
      Make: async (memberIds) => ({
        ...payment('p-3'),
        lines: paymentPlan().lines.filter((l) => memberIds.includes(l.memberId)),
      }),
      Get: async (id) => payment(id),
      Export: async (id) => {
        Object.assign(one(state.overview.payments, id), { state: 'exported', file: `payments-${id}.csv` });
        return { path: `payments-${id}.csv`, rows: 4, hash: 'ab12', cancelled: false };
      },
      MarkPaid: async (form) => {
        const change = { state: 'paid', paidOn: form.day, reference: form.reference };
        Object.assign(one(state.overview.payments, form.paymentId), change);
        return payment(form.paymentId);
      },
      Cancel: async (id) => {
        Object.assign(one(state.overview.payments, id), { state: 'cancelled' });
        return payment(id);
      },
      RecordReceipt: async (form) => {
        if (!/^\d+(\.\d{1,2})?$/.test(form.amount)) {
          throw goError('The amount is not a number.', { amount: 'Write it like 250.00.' });
        }
        const row = {
          ...(paymentsOverview().receipts[0] as desktop.ReceiptRow),
          id: 'r-new',
          source: form.source,
          amount: usd(1),
          day: form.day,
          reference: form.reference,
          synced: false,
        };
        state.overview = { ...state.overview, receipts: [row, ...state.overview.receipts] };
        return row;
      },
      CancelReceipt: async (id, cancelReason) => {
        const change = { cancelled: true, cancelReason, cancelledBy: 'you', synced: false };
        return Object.assign(one(state.overview.receipts, id), change);
      },
    },
    Cash: cashService(full),
    CJ: cjService(full),
    Checks: {
      Run: async () => {
        state.steps = 0;
        state.checks = [check('k-new', 0), ...state.checks.filter((known) => known.id !== 'k-new')];
        return check('k-new', 0);
      },
      Get: async (id) => {
        if (id !== 'k-new') return one(state.checks, id);
        const now = check('k-new', state.steps++);
        state.checks = state.checks.map((known) => (known.id === id ? now : known));
        return now;
      },
      List: async ({ offerId, limit }) => {
        const rows = state.checks.filter((known) => !offerId || known.offerId === offerId).map(checkRow);
        return { rows: rows.slice(0, limit || 20), total: rows.length };
      },
      Stop: async (id) => {
        state.checks = state.checks.map((known) =>
          known.id === id ? { ...known, state: 'stopped' } : known,
        );
        return one(state.checks, id);
      },
      Tell: async (id, orderId) => {
        state.checks = state.checks.map((known) =>
          known.id === id ? { ...known, orderId, buying: false } : known,
        );
        return one(state.checks, id);
      },
      Look: async (id) => one(state.checks, id),
      Seen: async () => undefined,
      ExportJSON: async () => ({
        path: '/home/you/test-purchase.json',
        hash: 'c0ffee',
        rows: 8,
        cancelled: false,
      }),
    },
    LinkHealth: linkHealthService(full),
    Books: booksInMemory(kind),
    Backups: backupsInMemory(kind, () => state.workspace),
    Practice: {
      State: async () => ({ ...state.practice, now: state.workspace.now }),
      Advance: async () => {
        const next = new Date(Date.parse(state.workspace.now) + 86_400_000).toISOString();
        state.workspace = { ...state.workspace, now: next };
        return { ...state.practice, now: next };
      },
      SetFault: async (name, on) => {
        const faults = state.practice.faults.map((fault) => (fault.name === name ? { ...fault, on } : fault));
        state.practice = { ...state.practice, faults };
        return state.practice;
      },
      Reset: async () => state.workspace,
      LoadSample: async () => state.workspace,
      OpenShop: async () => undefined,
      Scenarios: async () => scenarios(),
      Play: async () => ({ ...state.practice, now: state.workspace.now }),
    },
  };
}

/** A live profile that is connected to a relay, unless the changes say otherwise. */
export function live(changes: Partial<desktop.WorkspaceView> = {}): Services {
  const profile = { id: 'northwind', name: 'Northwind Outdoor', kind: 'live' };
  return services('full', { profile, relayUrl: 'https://go.northwind.example', ...changes });
}

function emptyOverview(): desktop.PaymentsOverview {
  const none = money(0, 'USD');
  return {
    ...paymentsOverview(),
    balance: none,
    cjPending: none,
    cjLocked: none,
    due: none,
    payableNow: none,
    inPayment: none,
    paidTotal: none,
    nextLock: '',
    nextPayDay: '',
    payments: [],
    receipts: [],
  };
}

export namespace desktop {
	
	export interface AttentionItem {
	    id: string;
	    kind: string;
	    text: string;
	    at: string;
	}
	export interface CJView {
	    cid: string;
	    pid: string;
	    currency: string;
	    hasToken: boolean;
	    seen: string;
	}
	export interface CJForm {
	    cid: string;
	    pid: string;
	    currency: string;
	    token: string;
	    was?: CJView;
	}
	export interface Money {
	    minor: string;
	    currency: string;
	    text: string;
	}
	export interface CJRowView {
	    commissionId: string;
	    original: boolean;
	    status: string;
	    reason: string;
	    sale: Money;
	    commission: Money;
	    eventAt: string;
	    postedAt: string;
	    locksAt: string;
	}
	
	export interface Pair {
	    label: string;
	    value: string;
	}
	export interface CheckStep {
	    key: string;
	    title: string;
	    state: string;
	    at: string;
	    millis: number;
	    evidence: Pair[];
	    finding: string;
	    hint: string;
	}
	export interface CheckView {
	    id: string;
	    offerId: string;
	    offerName: string;
	    state: string;
	    startedAt: string;
	    steps: CheckStep[];
	}
	export interface Choice {
	    value: string;
	    label: string;
	    hint: string;
	}
	export interface ConflictView {
	    id: string;
	    what: string;
	    subject: string;
	    mine: Pair[];
	    theirs: Pair[];
	    at: string;
	    actor: string;
	    device: string;
	    seen: string;
	}
	export interface ConnectForm {
	    connection: string;
	    key: string;
	}
	export interface ConnectionCheck {
	    ok: boolean;
	    message: string;
	    hint: string;
	    relayUrl: string;
	    needsKey: boolean;
	}
	export interface TransferView {
	    id: string;
	    at: string;
	    debit: string;
	    credit: string;
	    amount: Money;
	    state: string;
	    cause: string;
	}
	export interface HistoryItem {
	    at: string;
	    what: string;
	    source: string;
	}
	export interface ConversionRow {
	    id: string;
	    saleDay: string;
	    reportedAt: string;
	    offerId: string;
	    offerName: string;
	    memberId: string;
	    memberName: string;
	    orderId: string;
	    promoCode: string;
	    clickId: string;
	    sale: Money;
	    networkCommission: Money;
	    payout: Money;
	    status: string;
	    cjStatus: string;
	    locksOn: string;
	    payment: string;
	    blocked: string;
	    reason: string;
	    test: boolean;
	    synced: boolean;
	    seen: string;
	}
	export interface ConversionDetail {
	    row: ConversionRow;
	    explanation: string;
	    history: HistoryItem[];
	    cjRows: CJRowView[];
	    transfers: TransferView[];
	}
	export interface Period {
	    from: string;
	    to: string;
	}
	export interface ConversionFilter {
	    status: string;
	    memberId: string;
	    offerId: string;
	    period: Period;
	    offset: number;
	    limit: number;
	}
	export interface ConversionPage {
	    rows: ConversionRow[];
	    total: number;
	}
	
	export interface Decision {
	    conversionIds: string[];
	    status: string;
	    reason: string;
	    seen: string[];
	}
	export interface DeviceView {
	    id: string;
	    name: string;
	    this: boolean;
	    createdAt: string;
	    lastSeenAt: string;
	    revoked: boolean;
	}
	export interface DevicesView {
	    devices: DeviceView[];
	    waitingFor: string[];
	}
	export interface ExportedFile {
	    path: string;
	    rows: number;
	    hash: string;
	    cancelled: boolean;
	}
	export interface FaultView {
	    name: string;
	    description: string;
	    on: boolean;
	}
	
	export interface JoinForm {
	    code: string;
	    deviceName: string;
	    recoveryKey: string;
	}
	export interface JoinView {
	    state: string;
	    message: string;
	    needsKey: boolean;
	    percent: number;
	}
	export interface LinkFilter {
	    offerId: string;
	    memberId: string;
	}
	export interface LinkForm {
	    offerId: string;
	    memberIds: string[];
	    test: boolean;
	}
	export interface LinkRow {
	    id: string;
	    url: string;
	    offerId: string;
	    offerName: string;
	    memberId: string;
	    memberName: string;
	    status: string;
	    test: boolean;
	    clicks: number;
	    unique: number;
	    rejected: number;
	    conversions: number;
	    createdAt: string;
	    synced: boolean;
	}
	export interface MemberRow {
	    id: string;
	    name: string;
	    email: string;
	    handle: string;
	    group: string;
	    payee: string;
	    status: string;
	    links: number;
	    clicks: number;
	    conversions: number;
	    sales: Money;
	    earned: Money;
	    due: Money;
	    synced: boolean;
	    seen: string;
	}
	export interface MemberForm {
	    id: string;
	    name: string;
	    email: string;
	    handle: string;
	    group: string;
	    payee: string;
	    was?: MemberRow;
	}
	
	
	export interface OfferForm {
	    id: string;
	    name: string;
	    description: string;
	    conversionType: string;
	    payoutOption: string;
	    payoutPercent: string;
	    payoutFlat: string;
	    protocol: string;
	    offerUrl: string;
	    fallbackUrl: string;
	    utms: Pair[];
	    passThrough: string[];
	    preset: string;
	    postbackNames: Pair[];
	    postbackAmounts: string;
	    postbackSigned: boolean;
	    postbackNetworks: string[];
	    seen: string;
	    was?: OfferForm;
	}
	export interface OfferRow {
	    id: string;
	    name: string;
	    description: string;
	    status: string;
	    conversionType: string;
	    payout: string;
	    members: number;
	    links: number;
	    clicks: number;
	    conversions: number;
	    sales: Money;
	    synced: boolean;
	}
	export interface OfferDetail {
	    row: OfferRow;
	    form: OfferForm;
	    postbackUrl: string;
	    postbackKey: string;
	    destination: string;
	    ruleVersion: number;
	    ruleSince: string;
	}
	
	export interface PostbackPreset {
	    name: string;
	    label: string;
	    names: Pair[];
	    minor: boolean;
	    corrections: string;
	}
	export interface OfferOptions {
	    conversionTypes: Choice[];
	    payoutOptions: Choice[];
	    protocols: Choice[];
	    macros: Choice[];
	    destinations: Choice[];
	    currency: string;
	    postbackPresets: PostbackPreset[];
	    postbackFields: Choice[];
	}
	export interface OfferPreview {
	    destination: string;
	    notes: string[];
	    fields: Record<string, string>;
	}
	
	export interface PaidForm {
	    paymentId: string;
	    day: string;
	    reference: string;
	}
	
	export interface PairingView {
	    state: string;
	    code: string;
	    host: string;
	    expiresAt: string;
	    deviceName: string;
	}
	export interface PlanLine {
	    memberId: string;
	    memberName: string;
	    payee: string;
	    amount: Money;
	    conversions: number;
	    blocked: string;
	}
	export interface PaymentRow {
	    id: string;
	    number: number;
	    createdAt: string;
	    route: string;
	    state: string;
	    members: number;
	    total: Money;
	    file: string;
	    paidOn: string;
	    reference: string;
	    reason: string;
	    synced: boolean;
	}
	export interface PaymentDetail {
	    row: PaymentRow;
	    lines: PlanLine[];
	}
	export interface PaymentPlan {
	    currency: string;
	    balance: Money;
	    total: Money;
	    lines: PlanLine[];
	    stopped: string;
	}
	
	export interface ReceiptRow {
	    id: string;
	    source: string;
	    amount: Money;
	    day: string;
	    reference: string;
	    synced: boolean;
	}
	export interface PaymentsOverview {
	    currency: string;
	    balance: Money;
	    cjPending: Money;
	    cjLocked: Money;
	    due: Money;
	    payableNow: Money;
	    inPayment: Money;
	    paidTotal: Money;
	    nextLock: string;
	    nextPayDay: string;
	    stopped: string;
	    payments: PaymentRow[];
	    receipts: ReceiptRow[];
	    trialBalanceZero: boolean;
	    booksHash: string;
	}
	
	
	export interface PostbackCallView {
	    id: string;
	    at: string;
	    accepted: boolean;
	    request: string;
	    body: string;
	    reply: string;
	}
	
	export interface PracticeView {
	    now: string;
	    nextLock: string;
	    nextPayDay: string;
	    shopUrl: string;
	    orders: number;
	    cjPaid: Money;
	    faults: FaultView[];
	}
	export interface ProfileView {
	    id: string;
	    name: string;
	    kind: string;
	}
	export interface ReceiptForm {
	    source: string;
	    amount: string;
	    day: string;
	    reference: string;
	}
	
	export interface RecoveryKeyView {
	    key: string;
	    madeBy: string;
	    madeAt: string;
	    printed: boolean;
	    workspace: string;
	}
	export interface SalesRow {
	    memberId: string;
	    memberName: string;
	    group: string;
	    currency: string;
	    clicks: number;
	    uniqueClicks: number;
	    conversions: number;
	    conversionRate: string;
	    sales: Money;
	    networkCommission: Money;
	    earned: Money;
	    pending: Money;
	    due: Money;
	    paid: Money;
	}
	export interface SalesTotals {
	    currency: string;
	    members: number;
	    membersWithConversions: number;
	    clicks: number;
	    uniqueClicks: number;
	    conversions: number;
	    sales: Money;
	    salesPerMember: Money;
	    networkCommission: Money;
	    earned: Money;
	    earnedPerMember: Money;
	    due: Money;
	    membersDue: number;
	}
	export interface SalesTracking {
	    totals: SalesTotals[];
	    rows: SalesRow[];
	    timeZone: string;
	    relayAsOf: string;
	    cjAsOf: string;
	}
	export interface SyncView {
	    state: string;
	    percent: number;
	    pending: number;
	    asOf: string;
	    cjAsOf: string;
	    message: string;
	    hint: string;
	    attention: number;
	    waitingFor: string[];
	    seq: number;
	}
	
	export interface WorkspaceView {
	    version: string;
	    profile: ProfileView;
	    profiles: ProfileView[];
	    connected: boolean;
	    relayUrl: string;
	    linkBase: string;
	    deviceName: string;
	    timeZone: string;
	    currency: string;
	    locale: string;
	    now: string;
	    unprinted: boolean;
	    sync: SyncView;
	}

}


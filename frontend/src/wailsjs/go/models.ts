export namespace desktop {
	
	export interface ReportFilter {
	    dimension: string;
	    values: string[];
	    not: boolean;
	}
	export interface Period {
	    from: string;
	    to: string;
	}
	export interface ConversionFilter {
	    status: string;
	    memberId: string;
	    offerId: string;
	    linkId: string;
	    currency: string;
	    period: Period;
	    noTests: boolean;
	    corrected: string;
	    where: ReportFilter[];
	    sort: string;
	    descending: boolean;
	    offset: number;
	    limit: number;
	}
	export interface AdjustForm {
	    conversionIds: string[];
	    all?: ConversionFilter;
	    amount: string;
	    reason: string;
	}
	export interface AdjustmentForm {
	    memberId: string;
	    kind: string;
	    amount: string;
	    day: string;
	    reason: string;
	}
	export interface Money {
	    minor: string;
	    currency: string;
	    text: string;
	}
	export interface AdjustmentRow {
	    id: string;
	    kind: string;
	    memberId: string;
	    memberName: string;
	    conversionId: string;
	    amount: Money;
	    day: string;
	    reason: string;
	    cancelled: boolean;
	    cancelReason: string;
	    paid: boolean;
	    synced: boolean;
	}
	export interface AdvertiserAccount {
	    companyId: string;
	    enterpriseId: string;
	    subscriptionId: string;
	}
	export interface AsCJRow {
	    key: string;
	    label: string;
	    means: string;
	    sales: number;
	    sale: Money;
	    commission: Money;
	}
	export interface AsCJSide {
	    currency: string;
	    rows: AsCJRow[];
	    equal: boolean;
	}
	export interface AsCJView {
	    period: Period;
	    totals: AsCJSide[];
	    asOf: string;
	}
	export interface AttentionItem {
	    id: string;
	    kind: string;
	    text: string;
	    at: string;
	}
	export interface BackupCheck {
	    ok: boolean;
	    detail: string;
	}
	export interface BackupRow {
	    id: string;
	    at: string;
	    reason: string;
	    bytes: number;
	    entry: number;
	    head: string;
	    version: string;
	    path: string;
	}
	export interface BackupsView {
	    folder: string;
	    items: BackupRow[];
	    nextAt: string;
	    schedule: string;
	    problem: string;
	    frozen: string;
	    confirmation: string;
	    damage: string;
	    setAside: string;
	    withRecovery: boolean;
	}
	export interface BookAccount {
	    account: string;
	    title: string;
	    kind: string;
	    meaning: string;
	    members: number;
	    pending: Money;
	    posted: Money;
	    available: Money;
	    clearing: boolean;
	}
	export interface BookCheck {
	    key: string;
	    title: string;
	    ok: boolean;
	    detail: string;
	}
	export interface BookCurrency {
	    currency: string;
	    accounts: BookAccount[];
	    debits: Money;
	    credits: Money;
	}
	export interface BookTransfer {
	    id: string;
	    position: number;
	    day: string;
	    recordedAt: string;
	    debit: string;
	    debitTitle: string;
	    credit: string;
	    creditTitle: string;
	    amount: Money;
	    state: string;
	    causeKind: string;
	    causeId: string;
	    causeTitle: string;
	    memo: string;
	    entry: number;
	    hash: string;
	}
	export interface BooksView {
	    currencies: BookCurrency[];
	    checks: BookCheck[];
	    head: string;
	    transfers: number;
	    lastEntry: number;
	    provenAt: string;
	}
	export interface BucketView {
	    key: string;
	    label: string;
	    means: string;
	    advice: string;
	    cases: number;
	    decided: number;
	    cj: Money;
	    postback: Money;
	    shop: Money;
	    commission: Money;
	}
	export interface Pair {
	    label: string;
	    value: string;
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
	    adjusted: Money;
	    claimedBy: string;
	    status: string;
	    cjStatus: string;
	    locksOn: string;
	    actionType: string;
	    locking: string;
	    validation: string;
	    pid: string;
	    receivedOn: string;
	    payment: string;
	    blocked: string;
	    reason: string;
	    test: boolean;
	    synced: boolean;
	    seen: string;
	}
	export interface BulkResult {
	    rows: ConversionRow[];
	    changed: number;
	    left: Pair[];
	    undo: string;
	}
	export interface CJCheck {
	    ok: boolean;
	    kind: string;
	    message: string;
	    hint: string;
	    notes: string[];
	    role: string;
	    rows: number;
	    newest: string;
	}
	export interface CJView {
	    cid: string;
	    pid: string;
	    currency: string;
	    hasToken: boolean;
	    role: string;
	    seen: string;
	}
	export interface CJForm {
	    cid: string;
	    pid: string;
	    currency: string;
	    token: string;
	    role: string;
	    was?: CJView;
	}
	export interface CJLinkView {
	    aid: string;
	    name: string;
	    description: string;
	    type: string;
	    advertiserId: string;
	    advertiserName: string;
	    destination: string;
	    commission: string;
	    deepLinks: boolean;
	    ends: string;
	    offerUrl: string;
	}
	export interface CJPullView {
	    state: string;
	    what: string;
	    done: number;
	    total: number;
	    rows: number;
	    fresh: number;
	    since: string;
	    asOf: string;
	    problem: string;
	    hint: string;
	    retry: string;
	    unread: string;
	    unreadHint: string;
	}
	export interface CJRoleChoice {
	    value: string;
	    label: string;
	    means: string;
	    can: string[];
	    cannot: string[];
	    instead: string[];
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
	
	export interface CaseFilter {
	    runId: string;
	    bucket: string;
	    decided: string;
	    text: string;
	    offset: number;
	    limit: number;
	}
	export interface CaseDecision {
	    runId: string;
	    keys: string[];
	    all?: CaseFilter;
	    except?: string[];
	    outcome: string;
	    note: string;
	}
	
	export interface TrackerCount {
	    tracker: string;
	    amount: Money;
	    commission: Money;
	}
	export interface CaseSide {
	    has: boolean;
	    id: string;
	    day: string;
	    amount: Money;
	    commission: Money;
	    status: string;
	    counts: TrackerCount[];
	}
	export interface CaseRow {
	    key: string;
	    bucket: string;
	    orderId: string;
	    day: string;
	    memberName: string;
	    conversionId: string;
	    cj: CaseSide;
	    postback: CaseSide;
	    shop: CaseSide;
	    by: string;
	    confidence: number;
	    why: string;
	    difference: Money;
	    outcome: string;
	    changed: boolean;
	    note: string;
	    decidedAt: string;
	    synced: boolean;
	}
	export interface CasePage {
	    rows: CaseRow[];
	    total: number;
	}
	export interface CaseResult {
	    undoId: string;
	    decided: number;
	}
	
	
	export interface CashDay {
	    day: string;
	    until: string;
	    what: string;
	    in: Money;
	    out: Money;
	    balance: Money;
	}
	export interface CashForecast {
	    currency: string;
	    today: string;
	    balance: Money;
	    payable: Money;
	    early: Money;
	    all: Money;
	    front: Money;
	    short: Money;
	    risk: Money;
	    rate: string;
	    basis: string;
	    words: string;
	    days: CashDay[];
	}
	export interface CashSettings {
	    payDay: number;
	    creditFrom: number;
	    creditTo: number;
	    minimum: string;
	}
	export interface ChartFile {
	    name: string;
	    format: string;
	    data: string;
	}
	export interface CheckRow {
	    id: string;
	    offerId: string;
	    offerName: string;
	    state: string;
	    startedAt: string;
	    passed: number;
	    steps: number;
	    finding: string;
	}
	export interface CheckList {
	    rows: CheckRow[];
	    total: number;
	}
	export interface CheckQuery {
	    offerId: string;
	    offset: number;
	    limit: number;
	}
	
	export interface CheckStep {
	    key: string;
	    title: string;
	    state: string;
	    at: string;
	    millis: number;
	    waits: string;
	    evidence: Pair[];
	    code: string;
	    finding: string;
	    hint: string;
	    before: string;
	    beforeMillis: number;
	}
	export interface CheckView {
	    id: string;
	    offerId: string;
	    offerName: string;
	    state: string;
	    startedAt: string;
	    finishedAt: string;
	    link: string;
	    orderId: string;
	    buying: boolean;
	    byItself: boolean;
	    watched: boolean;
	    steps: CheckStep[];
	}
	export interface Choice {
	    value: string;
	    label: string;
	    hint: string;
	}
	export interface ClickRow {
	    id: string;
	    at: string;
	    linkId: string;
	    link: string;
	    memberId: string;
	    memberName: string;
	    offerName: string;
	    country: string;
	    device: string;
	    browser: string;
	    referrer: string;
	    rejected: string;
	    unique: boolean;
	}
	export interface ClickRulesForm {
	    referrers: string[];
	    agents: string[];
	    networks: string[];
	}
	export interface ClickRulesEdit {
	    rules: ClickRulesForm;
	    was: ClickRulesForm;
	}
	
	export interface ClicksPage {
	    rows: ClickRow[];
	    next: string;
	    asOf: string;
	    keptFrom: string;
	}
	export interface ClicksQuery {
	    period: Period;
	    memberId: string;
	    offerId: string;
	    linkId: string;
	    reason: string;
	    rejected: boolean;
	    after: string;
	}
	export interface Figure {
	    text: string;
	    minor: string;
	    currency: string;
	    missing: string;
	}
	export interface CohortCell {
	    active: number;
	    conversions: number;
	    sales: Money;
	    share: Figure;
	}
	export interface ReportLabel {
	    id: string;
	    name: string;
	}
	export interface CohortRow {
	    month: ReportLabel;
	    members: number;
	    months: CohortCell[];
	}
	export interface CohortsView {
	    currency: string;
	    rows: CohortRow[];
	}
	export interface CommandView {
	    id: string;
	    label: string;
	    menu: string;
	    keys: string;
	    to: string;
	    words: string;
	    list: boolean;
	}
	export interface CommandsView {
	    mac: boolean;
	    native: boolean;
	    menus: string[];
	    commands: CommandView[];
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
	    facts: Pair[];
	    to: string;
	}
	export interface ConversionDetail {
	    row: ConversionRow;
	    explanation: string;
	    history: HistoryItem[];
	    cjRows: CJRowView[];
	    transfers: TransferView[];
	}
	
	export interface ConversionPage {
	    rows: ConversionRow[];
	    total: number;
	}
	
	export interface ConversionSum {
	    currency: string;
	    conversions: number;
	    counted: number;
	    sales: Money;
	    networkCommission: Money;
	    payouts: Money;
	}
	export interface ConversionSums {
	    currencies: ConversionSum[];
	    link: string;
	    where: string[];
	}
	export interface Decision {
	    conversionIds: string[];
	    all?: ConversionFilter;
	    except?: string[];
	    status: string;
	    reason: string;
	    seen: string[];
	}
	export interface DeepLinkForm {
	    aid: string;
	    destination: string;
	    deepLinks: boolean;
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
	export interface DomainStep {
	    key: string;
	    title: string;
	    state: string;
	    says: string;
	    hint: string;
	}
	export interface EarlierPostback {
	    url: string;
	    until: string;
	}
	export interface ExportedFile {
	    path: string;
	    rows: number;
	    hash: string;
	    cancelled: boolean;
	}
	export interface FaultView {
	    name: string;
	    part: string;
	    description: string;
	    on: boolean;
	}
	export interface FieldChange {
	    field: string;
	    from: string;
	    to: string;
	}
	
	export interface FigureCell {
	    value: Figure;
	    before: Figure;
	    change: string;
	}
	export interface FunnelStep {
	    code: string;
	    label: string;
	    count: Figure;
	    sales: Figure;
	    share: Figure;
	}
	export interface FunnelView {
	    currency: string;
	    steps: FunnelStep[];
	}
	export interface ReportNote {
	    code: string;
	    text: string;
	    measures: string[];
	}
	export interface FunnelsView {
	    period: Period;
	    funnels: FunnelView[];
	    notes: ReportNote[];
	}
	export interface LetterForm {
	    subject: string;
	    text: string;
	}
	export interface HandOutForm {
	    ids: string[];
	    svg: boolean;
	    png: boolean;
	    letter?: LetterForm;
	}
	export interface HandOutRun {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    file: ExportedFile;
	    error: string;
	}
	export interface HealthCell {
	    browser: string;
	    name: string;
	    state: string;
	    says: string[];
	    status: number;
	    hops: number;
	    millis: number;
	}
	export interface HealthCount {
	    state: string;
	    links: number;
	}
	export interface HealthDestination {
	    id: string;
	    page: string;
	    url: string;
	    offerNames: string[];
	    links: number;
	    cells: HealthCell[];
	}
	export interface HealthFinding {
	    id: string;
	    code: string;
	    title: string;
	    text: string;
	    hint: string;
	    minor: boolean;
	    new: boolean;
	    links: number;
	    linkIds: string[];
	    offerIds: string[];
	    offerNames: string[];
	    destination: string;
	    page: string;
	    browsers: string[];
	}
	export interface HealthSchedule {
	    every: string;
	    walks: boolean;
	}
	export interface HealthWalk {
	    browser: string;
	    name: string;
	    at: string;
	    hops: Pair[];
	    found: Pair[];
	}
	export interface HeatMapView {
	    period: Period;
	    clicks: number[][];
	    conversions: number[][];
	    clicksUnknown: string;
	    noHour: number;
	    notes: ReportNote[];
	}
	
	export interface HistoryView {
	    entry: string;
	    at: string;
	    who: string;
	    what: string;
	    changes: FieldChange[];
	    synced: boolean;
	}
	export interface HomeAlert {
	    kind: string;
	    tone: string;
	    title: string;
	    text: string;
	    to: string;
	    action: string;
	    looked: string;
	}
	export interface ReportMeasure {
	    id: string;
	    label: string;
	    explanation: string;
	    formula: string;
	    section: string;
	    unit: string;
	}
	export interface KPIView {
	    measure: ReportMeasure;
	    cell: FigureCell;
	    trend: Figure[];
	    trendBefore: Figure[];
	}
	export interface HomeCurrency {
	    currency: string;
	    kpis: KPIView[];
	}
	export interface HomeQuestion {
	    period: Period;
	    basis: string;
	    asOf: string;
	    compare: string;
	    where: ReportFilter[];
	}
	export interface ReportSort {
	    measure: string;
	    before: boolean;
	    dimension: string;
	    descending: boolean;
	}
	export interface ReportQuestion {
	    run: string;
	    period: Period;
	    basis: string;
	    asOf: string;
	    by: string[];
	    across: string;
	    where: ReportFilter[];
	    measures: string[];
	    currencies: string[];
	    compare: string;
	    comparedWith: Period;
	    sort: ReportSort;
	    fill: boolean;
	    offset: number;
	    limit: number;
	}
	export interface HomeView {
	    question: ReportQuestion;
	    period: Period;
	    compared: Period;
	    bucket: string;
	    buckets: ReportLabel[];
	    bucketsBefore: ReportLabel[];
	    currencies: HomeCurrency[];
	    notes: ReportNote[];
	    timeZone: string;
	    relayAsOf: string;
	    cjAsOf: string;
	}
	export interface ImportRow {
	    line: number;
	    what: string;
	    name: string;
	    email: string;
	    group: string;
	    detail: string;
	}
	export interface ImportRows {
	    rows: ImportRow[];
	    total: number;
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
	export interface JudgeForm {
	    since: string;
	    rules: ClickRulesForm;
	}
	export interface JudgedPaid {
	    currency: string;
	    now: Money;
	    proposed: Money;
	    difference: Money;
	    members: number;
	    about: boolean;
	}
	export interface JudgedMember {
	    memberId: string;
	    memberName: string;
	    gross: number;
	    before: number;
	    after: number;
	    uniqueBefore: number;
	    uniqueAfter: number;
	}
	export interface JudgedReason {
	    reason: string;
	    before: number;
	    after: number;
	}
	export interface JudgeView {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    preview: boolean;
	    since: string;
	    rules: ClickRulesForm;
	    error: string;
	    hint: string;
	    judged: number;
	    changed: number;
	    reasons: JudgedReason[];
	    members: JudgedMember[];
	    changedMembers: number;
	    paid: JudgedPaid[];
	    behind: boolean;
	}
	
	
	
	export interface ReasonDifference {
	    reason: string;
	    clicks: number;
	}
	export interface JudgingRow {
	    at: string;
	    mine: boolean;
	    since: string;
	    rules: ClickRulesForm;
	    judged: number;
	    changed: number;
	    whole: boolean;
	    reasons: ReasonDifference[];
	}
	
	
	export interface LetterView {
	    letter: LetterForm;
	    variables: Choice[];
	}
	export interface LinkBulkForm {
	    offerIds: string[];
	    who: string;
	    memberIds: string[];
	    group: string;
	    tag: string;
	    page: string;
	    test: boolean;
	}
	export interface LinkCheck {
	    state: string;
	    destination: string;
	}
	export interface LinkCount {
	    members: number;
	    offers: number;
	    had: number;
	    wanted: number;
	    public: string[];
	}
	export interface LinkRow {
	    id: string;
	    url: string;
	    code: string;
	    slug: string;
	    aliases: string[];
	    page: string;
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
	export interface LinkDetail {
	    row: LinkRow;
	    codeUrl: string;
	    baseUrl: string;
	    slugs: string[];
	    hosts: string[];
	    destination: string;
	    landing: string;
	    public: Pair[];
	    ended: boolean;
	}
	export interface LinkDomain {
	    host: string;
	    steps: DomainStep[];
	    note: string;
	}
	export interface LinkEdit {
	    id: string;
	    page: string;
	    slug: string;
	    was?: LinkRow;
	}
	export interface LinkFilter {
	    offerId: string;
	    memberId: string;
	}
	export interface SweepRow {
	    id: string;
	    state: string;
	    startedAt: string;
	    walks: boolean;
	    links: number;
	    findings: number;
	    new: number;
	}
	export interface SweepView {
	    id: string;
	    state: string;
	    startedAt: string;
	    finishedAt: string;
	    walks: boolean;
	    asked: number;
	    links: number;
	    walked: number;
	    toWalk: number;
	    states: HealthCount[];
	    findings: HealthFinding[];
	    destinations: HealthDestination[];
	    new: number;
	    gone: number;
	    beforeAt: string;
	    problem: string;
	    hint: string;
	}
	export interface LinkHealthView {
	    sweep: SweepView;
	    sweeps: SweepRow[];
	    browsers: Pair[];
	    schedule: HealthSchedule;
	    nextAt: string;
	    links: number;
	}
	export interface LinkPage {
	    rows: LinkRow[];
	    total: number;
	}
	export interface LinkQuery {
	    search: string;
	    offerId: string;
	    memberId: string;
	    group: string;
	    status: string;
	    test: string;
	    sort: string;
	    descending: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface LinkRun {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    made: number;
	    had: number;
	    short: number;
	    rows: LinkRow[];
	    error: string;
	    millis: number;
	}
	export interface LinkSearchForm {
	    keywords: string;
	    advertiserId: string;
	    page: number;
	}
	export interface LinkSearchPage {
	    links: CJLinkView[];
	    total: number;
	    page: number;
	    pages: number;
	}
	export interface LinksChanged {
	    changed: number;
	    undo: string;
	}
	export interface LockDay {
	    day: string;
	    inDays: number;
	    sales: number;
	    sale: Money;
	    commission: Money;
	    payout: Money;
	    methods: string[];
	    extended: number;
	    words: string;
	}
	export interface LockCalendar {
	    currency: string;
	    today: string;
	    asOf: string;
	    days: LockDay[];
	    open: Money;
	    sales: number;
	    locked: Money;
	    overdue: number;
	}
	
	export interface MemberEdit {
	    ids: string[];
	    status: string;
	    setGroup: boolean;
	    group: string;
	    addTags: string[];
	    removeTags: string[];
	}
	export interface MemberRow {
	    id: string;
	    name: string;
	    email: string;
	    instagram: string;
	    tiktok: string;
	    youtube: string;
	    handle: string;
	    group: string;
	    tags: string[];
	    note: string;
	    payee: string;
	    test: boolean;
	    promoCodes: string[];
	    pids: string[];
	    status: string;
	    createdAt: string;
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
	    instagram: string;
	    tiktok: string;
	    youtube: string;
	    handle: string;
	    group: string;
	    tags: string[];
	    note: string;
	    payee: string;
	    test: boolean;
	    promoCodes: string[];
	    pids: string[];
	    was?: MemberRow;
	}
	export interface MemberImport {
	    id: string;
	    file: string;
	    state: string;
	    done: number;
	    total: number;
	    error: string;
	    hint: string;
	    new: number;
	    changes: number;
	    unchanged: number;
	    problems: number;
	    groups: string[];
	    undo: string;
	    text: string;
	}
	export interface MemberOptions {
	    groups: string[];
	    tags: string[];
	    members: number;
	}
	export interface MemberOverride {
	    ruleId: string;
	    offerId: string;
	    offerName: string;
	    words: string;
	    when: string[];
	    from: string;
	    state: string;
	    synced: boolean;
	}
	export interface MemberPage {
	    rows: MemberRow[];
	    total: number;
	}
	export interface MemberQuery {
	    search: string;
	    group: string;
	    tag: string;
	    status: string;
	    test: string;
	    sort: string;
	    descending: boolean;
	    offset: number;
	    limit: number;
	}
	
	export interface StatementRow {
	    day: string;
	    what: string;
	    offer: string;
	    state: string;
	    earned: Money;
	    paid: Money;
	    balance: Money;
	    explanation: string;
	    causeKind: string;
	    causeId: string;
	}
	export interface StatementCurrency {
	    currency: string;
	    opening: Money;
	    rows: StatementRow[];
	    earned: Money;
	    paid: Money;
	    closing: Money;
	    pending: Money;
	}
	export interface MemberStatement {
	    memberId: string;
	    memberName: string;
	    period: Period;
	    workspace: string;
	    asOf: string;
	    currencies: StatementCurrency[];
	}
	export interface MembersEdited {
	    changed: number;
	    left: Pair[];
	    text: string;
	    undo: string;
	}
	
	export interface MonthFigures {
	    currency: string;
	    conversions: number;
	    sales: Money;
	    commission: Money;
	    payout: Money;
	    margin: Money;
	}
	export interface MonthAdjustment {
	    known: string;
	    month: string;
	    monthName: string;
	    saleDay: string;
	    causeKind: string;
	    causeId: string;
	    title: string;
	    memberName: string;
	    offerName: string;
	    figures: MonthFigures;
	    statusBefore: string;
	    status: string;
	    why: string[];
	}
	export interface MonthAfter {
	    adjustments: number;
	    figures: MonthFigures;
	}
	export interface MonthAdjustments {
	    totals: MonthAfter[];
	    rows: MonthAdjustment[];
	}
	
	export interface MonthCheck {
	    key: string;
	    ok: boolean;
	    text: string;
	    detail: string;
	    to: string;
	}
	export interface MonthEvent {
	    closed: boolean;
	    at: string;
	    day: string;
	    who: string;
	    reason: string;
	    synced: boolean;
	}
	
	export interface MonthForm {
	    month: string;
	    close: boolean;
	    reason: string;
	    seen: string;
	}
	export interface MonthRow {
	    month: string;
	    name: string;
	    state: string;
	    synced: boolean;
	    seen: string;
	    asOf: string;
	    last: string;
	    events: MonthEvent[];
	    figures: MonthFigures[];
	    after: MonthAfter[];
	}
	export interface MonthsView {
	    months: MonthRow[];
	    known: string;
	    zone: string;
	}
	export interface OfferTag {
	    script: string;
	    sale: string;
	    pixel: string;
	}
	export interface OfferForm {
	    id: string;
	    type: string;
	    name: string;
	    description: string;
	    conversionType: string;
	    payoutOption: string;
	    payoutPercent: string;
	    payoutFlat: string;
	    protocol: string;
	    offerUrl: string;
	    landingPage: string;
	    fallbackUrl: string;
	    endsOn: string;
	    windowDays: string;
	    utms: Pair[];
	    deepDomains: string[];
	    codes: string[];
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
	    type: string;
	    endsOn: string;
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
	    earlierPostbacks: EarlierPostback[];
	    postbackMessage: string;
	    tag?: OfferTag;
	    postbackKey: string;
	    destination: string;
	    pageHosts: string[];
	    uses: string[];
	    ruleVersion: number;
	    ruleSince: string;
	}
	
	export interface OfferHop {
	    kind: string;
	    title: string;
	    url: string;
	    note: string;
	    problem: string;
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
	    types: Choice[];
	    payoutOptions: Choice[];
	    protocols: Choice[];
	    macros: Choice[];
	    destinations: Choice[];
	    currency: string;
	    today: string;
	    postbackPresets: PostbackPreset[];
	    postbackFields: Choice[];
	}
	export interface OfferURLPart {
	    name: string;
	    value: string;
	    meaning: string;
	    added: boolean;
	}
	export interface OfferPreview {
	    destination: string;
	    member: string;
	    hops: OfferHop[];
	    parts: OfferURLPart[];
	    public: Pair[];
	    notes: string[];
	    fields: Record<string, string>;
	}
	
	
	
	export interface OpeningForm {
	    of: string;
	    memberId: string;
	    amount: string;
	    day: string;
	    note: string;
	}
	export interface OpeningRow {
	    id: string;
	    of: string;
	    memberId: string;
	    memberName: string;
	    amount: Money;
	    day: string;
	    note: string;
	    cancelled: boolean;
	    synced: boolean;
	}
	export interface OrderImportView {
	    id: string;
	    name: string;
	    shop: string;
	    at: string;
	    lines: number;
	    orders: number;
	    note: string;
	    leftOut: number;
	    problems: string[];
	    from: string;
	    to: string;
	    total: Money;
	    synced: boolean;
	}
	export interface OutcomeChoice {
	    value: string;
	    label: string;
	    hint: string;
	    key: string;
	    buckets: string[];
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
	export interface PastImport {
	    id: string;
	    at: string;
	    file: string;
	    added: number;
	    changed: number;
	    leftOut: number;
	    undone: boolean;
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
	export interface PaymentLine {
	    lines: string;
	    name: string;
	    paid: Money;
	    owed: Money;
	    difference: Money;
	    problem: string;
	}
	export interface ReceiptForm {
	    source: string;
	    amount: string;
	    day: string;
	    reference: string;
	    lockedBefore: string;
	    only: string[];
	    except: string[];
	    writeOff: boolean;
	    why: string;
	    unexplained: string;
	}
	export interface PaymentFileRead {
	    form: ReceiptForm;
	    lines: number;
	    equal: number;
	    off: PaymentLine[];
	    more: number;
	    leftOut: number;
	    unexplained: Money;
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
	    sales: number;
	    expected: Money;
	    difference: Money;
	    why: string;
	    cancelled: boolean;
	    cancelReason: string;
	    cancelledBy: string;
	    cancelledAt: string;
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
	}
	export interface PayoutOptions {
	    levels: Choice[];
	    options: Choice[];
	    periods: Choice[];
	    capSpans: Choice[];
	    counts: Choice[];
	    customers: Choice[];
	    groups: Choice[];
	    currency: string;
	}
	export interface RuleVersion {
	    version: number;
	    validFrom: string;
	    words: string;
	    ended: boolean;
	    actor: string;
	    at: string;
	}
	export interface RuleCap {
	    period: string;
	    together: boolean;
	    amount: string;
	}
	export interface RuleBonus {
	    by: string;
	    period: string;
	    from: string;
	    amount: string;
	}
	export interface RuleTier {
	    from: string;
	    percent: string;
	    flat: string;
	}
	export interface RuleConditions {
	    from: string;
	    to: string;
	    min: string;
	    max: string;
	    skus: string[];
	    lists: string[];
	    onlyLines: boolean;
	    customer: string;
	    countries: string[];
	    coupons: string[];
	    noCoupon: boolean;
	}
	export interface RuleForm {
	    id: string;
	    offerId: string;
	    level: string;
	    subject: string;
	    name: string;
	    validFrom: string;
	    option: string;
	    percent: string;
	    flat: string;
	    conditions: RuleConditions;
	    tierBy: string;
	    tierPeriod: string;
	    tierWhole: boolean;
	    tiers: RuleTier[];
	    repeatMax: string;
	    repeatMonths: string;
	    bonuses: RuleBonus[];
	    caps: RuleCap[];
	    seen: string;
	}
	export interface RuleRow {
	    id: string;
	    level: string;
	    subject: string;
	    subjectName: string;
	    name: string;
	    state: string;
	    words: string;
	    when: string[];
	    form: RuleForm;
	    versions: RuleVersion[];
	    synced: boolean;
	}
	export interface PayoutRules {
	    offerId: string;
	    offerName: string;
	    currency: string;
	    rules: RuleRow[];
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
	export interface QRForm {
	    id: string;
	    slug: boolean;
	    format: string;
	}
	export interface QualityCount {
	    gross: number;
	    rejected: number;
	}
	export interface QualityDay {
	    day: string;
	    count: QualityCount;
	    reasons: number[];
	}
	export interface QualityNote {
	    kind: string;
	    memberId: string;
	    memberName: string;
	    value: string;
	    part: number;
	    of: number;
	    partBefore: number;
	    ofBefore: number;
	    general: boolean;
	    hundred: Money;
	    hundredWas: Money;
	    seconds: number;
	    days: number;
	    daysBefore: number;
	}
	export interface QualityReason {
	    reason: string;
	    words: string;
	    meaning: string;
	    clicks: number;
	    before: number;
	}
	export interface QualityRow {
	    id: string;
	    name: string;
	    owner: string;
	    count: QualityCount;
	    before: QualityCount;
	    reasons: number[];
	}
	export interface QualityRows {
	    rows: QualityRow[];
	    more: number;
	}
	export interface QualityThreshold {
	    kind: string;
	    least: number;
	    base: number;
	    percent: number;
	    times: number;
	    general: boolean;
	}
	export interface QualityView {
	    period: Period;
	    before: Period;
	    timeZone: string;
	    relayAsOf: string;
	    cjAsOf: string;
	    total: QualityCount;
	    totalBefore: QualityCount;
	    reasons: QualityReason[];
	    days: QualityDay[];
	    offers: QualityRows;
	    members: QualityRows;
	    links: QualityRows;
	    notes: QualityNote[];
	    thresholds: QualityThreshold[];
	}
	
	export interface ReceiptDue {
	    conversionId: string;
	    orderId: string;
	    memberName: string;
	    lockedOn: string;
	    commission: Money;
	    paid: boolean;
	}
	
	export interface ReceiptProposal {
	    expected: Money;
	    unexplained: Money;
	    difference: Money;
	    words: string;
	    sales: number;
	    lockedTo: string;
	    rows: ReceiptDue[];
	    more: number;
	    known: string;
	}
	
	export interface ReconciliationExport {
	    runId: string;
	    kind: string;
	}
	export interface ReconciliationFile {
	    path: string;
	    rows: number;
	    hash: string;
	    cancelled: boolean;
	    leftOut: Pair[];
	}
	export interface ReconciliationForm {
	    period: Period;
	    offerId: string;
	}
	export interface ReconciliationOptions {
	    outcomes: OutcomeChoice[];
	    offers: Choice[];
	    period: Period;
	    account: AdvertiserAccount;
	}
	export interface TieView {
	    what: string;
	    buckets: Money;
	    other: Money;
	    where: string;
	    ok: boolean;
	    why: string;
	}
	export interface SourceView {
	    key: string;
	    label: string;
	    rows: number;
	    total: Money;
	    asOf: string;
	    note: string;
	}
	export interface ReconciliationRun {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    error: string;
	    millis: number;
	    period: Period;
	    sources: SourceView[];
	    buckets: BucketView[];
	    ties: TieView[];
	    stale: boolean;
	}
	export interface RecoveryKeyView {
	    key: string;
	    madeBy: string;
	    madeAt: string;
	    printed: boolean;
	    workspace: string;
	}
	export interface ReportRow {
	    labels: ReportLabel[];
	    before: ReportLabel[];
	    cells: FigureCell[][];
	    total: FigureCell[];
	}
	export interface ReportTable {
	    currency: string;
	    columns: ReportLabel[];
	    rows: ReportRow[];
	    total: ReportRow;
	    rowCount: number;
	    offset: number;
	    rest: ReportRow;
	    restRows: number;
	}
	export interface ReportDimension {
	    id: string;
	    label: string;
	    explanation: string;
	    section: string;
	    kind: string;
	    empty: string;
	}
	export interface ReportAnswer {
	    period: Period;
	    compared: Period;
	    zone: string;
	    filters: string[];
	    by: ReportDimension[];
	    measures: ReportMeasure[];
	    tables: ReportTable[];
	    notes: ReportNote[];
	    relayAsOf: string;
	    cjAsOf: string;
	}
	export interface RelayAnswer {
	    id: string;
	    state: string;
	    error: string;
	    hint: string;
	    answer?: ReportAnswer;
	    asOf: string;
	    keptFrom: string;
	}
	export interface RemovedProfile {
	    path: string;
	}
	
	export interface ReportCellRef {
	    currency: string;
	    row: string[];
	    column: string;
	    oneColumn: boolean;
	    measure: string;
	    before: boolean;
	}
	export interface ReportChoices {
	    dimensions: ReportDimension[];
	    measures: ReportMeasure[];
	    maxBy: number;
	}
	
	export interface ReportExport {
	    title: string;
	    question: ReportQuestion;
	    format: string;
	}
	
	
	
	
	
	
	
	
	export interface ReportValueSearch {
	    dimension: string;
	    search: string;
	    chosen: string[];
	}
	export interface ReportValues {
	    found: ReportLabel[];
	    more: number;
	    chosen: ReportLabel[];
	}
	
	
	export interface RuleCheck {
	    words: string;
	    when: string[];
	    fields: Record<string, string>;
	    warnings: string[];
	}
	
	
	
	
	
	export interface SQLCell {
	    text: string;
	    null: boolean;
	}
	export interface SQLColumn {
	    name: string;
	    numeric: boolean;
	}
	export interface SQLExport {
	    name: string;
	    statement: string;
	    format: string;
	}
	export interface SQLStatement {
	    id: string;
	    name: string;
	    statement: string;
	}
	export interface SQLViewInfo {
	    name: string;
	    about: string;
	    columns: Pair[];
	}
	export interface SQLGuide {
	    views: SQLViewInfo[];
	    examples: SQLStatement[];
	    maxRows: number;
	}
	export interface SQLRun {
	    id: string;
	    state: string;
	    statement: string;
	    columns: SQLColumn[];
	    rows: SQLCell[][];
	    more: boolean;
	    millis: number;
	    error: string;
	    hint: string;
	    at: number;
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
	export interface SavedView {
	    id: string;
	    name: string;
	    query: string;
	    hidden: string[];
	    shown: string[];
	}
	export interface ScenarioView {
	    name: string;
	    title: string;
	    lines: string[];
	}
	export interface SetupAction {
	    label: string;
	    route: string;
	}
	export interface SetupCopy {
	    label: string;
	    copy: string;
	    text: string;
	    long: boolean;
	}
	export interface SetupEvidence {
	    label: string;
	    value: string;
	    time: string;
	    route: string;
	}
	export interface SetupMarkView {
	    name: string;
	    label: string;
	    done: boolean;
	    by: string;
	    at: string;
	}
	export interface SetupTodo {
	    text: string;
	    done: boolean;
	}
	export interface SetupStep {
	    key: string;
	    number: number;
	    title: string;
	    state: string;
	    summary: string;
	    todo: SetupTodo[];
	    where: string;
	    evidence: SetupEvidence[];
	    copies: SetupCopy[];
	    action: SetupAction;
	    mark: SetupMarkView;
	    live: boolean;
	}
	
	export interface SetupView {
	    steps: SetupStep[];
	    done: number;
	    passed: boolean;
	    hidden: boolean;
	    practice: boolean;
	    destination: string;
	    offerId: string;
	}
	
	
	
	export interface StatementsRun {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    file: ExportedFile;
	    error: string;
	    hint: string;
	}
	export interface StatusView {
	    status: string;
	    words: string;
	    meaning: string;
	    moves: string[];
	    byCj: string[];
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
	export interface TableForm {
	    id: string;
	    mapping: Pair[];
	    dayForm: string;
	    currency: string;
	    decimal: string;
	    shop: string;
	}
	export interface TableLayout {
	    table: string;
	    hidden: string[];
	    shown: string[];
	    views: SavedView[];
	    default: string;
	}
	export interface TableView {
	    id: string;
	    name: string;
	    rows: number;
	    columns: string[];
	    sample: string[][];
	    mapping: Pair[];
	    fields: Choice[];
	    needed: string[];
	    dayForm: string;
	    problems: string[];
	    seen: string;
	    cancelled: boolean;
	    shop: string;
	    shops: string[];
	}
	export interface TermsGroup {
	    name: string;
	    type: string;
	    referral: string;
	    locking: string;
	    rates: string[];
	}
	export interface TermsView {
	    advertiserId: string;
	    advertiserName: string;
	    asOf: string;
	    status: string;
	    since: string;
	    ends: string;
	    actions: TermsGroup[];
	    changes: string[];
	    changedOn: string;
	    problem: string;
	}
	
	export interface TimelineClock {
	    day: string;
	    expected: boolean;
	    until: string;
	    note: string;
	}
	export interface TimelineFilter {
	    memberId: string;
	    offerId: string;
	    stage: string;
	    period: Period;
	    offset: number;
	    limit: number;
	}
	export interface TimelineStage {
	    stage: string;
	    label: string;
	    sales: number;
	    commission: Money;
	    payout: Money;
	}
	export interface TimelineRow {
	    conversionId: string;
	    orderId: string;
	    memberName: string;
	    offerName: string;
	    commission: Money;
	    payout: Money;
	    stage: string;
	    sold: TimelineClock;
	    locks: TimelineClock;
	    cjPays: TimelineClock;
	    paid: TimelineClock;
	}
	export interface TimelinePage {
	    rows: TimelineRow[];
	    total: number;
	    stages: TimelineStage[];
	}
	
	
	
	export interface TransferFilter {
	    account: string;
	    currency: string;
	    memberId: string;
	    cause: string;
	    period: Period;
	    offset: number;
	    limit: number;
	}
	export interface TransferPage {
	    rows: BookTransfer[];
	    total: number;
	}
	
	export interface UndoResult {
	    text: string;
	    changed: number;
	    left: Pair[];
	}
	export interface WhatIfForm {
	    rule: RuleForm;
	    months: number;
	}
	export interface WhatIfMember {
	    memberId: string;
	    memberName: string;
	    conversions: number;
	    now: Money;
	    proposed: Money;
	    difference: Money;
	}
	export interface WhatIfTotal {
	    currency: string;
	    sales: Money;
	    now: Money;
	    proposed: Money;
	    difference: Money;
	    commission: Money;
	    gain: number;
	    lose: number;
	    same: number;
	}
	export interface WhatIfView {
	    id: string;
	    state: string;
	    done: number;
	    total: number;
	    error: string;
	    from: string;
	    to: string;
	    past: boolean;
	    conversions: number;
	    changed: number;
	    totals: WhatIfTotal[];
	    members: WhatIfMember[];
	    moreMembers: number;
	    millis: number;
	}
	export interface WhyAccount {
	    account: string;
	    title: string;
	    meaning: string;
	    currency: string;
	    counted: string;
	    amount: Money;
	}
	export interface WhyQuestion {
	    question: ReportQuestion;
	    cell: ReportCellRef;
	}
	export interface WhyRows {
	    count: number;
	    filter: ConversionFilter;
	}
	export interface WhyRule {
	    offerId: string;
	    offerName: string;
	    for: string;
	    version: number;
	    validFrom: string;
	    words: string;
	    payouts: number;
	    amount: Money;
	}
	export interface WhySource {
	    name: string;
	    asOf: string;
	}
	export interface WhyTerm {
	    name: string;
	    unit: string;
	    value: Figure;
	    under: boolean;
	}
	export interface WhyView {
	    label: string;
	    explanation: string;
	    unit: string;
	    currency: string;
	    value: Figure;
	    formula: string;
	    numbers: string;
	    terms: WhyTerm[];
	    rounding: string;
	    period: Period;
	    basis: string;
	    asOf: string;
	    filters: string[];
	    notes: ReportNote[];
	    sources: WhySource[];
	    rows: WhyRows[];
	    rules: WhyRule[];
	    accounts: WhyAccount[];
	}
	export interface WorkspaceView {
	    version: string;
	    firstRun: boolean;
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


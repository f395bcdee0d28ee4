// Package ingest keeps a device in step with its workspace: it pushes the
// outbox to the log, pulls the log and folds it, and pulls CJ's rows and
// appends them. Books, reports and screens are what the fold makes of the log,
// so two devices that folded the same entries hold the same.
//
// How CJ's ledger is read, so that no move of a row and no late one is missed,
// is said at Pull.
//
// It must not know how entries are stored or sent, nor what a screen shows.
package ingest

import (
	"context"
	"iter"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// Store is what a sync needs of the database.
type Store interface {
	LastFolded(ctx context.Context) (epoch string, seq int64, err error)
	EntryID(ctx context.Context, seq int64) (string, error)
	Entries(ctx context.Context, after int64, limit int) ([]affiliate.Entry, error)
	Codes(ctx context.Context, after int64, limit int) ([]affiliate.LinkCode, error)
	// Refold keeps the entries up to a place, forgets everything that was made
	// of the log, and makes it again from those and from what follows them.
	Refold(ctx context.Context, epoch string, keep int64, tail []affiliate.Entry, fold func(Tx, affiliate.Entry) error) error
	// Export writes a copy for other devices into a new file, Import takes one
	// over that is folded up to a place, and Forget deletes the file.
	Export(ctx context.Context, path string) (epoch string, seq int64, err error)
	Import(ctx context.Context, path string, seq int64) error
	Forget(path string) error
	EntriesOfKind(ctx context.Context, kind string) ([]affiliate.Entry, error)
	Fold(ctx context.Context, epoch string, entries []affiliate.Entry, fold func(Tx, affiliate.Entry) error) error
	Enqueue(ctx context.Context, b affiliate.Batch) error
	// NextBatch is the oldest batch to push that is none of those passed over.
	NextBatch(ctx context.Context, passed []string) (affiliate.Batch, bool, error)
	Pushed(ctx context.Context, places map[string]int64) error
	Withdraw(ctx context.Context, batch string) error
	Refuse(ctx context.Context, batch, reason string) error
	AddBlock(ctx context.Context, first int64, codes []string) error
	FreeCount(ctx context.Context) (int, error)
	OpenCommissions(ctx context.Context) ([]affiliate.OpenCommission, error)
	PostedCommissions(ctx context.Context, since, before time.Time) (int, error)
	CommissionVersions(ctx context.Context, ids []string) (hashes map[string]string, places map[string]int64, err error)
	// BookSums are the balances, those of all members together, and what
	// payments have on their way in minor units.
	BookSums(ctx context.Context) (balances []ledger.Balance, onTheWay map[money.Currency]int64, err error)
	RefusedClaims(ctx context.Context) (map[affiliate.PaymentID][]string, error)
	// Placed is the highest place that the relay gave to an entry of this
	// device which is not folded yet.
	Placed(ctx context.Context) (int64, error)
	Note(ctx context.Context, key, value string) error
	Noted(ctx context.Context, key string) (string, error)
}

// Tx is what folding one entry needs: all of it is kept together with the
// entry's place, or none.
type Tx interface {
	Apply(ctx context.Context, c affiliate.Change) error
	// On tells on which day an entry came, by the relay's own clock or a device's,
	// and gives the day on which it counts as known, which never goes back.
	On(ctx context.Context, day string, relay bool) (known string, err error)
	AddClicks(ctx context.Context, links []affiliate.LinkDay, offers []affiliate.OfferDay) error
	Claim(ctx context.Context, payment affiliate.PaymentID, keys []string, release bool) error
	// Problem keeps why the entry was not folded as it was meant, and whether
	// the books may lack something by it.
	Problem(ctx context.Context, what string, money bool) error
	// Try does something all or not at all. What contradicts the stored facts
	// is an affiliate.Error of code Invalid.
	Try(ctx context.Context, f func() error) error
	conversions
	facts
	payouts
	books
	payments
	adjustments
	cases
	versions
	MonthClosed(ctx context.Context, month string) (bool, error)
	PutMonthClose(ctx context.Context, m affiliate.MonthClose) error
	// PutKeyChange keeps who may read on from the entry.
	PutKeyChange(ctx context.Context, fields []byte) error
}

// versions guards what must not be merged.
type versions interface {
	// Version is the id of the entry that last changed a guarded subject;
	// affiliate.NoVersion when none did.
	Version(ctx context.Context, noun affiliate.Noun, key string) (string, error)
	PutVersion(ctx context.Context, c affiliate.Change) error
	// Conflict keeps a change that was not applied, until somebody resolves it.
	Conflict(ctx context.Context, c affiliate.Change) error
	Resolve(ctx context.Context, conflict string) error
}

type conversions interface {
	Conversion(ctx context.Context, id affiliate.ConversionID) (affiliate.Conversion, bool, error)
	ConversionByAction(ctx context.Context, actionID string) (affiliate.Conversion, bool, error)
	ConversionsByClick(ctx context.Context, clickID string) ([]affiliate.Conversion, error)
	ConversionsByOrder(ctx context.Context, orderID string) ([]affiliate.Conversion, error)
	PutConversion(ctx context.Context, c affiliate.Conversion) error
	// SoldFor reports whether CJ has sales of an offer for one of its
	// advertisers, and for others.
	SoldFor(ctx context.Context, offer affiliate.OfferID, advertiser string) (same, others bool, err error)
	// AddReport keeps what a postback told; fresh is false when its id is known.
	AddReport(ctx context.Context, r affiliate.Report) (fresh bool, err error)
	Reports(ctx context.Context, scope string) ([]affiliate.Report, error)
	// PutCorrects keeps which sale a report is about.
	PutCorrects(ctx context.Context, report, sale affiliate.ConversionID) error
	Reported(ctx context.Context, id affiliate.ConversionID) (bool, error) // by a postback
	Decide(ctx context.Context, id affiliate.ConversionID, word affiliate.Status) error
	Decided(ctx context.Context, id affiliate.ConversionID) (affiliate.Status, error)
	Happened(ctx context.Context, id affiliate.ConversionID, e affiliate.Event) error
	PutCommission(ctx context.Context, row affiliate.CommissionRow, hash string) error
	// Commission is a row by its id; nil when it is not known.
	Commission(ctx context.Context, id string) (*affiliate.CommissionRow, error)
	// Count keeps what a row's commission comes to in our books.
	Count(ctx context.Context, commissionID string, minor int64) error
	Commissions(ctx context.Context, actionID string) ([]affiliate.CommissionRow, error)
	LinkByNumber(ctx context.Context, number int64) (affiliate.Link, bool, error)
	Rules(ctx context.Context, offer affiliate.OfferID) ([]affiliate.Rule, error)
	ConversionsByCode(ctx context.Context, code, from string) ([]affiliate.Conversion, error)
	ConversionsByPID(ctx context.Context, pid, from string) ([]affiliate.Conversion, error)
	// ConversionsWithoutLink are a member's of which no link and no offer is known.
	ConversionsWithoutLink(ctx context.Context, member affiliate.MemberID) ([]affiliate.Conversion, error)
	ConversionsByLink(ctx context.Context, number int64) ([]affiliate.Conversion, error)
}

// facts are what counts from a day on, and what follows from clicks.
type facts interface {
	Member(ctx context.Context, id affiliate.MemberID) (affiliate.Member, bool, error)
	// HasBrought reports whether a member has links, of tests too, conversions or
	// adjustments.
	HasBrought(ctx context.Context, id affiliate.MemberID) (bool, error)
	// MembersWith are those whose records have promo codes, or PIDs; by id.
	MembersWith(ctx context.Context, what affiliate.DatedFact) ([]affiliate.Member, error)
	MemberLinks(ctx context.Context, id affiliate.MemberID) ([]affiliate.Link, error) // tests aside
	// Fact is what counts of a subject on a day, or at last with no day; known
	// is false when nothing ever did.
	Fact(ctx context.Context, what affiliate.DatedFact, subject, day string) (value string, known bool, err error)
	PutFact(ctx context.Context, what affiliate.DatedFact, subject, since, value string) error
	// Facts are all that ever counted of a subject, the last first.
	Facts(ctx context.Context, what affiliate.DatedFact, subject string) ([]affiliate.Dated, error)
	Offer(ctx context.Context, id affiliate.OfferID) (affiliate.Offer, bool, error)
	// CreditingOffers are the promo code offers, by id.
	CreditingOffers(ctx context.Context) ([]affiliate.OfferID, error)
	UniqueClicks(ctx context.Context, d affiliate.ClickDay) (int64, error)
	ClickDays(ctx context.Context, offer affiliate.OfferID, from string) ([]affiliate.ClickDay, error)
	LinkDays(ctx context.Context, number int64) ([]affiliate.ClickDay, error)
}

// payouts are what causes come to, and what they count for each other.
type payouts interface {
	Payout(ctx context.Context, cause string) (affiliate.Payout, bool, error)
	PutPayout(ctx context.Context, p, before affiliate.Payout) error
	PayoutsBefore(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, p earnings.Place, c money.Currency) (earnings.Tally, error)
	PayoutsIn(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, c money.Currency) (earnings.Tally, error)
	PayoutDays(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, w earnings.Window, c money.Currency) ([]earnings.DayTally, error)
	PayoutsOn(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, day string) ([]affiliate.Payout, error)
	NextPayout(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, after earnings.Place, to string) (earnings.Place, bool, error)
	ClickBefore(ctx context.Context, offer affiliate.OfferID, click string, p earnings.Place) (n int, first string, err error)
	PayoutPlaces(ctx context.Context, offer affiliate.OfferID, member affiliate.MemberID, after earnings.Place, to string) ([]earnings.Place, error)
	ClickPlaces(ctx context.Context, offer affiliate.OfferID, click string, after earnings.Place) ([]earnings.Place, error)
	PayoutOffers(ctx context.Context, member affiliate.MemberID, from string) ([]affiliate.OfferID, error)
	// HasEarned reports whether a member has sales, tests among them, paid clicks
	// or amounts that people gave them.
	HasEarned(ctx context.Context, member affiliate.MemberID) (bool, error)
}

type books interface {
	Leg(ctx context.Context, cause string, account ledger.Account, c money.Currency, credit bool) (ledger.Leg, error)
	Open(ctx context.Context, cause string) ([]ledger.Transfer, error)
	Posted(ctx context.Context, cause string) ([]ledger.Transfer, error)
	Balance(ctx context.Context, a ledger.Account, c money.Currency) (ledger.Balance, error)
	Post(ctx context.Context, transfers ...ledger.Transfer) ([]ledger.Transfer, error)
	AddEarning(ctx context.Context, e affiliate.Earning, transferID string) error
	ResolveEarning(ctx context.Context, transferID string, state affiliate.EarningState) error
	Earners(ctx context.Context, cause string) ([]affiliate.Earner, error)
	// Settled reports whether a payment holds or has paid what a cause made a
	// member earn, or anybody with an empty one.
	Settled(ctx context.Context, cause string, member affiliate.MemberID) (bool, error)
}

type payments interface {
	Payment(ctx context.Context, id affiliate.PaymentID) (affiliate.Payment, bool, error)
	PutPayment(ctx context.Context, p affiliate.Payment) error
	Earning(ctx context.Context, id affiliate.EarningID) (e affiliate.Earning, held, found bool, err error)
	HoldLines(ctx context.Context, p affiliate.Payment) error
	FreeLines(ctx context.Context, id affiliate.PaymentID) error
	Receipt(ctx context.Context, id affiliate.ReceiptID) (affiliate.Receipt, bool, error)
	// ReceiptsLike are other payments of CJ of the same amount a few days from one.
	ReceiptsLike(ctx context.Context, r affiliate.Receipt) ([]affiliate.Receipt, error)
	PutReceipt(ctx context.Context, r affiliate.Receipt, settles []affiliate.Owing) error
	// ReceiptNames are the commissions that a receipt names in so many parts;
	// ok is false when some are missing.
	ReceiptNames(ctx context.Context, id string, parts int) (only []string, ok bool, err error)
	PutReceiptNames(ctx context.Context, id string, part int, only []string) error
	// CancelReceipt takes one back: what it settled is owed again.
	CancelReceipt(ctx context.Context, r affiliate.Receipt) error
	// Owing is what CJ owes and no receipt has settled.
	Owing(ctx context.Context, c money.Currency) ([]affiliate.Owing, error)
	Received(ctx context.Context, key string) (bool, error) // of what CJ owed: a receipt settled it
}

type adjustments interface {
	Adjustment(ctx context.Context, id affiliate.AdjustmentID) (affiliate.Adjustment, bool, error)
	PutAdjustment(ctx context.Context, a affiliate.Adjustment) error
	// Adjusted is the sum of a conversion's adjustments for a member that stand.
	Adjusted(ctx context.Context, id affiliate.ConversionID, member affiliate.MemberID) (money.Amount, error)
	Opening(ctx context.Context, id affiliate.OpeningID) (affiliate.Opening, bool, error)
	PutOpening(ctx context.Context, o affiliate.Opening) error
}

// cases are what a reconciliation compares besides, and what people decided.
type cases interface {
	OrderImport(ctx context.Context, id string) (affiliate.OrderImport, bool, error)
	// PutOrderImport keeps a file of orders; one that is removed loses them.
	PutOrderImport(ctx context.Context, i affiliate.OrderImport) error
	PutShopOrders(ctx context.Context, file string, part int, orders []affiliate.ShopOrder, days []string) error
	CaseDecision(ctx context.Context, key string) (affiliate.CaseDecision, bool, error)
	PutCaseDecision(ctx context.Context, d affiliate.CaseDecision) error
}

// Relay is the workspace's relay.
type Relay interface {
	Workspace(ctx context.Context) (relayapi.Workspace, error)
	Reserve(ctx context.Context, size int) (relayapi.Block, error)
	Push(ctx context.Context, push relayapi.Push) (relayapi.PushResult, error)
	Pull(ctx context.Context, after int64, limit int) (relayapi.Page, error)
	Recover(ctx context.Context, part relayapi.RecoveryPart) (relayapi.RecoveryResult, error)
}

// CJ is the account's commission ledger. Pages come with the place to go on
// from; CJ may repeat one. See cj.Client for the errors.
type CJ interface {
	// PostedPages yields the rows of a span of posting dates.
	PostedPages(ctx context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error]
	// LockingPages yields the rows of a span of locking dates.
	LockingPages(ctx context.Context, span affiliate.CommissionSpan) iter.Seq2[affiliate.CommissionPage, error]
	// ByID reads rows again; those that are gone are not in the page.
	ByID(ctx context.Context, ids []string) (affiliate.CommissionPage, error)
}

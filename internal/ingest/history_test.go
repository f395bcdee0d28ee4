package ingest_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/payout"
	"linkledger/internal/relayapi"
)

func TestMain(m *testing.M) {
	// Each history is a database of its own; more of them are for campaigns.
	if f := flag.Lookup("rapid.checks"); f != nil {
		_ = f.Value.Set(histories) // its default is more than a test run has time for
	}
	flag.Parse()
	os.Exit(m.Run())
}

// history draws what may happen to a programme, in any order.
type history struct {
	*scene
	*rapid.T
	clicks   []string
	rows     map[string]affiliate.CommissionRow // CJ's ledger as it stands
	orders   []string                           // their ids, as they came
	held     []affiliate.CommissionRow          // originals that come after their correction
	payments []affiliate.PaymentID
	serial   int
	picks    uint64
}

func (h *history) next(kind string) string {
	h.serial++
	return fmt.Sprintf("%s%06d", kind, h.serial)
}

// pick chooses evenly: rapid's own draws favour the first of a list so much
// that a history would hardly ever come to a payment.
func pick[T any](h *history, name string, from []T) T {
	h.picks++
	x := rapid.Uint64().Draw(h.T, name) + h.picks*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return from[(x^x>>31)%uint64(len(from))]
}

// TestHistories folds drawn histories and proves after every step what must
// always hold; then that every way of folding the log comes to the same.
func TestHistories(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		h := &history{scene: newScene(t), T: rt, rows: map[string]affiliate.CommissionRow{}}
		for _, l := range append(links, links...) {
			h.clicks = append(h.clicks, h.click(l.Number))
		}
		for _, currency := range []string{"USD", "EUR"} {
			h.change(affiliate.NounReceipt, "start"+currency, affiliate.Receipt{Source: affiliate.ReceiptDeposit, Minor: 100_000, Currency: currency, Day: "2026-10-01"})
		}
		steps := map[string]func(){
			"postback": h.stepPostback, "report": h.stepReport, "sale at CJ": h.stepSale, "correction": h.stepCorrection, "status": h.stepStatus,
			"stale row": h.stepStale, "decision": h.stepDecision, "rule": h.stepRule, "receipt": h.stepReceipt, "late original": h.stepLateOriginal,
			"payment": h.stepPayment, "payment again": h.stepPaymentAgain, "payment step": h.stepAdvance, "paid after all": h.stepPaidAfterAll, "other currency": h.stepForeign, "noise": h.stepNoise,
		}
		names := []string{}
		for name, often := range map[string]int{"sale at CJ": 5, "payment": 5, "payment step": 5, "status": 4, "correction": 4, "postback": 3, "report": 4, "decision": 3,
			"receipt": 1, "rule": 1, "stale row": 1, "late original": 1, "payment again": 1, "paid after all": 1, "other currency": 1, "noise": 1} {
			names = append(names, slices.Repeat([]string{name}, often)...)
		}
		slices.Sort(names)
		for range pick(h, "length", []int{10, 20, 40, 60}) {
			h.now = h.now.Add(time.Duration(rapid.Int64Range(1, 30).Draw(rt, "hours")) * time.Hour)
			name := pick(h, "step", names)
			before := h.payable()
			steps[name]()
			h.a.exchange()
			if paying[name] {
				h.notOverdrawn(name, before)
			}
			if err := h.a.holds(h); err != nil {
				rt.Fatalf("after a %s: %v", name, err)
			}
		}
		h.sameEverywhere()
	})
}

var paying = map[string]bool{"payment": true, "payment again": true, "payment step": true, "paid after all": true}

// payable is what members are owed, less what payments have reserved.
func (h *history) payable() map[ledger.Account]sums {
	balances, err := h.a.store.Balances(h.t.Context())
	if err != nil {
		h.Fatal(err)
	}
	owed := map[ledger.Account]sums{}
	for _, b := range balances {
		if b.Account.Payable() {
			if owed[b.Account] == nil {
				owed[b.Account] = sums{}
			}
			owed[b.Account].add(money.New(b.Credit().Minor-b.DebitsPending, b.Currency))
		}
	}
	return owed
}

// notOverdrawn proves that no payment takes more than a member is owed.
func (h *history) notOverdrawn(step string, before map[ledger.Account]sums) {
	for account, owed := range h.payable() {
		for currency, minor := range owed {
			if minor < 0 && minor < before[account][currency] {
				h.Fatalf("a %s leaves %s with %d %s", step, account, minor, currency)
			}
		}
	}
}

// sameEverywhere folds the log on new devices, in one go and in pages.
func (h *history) sameEverywhere() {
	want := h.a.dump()
	for _, page := range []int{0, 1, rapid.IntRange(2, 9).Draw(h.T, "page")} {
		h.log.page = page
		other := h.device()
		other.exchange()
		if got := other.dump(); got != want {
			h.Fatalf("folded in pages of %d it differs:\n%s\n--- from\n%s", page, got, want)
		}
	}
	h.log.page = 0
}

func (h *history) stepPostback() {
	sale := pick(h, "sale", amounts)
	state := pick(h, "state", []string{relayapi.StateReported, relayapi.StateReported, relayapi.StateUnresolved})
	id := h.next("conv")
	for range pick(h, "times", []int{1, 1, 2}) {
		h.postback(id, pick(h, "click", h.clicks), order(pick(h, "order", []string{"", "A", "B"})), selling(sale),
			func(b *relayapi.ConversionBody) { b.State = state })
	}
}

// stepReport is a postback as relays write it that judge a click's reports
// together, some of them about a sale that was told of before, or will be.
func (h *history) stepReport() {
	sale, how := pick(h, "sale", amounts), pick(h, "kind", []string{"sale", "sale", "sale", "correction", "reversal", "restatement"})
	if how == "correction" {
		sale /= -3
	}
	click := pick(h, "click", h.clicks)
	for range pick(h, "times", []int{1, 1, 2}) {
		h.report(click, kind(how), order(pick(h, "order", []string{"", "A", "B"})), selling(sale))
	}
}

func (h *history) stepSale() {
	row := h.row(h.next("row"), pick(h, "sid", append([]string{"", "unknown"}, h.clicks...)))
	row.OrderID = pick(h, "order", []string{"", "A", "B", "C"})
	row.SaleAmount = cents(pick(h, "sale", amounts))
	row.Commission = cents(pick(h, "commission", amounts) / 5)
	if pick(h, "bonus", []bool{true, false}) && row.ShopperID == "" {
		row.ActionType, row.SaleAmount = "bonus", ""
	}
	row.ActionStatus = pick(h, "status", []string{affiliate.CJNew, affiliate.CJLocked, affiliate.CJLocked})
	if pick(h, "late", []int{0, 0, 0, 0, 1}) == 1 && row.SaleAmount != "" {
		h.held = append(h.held, row)
		h.record(correction(row, h.next("row"), "-1.00", "-0.10"))
		return
	}
	h.record(row)
}

func (h *history) stepLateOriginal() {
	if len(h.held) > 0 {
		h.record(h.held[0])
		h.held = h.held[1:]
	}
}

func (h *history) record(row affiliate.CommissionRow) {
	if _, known := h.rows[row.CommissionID]; !known {
		h.orders = append(h.orders, row.CommissionID)
	}
	h.rows[row.CommissionID] = row
	row.PostingDate = h.now
	h.cj(row)
}

// stepCorrection takes some of a sale back, all of it, or restates it.
func (h *history) stepCorrection() {
	if len(h.orders) == 0 {
		return
	}
	row := h.rows[pick(h, "row", h.orders)]
	sale, commission, err := row.Amounts()
	if err != nil {
		h.Fatal(err)
	}
	how := pick(h, "how", []string{"part", "all", "restated"})
	if how == "part" {
		h.record(correction(row, h.next("row"), cents(-sale.Minor/3), cents(-commission.Minor/3)))
		return
	}
	h.record(correction(row, h.next("row"), cents(-sale.Minor), cents(-commission.Minor)))
	if how == "restated" {
		h.record(correction(row, h.next("row"), cents(sale.Minor/2), cents(commission.Minor/2)))
	}
}

var cjStatuses = []string{affiliate.CJNew, affiliate.CJExtended, affiliate.CJLocked, affiliate.CJClosed}

func (h *history) stepStatus() {
	if len(h.orders) == 0 {
		return
	}
	of := h.rows[pick(h, "row", h.orders)]
	to := pick(h, "to", []int{1, 2, 2, 2, 3, 3})
	for _, id := range h.orders {
		row := h.rows[id]
		if row.OriginalActionID == of.OriginalActionID && advanced(row.ActionStatus) < to {
			row.ActionStatus = cjStatuses[to]
			h.record(row)
		}
	}
}

func advanced(status string) int {
	for i, s := range cjStatuses {
		if s == status {
			return i
		}
	}
	return 0
}

// stepStale appends a row as some device had seen it long ago.
func (h *history) stepStale() {
	if len(h.orders) == 0 {
		return
	}
	row := h.rows[pick(h, "row", h.orders)]
	if advanced(row.ActionStatus) > 0 {
		row.ActionStatus = affiliate.CJNew
		h.cj(row)
	}
}

func (h *history) stepDecision() {
	id := "nowhere"
	if list := h.a.conversions(); len(list) > 0 {
		id = string(pick(h, "conversion", list).ID)
	}
	status := pick(h, "decision", []affiliate.Status{affiliate.StatusApproved, affiliate.StatusRejected, affiliate.StatusOnHold, affiliate.StatusPending})
	h.decide(id, status, pick(h, "reason", []string{"", "because"}))
}

// stepRule publishes a version for the sales of later days.
func (h *history) stepRule() {
	r := affiliate.Rule{ValidFrom: h.now.AddDate(0, 0, 2).Format("2006-01-02"), Option: affiliate.PayoutPercent, Percent: pick(h, "percent", []string{"0", "7.5", "33.3333", "100"})}
	h.rule(pick(h, "offer", []affiliate.OfferID{percentOffer, flatOffer}), r)
}

func (h *history) stepReceipt() {
	r := affiliate.Receipt{Source: pick(h, "source", []string{affiliate.ReceiptCJ, affiliate.ReceiptDeposit}), Minor: rapid.Int64Range(-1, 40_000).Draw(h.T, "amount"),
		Currency: pick(h, "currency", []string{"USD", "USD", "EUR"}), Day: "2026-11-01"}
	key := h.next("receipt")
	for range pick(h, "times", []int{1, 1, 2}) {
		h.change(affiliate.NounReceipt, key, r)
	}
}

// amounts of sales in cents: plain ones, and ones that must be rounded.
var amounts = []int64{10_000, 4_999, 12_345, 50, 1, 0, 33_333, 80_005}

// stepPayment intends what the plan says, sometimes with a wrong amount.
func (h *history) stepPayment() {
	currency := pick(h, "currency", []money.Currency{"USD", "USD", "EUR"})
	dues, err := h.a.store.Dues(h.t.Context(), currency)
	if err != nil {
		h.Fatal(err)
	}
	list, err := h.a.store.Members(h.t.Context())
	if err != nil {
		h.Fatal(err)
	}
	p := affiliate.Payment{State: affiliate.PaymentIntent, Route: affiliate.RouteCSV, Currency: string(currency)}
	for _, line := range payout.Lines(dues, list, currency, h.now) {
		if line.Blocked == "" {
			p.Lines = append(p.Lines, affiliate.PaymentLine{MemberID: line.Member.ID, Payee: line.Member.Payee, Minor: line.Amount.Minor, Earnings: line.Earnings})
		}
	}
	if len(p.Lines) == 0 && !pick(h, "empty", []bool{true, false, false, false}) {
		h.record(locked(h.row(h.next("row"), pick(h, "sid", h.clicks)))) // so that there is something to pay next time
		return
	}
	if len(p.Lines) > 0 && pick(h, "wrong", []int{0, 0, 0, 0, 1}) == 1 {
		p.Lines[0].Minor += pick(h, "by", []int64{-1, 1})
	}
	h.intend(p)
}

func (h *history) intend(p affiliate.Payment) {
	id := affiliate.PaymentID(h.next("payment"))
	h.payments = append(h.payments, id)
	h.change(affiliate.NounPayment, string(id), p)
}

// stepPaymentAgain intends the same earnings a second time, as a device that
// went round the relay's claims might.
func (h *history) stepPaymentAgain() {
	list := h.storedPayments()
	if len(list) > 0 {
		p := pick(h, "payment", list)
		p.State, p.Reason = affiliate.PaymentIntent, ""
		h.intend(p)
	}
}

func (h *history) stepAdvance() {
	ids := h.payments
	for _, p := range h.storedPayments() {
		if p.State.Open() {
			ids = []affiliate.PaymentID{p.ID}
		}
	}
	if len(ids) == 0 {
		return
	}
	to := pick(h, "to", []affiliate.PaymentState{affiliate.PaymentExported, affiliate.PaymentPaid, affiliate.PaymentPaid, affiliate.PaymentCancelled, affiliate.PaymentIntent})
	set := map[string]any{"state": to}
	if pick(h, "lines too", []bool{true, false, false}) {
		set["lines"] = []affiliate.PaymentLine{{MemberID: members[0], Minor: 1}} // nobody may
	}
	h.change(affiliate.NounPayment, string(pick(h, "payment", ids)), set)
}

// stepPaidAfterAll pays what was cancelled or refused, as a device does that
// did not know.
func (h *history) stepPaidAfterAll() {
	for _, p := range h.storedPayments() {
		if p.State == affiliate.PaymentCancelled || p.State == affiliate.PaymentRefused {
			h.change(affiliate.NounPayment, string(p.ID), map[string]any{"state": affiliate.PaymentPaid})
			return
		}
	}
}

// stepForeign is a correction in another currency than its original's.
func (h *history) stepForeign() {
	if len(h.orders) == 0 {
		return
	}
	row := correction(h.rows[pick(h, "row", h.orders)], h.next("row"), "-1.00", "-0.10")
	if row.Currency == "USD" {
		row.Currency = "EUR"
		h.record(row)
	}
}

func (h *history) stepNoise() {
	h.log.own(relayapi.Entry{Kind: "weather", Schema: 1, Time: h.now, Body: []byte(`{}`)})
	h.change("campaign", "x", map[string]any{"a": 1})
	h.change(affiliate.NounOffer, "x", map[string]any{"name": 1})
}

func (h *history) storedPayments() []affiliate.Payment {
	list, err := h.a.store.Payments(h.t.Context())
	if err != nil {
		h.Fatal(err)
	}
	return list
}

func cents(minor int64) string { return money.New(minor, "USD").Text() }

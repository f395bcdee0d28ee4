package sequences_test

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// receipts are what CJ's payments came to by the model: each thing that CJ owes
// is settled by the first payment that is meant for it.
type receipts struct {
	settled map[string]int64 // by key of what CJ owed
	short   map[string]int64 // what payments lacked and is still owed, by key
	of      map[affiliate.ReceiptID][2]int64
	keys    map[affiliate.ReceiptID]map[string]int64 // what each settled, by key
	gone    map[affiliate.ReceiptID]bool             // cancelled
}

func newReceipts() receipts {
	return receipts{settled: map[string]int64{}, short: map[string]int64{}, of: map[affiliate.ReceiptID][2]int64{},
		keys: map[affiliate.ReceiptID]map[string]int64{}, gone: map[affiliate.ReceiptID]bool{}}
}

// receipt is money that comes in: what CJ owes by now, or more, or less.
func (p *programme) receipt() {
	r := affiliate.Receipt{Source: pick(p, affiliate.ReceiptCJ, affiliate.ReceiptCJ, affiliate.ReceiptCJ, affiliate.ReceiptDeposit), Minor: p.Int64N(40_000) + 1,
		Currency: pick(p, "USD", "USD", "USD", "EUR"), Day: p.today()}
	key := affiliate.ReceiptID(p.next("receipt"))
	if len(p.paidBy.gone) > 0 && p.chance(50) {
		r.Replaces = pick(p, slices.Sorted(maps.Keys(p.paidBy.gone))...)
	}
	if r.Source == affiliate.ReceiptCJ {
		switch p.IntN(4) {
		case 0:
			r.LockedBefore = p.now.AddDate(0, 0, -p.IntN(20)).UTC().Format(time.RFC3339)
		case 1, 2:
			for range 1 + p.IntN(3) {
				if row, found := p.row(); found {
					r.Only = append(r.Only, row.CommissionID)
				}
			}
		}
		if c, found := p.conversion(); found && p.chance(30) {
			r.Except = []affiliate.ConversionID{c.ID}
		}
		r.WriteOff = p.chance(30)
		keys, besides := p.settles(r)
		sum := int64(0)
		for _, minor := range keys {
			sum += minor
		}
		if exact := sum + pick[int64](p, 0, 0, 500, -300); exact > 0 && p.chance(70) {
			r.Minor = exact
		}
		if p.chance(20) {
			r.Unexplained = pick(p, r.Minor/3, -25)
		}
		if len(r.Only) > 0 {
			named(keys, besides, r.Minor-r.Unexplained)
		}
		sum = 0
		for one, minor := range keys {
			sum += minor
			p.paidBy.settled[one] += minor
			delete(p.paidBy.short, one)
		}
		short := int64(0)
		if paid := r.Minor - r.Unexplained; !r.WriteOff && sum > paid {
			short = sum - paid
			p.paidBy.short["short:"+string(key)] = short
		}
		p.paidBy.of[key], p.paidBy.keys[key] = [2]int64{sum, short}, keys
	}
	p.tell("  %s: %s of %s, locked before %q, only %v, except %v, written off %v, unexplained %d: %v", key, r.Source, r.Amount(), r.LockedBefore, r.Only, r.Except, r.WriteOff, r.Unexplained, p.paidBy.of[key])
	for range pick(p, 1, 1, 2) {
		p.change(affiliate.NounReceipt, string(key), r)
	}
}

// settles is what a payment is meant for, of all that CJ owes now, and what CJ
// owes that it can't name.
func (p *programme) settles(r affiliate.Receipt) (meant, besides map[string]int64) {
	meant = map[string]int64{}
	if r.Currency != "USD" {
		return meant, nil
	}
	bound, err := time.Parse(time.RFC3339, r.LockedBefore)
	bounded := err == nil
	except := map[string]bool{}
	for _, c := range p.a.conversions() {
		if slices.Contains(r.Except, c.ID) && c.ActionID != "" {
			except[c.ActionID] = true
		}
	}
	for id, row := range p.said.rows {
		_, minor := p.said.counts(row)
		paid := p.paidBy.settled[id]
		named := slices.Contains(r.Only, id)
		if len(r.Only) == 0 {
			final := affiliate.Locked(row.ActionStatus)
			named = (final || paid != 0) && !except[row.OriginalActionID] && (!final || !bounded || row.LockingDate.Before(bound))
		}
		if named && minor != paid {
			meant[id] = minor - paid
		}
	}
	besides = map[string]int64{}
	maps.Copy(besides, p.paidBy.short)
	list, err := p.a.store.Openings(context.Background())
	must(err)
	for _, o := range list {
		key := "opening:" + string(o.ID)
		_, gone := p.paidBy.settled[key]
		if o.Of == affiliate.OpeningCJ && !o.Cancelled && !gone && (!bounded || o.Day < r.LockedBefore) {
			besides[key] = o.Minor
		}
	}
	if len(r.Only) == 0 {
		maps.Copy(meant, besides)
	}
	return meant, besides
}

// named adds to what a payment names what it pays beyond that: whole shortfalls
// of before, then whole balances that were brought along.
func named(meant, besides map[string]int64, left int64) {
	for _, minor := range meant {
		left -= minor
	}
	for _, kind := range []string{"short:", "opening:"} {
		for _, key := range slices.Sorted(maps.Keys(besides)) {
			if minor := besides[key]; strings.HasPrefix(key, kind) && minor <= left {
				left -= minor
				meant[key] = minor
			}
		}
	}
}

// received: each payment of CJ settled what the model says, once; the wallet got
// what was paid; and CJ owes the rest.
func (p *programme) received(conversions []affiliate.Conversion, b books) error {
	ctx := context.Background()
	list, err := p.a.store.Receipts(ctx)
	must(err)
	wallet, owes, settledOf := sums{}, sums{}, map[string]int64{}
	paid, fromCJ := map[affiliate.ConversionID]affiliate.ReceiptID{}, 0
	for _, r := range slices.Backward(list) { // oldest first
		if r.Cancelled != p.paidBy.gone[r.ID] {
			return failf("%s is cancelled: %v", r.ID, r.Cancelled)
		}
		if r.Source == affiliate.ReceiptCJ {
			fromCJ++
		}
		if !r.Cancelled {
			wallet.add(money.Currency(r.Currency), r.Minor)
		}
		if r.Source != affiliate.ReceiptCJ {
			continue
		}
		if want := p.paidBy.of[r.ID]; r.Settled != want[0] || r.Short != want[1] {
			return failf("%s settled %d and is short by %d; it should be %v", r.ID, r.Settled, r.Short, want)
		}
		owes.add(money.Currency(r.Currency), r.Short-r.Settled)
		settled, err := p.a.store.SettledBy(ctx, r.ID)
		must(err)
		sum, sales := int64(0), map[affiliate.ConversionID]int64{}
		for _, o := range settled {
			settledOf[o.Key] += o.Amount.Minor
			if sum += o.Amount.Minor; o.ConversionID != "" {
				sales[o.ConversionID] += o.Amount.Minor
			}
		}
		maps.DeleteFunc(sales, func(_ affiliate.ConversionID, minor int64) bool { return minor == 0 }) // taken back before it was paid
		if sum != r.Settled || len(sales) != r.Sales {
			return failf("%s settled %d of %d sales; it says %d of %d", r.ID, sum, len(sales), r.Settled, r.Sales)
		}
		for id := range sales {
			if paid[id] == "" {
				paid[id] = r.ID
			}
		}
	}
	if diff := cmp.Diff(p.paidBy.settled, settledOf); diff != "" {
		return failf("payments settled otherwise than they should: %s", diff)
	}
	if err := p.owing(); err != nil {
		return err
	}
	if fromCJ != len(p.paidBy.of) {
		return failf("there are %d payments of CJ, and %d were recorded", fromCJ, len(p.paidBy.of))
	}
	for _, c := range conversions {
		if c.ReceiptID != paid[c.ID] || (c.ReceivedOn == "") != (c.ReceiptID == "") {
			return failf("conversion %s was paid by %q on %q; it should be %q", c.ID, c.ReceiptID, c.ReceivedOn, paid[c.ID])
		}
		if c.ActionID != "" {
			owes.add("USD", c.Commission.Minor)
		}
	}
	opened, err := p.a.store.Openings(ctx)
	must(err)
	for _, o := range opened {
		if o.Cancelled {
			continue
		}
		switch o.Of {
		case affiliate.OpeningCJ:
			owes.add("USD", o.Minor)
		case affiliate.OpeningWallet:
			wallet.add("USD", o.Minor)
		}
	}
	for _, pay := range b.payments {
		if pay.State == affiliate.PaymentPaid {
			wallet.add(money.Currency(pay.Currency), -pay.Total().Minor)
		}
	}
	for _, a := range b.balances {
		switch a.Account {
		case ledger.Wallet:
			wallet.add(a.Currency, -a.Debit().Minor)
		case ledger.CJLocked:
			owes.add(a.Currency, -a.Debit().Minor-a.DebitsPending+a.CreditsPending)
		}
	}
	if len(wallet) > 0 || len(owes) > 0 {
		return failf("the wallet is off by %v, and what CJ owes by %v", wallet, owes)
	}
	return nil
}

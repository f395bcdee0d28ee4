package sequences_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

func failf(format string, args ...any) error { return failure{fmt.Errorf(format, args...)} }

// sums are minor units by currency; what is zero is left out.
type sums map[money.Currency]int64

func (s sums) add(c money.Currency, minor int64) {
	if s[c] += minor; s[c] == 0 {
		delete(s, c)
	}
}

func (s sums) String() string { return fmt.Sprint(map[money.Currency]int64(s)) }

// by is sums of many things.
type by[K comparable] map[K]sums

func (b by[K]) add(key K, c money.Currency, minor int64) {
	if b[key] == nil {
		b[key] = sums{}
	}
	if b[key].add(c, minor); len(b[key]) == 0 {
		delete(b, key)
	}
}

// sumsBefore is what was posted to members by cause after the step before.
type sumsBefore map[string]sums

// books are a device's rows, read at once.
type books struct {
	transfers []ledger.Transfer
	earnings  []affiliate.Earning
	balances  []ledger.Balance
	payments  []affiliate.Payment
}

func (d *device) books() (b books) {
	ctx := context.Background()
	transfers, err := d.rows().QueryContext(ctx, `SELECT id, debit, credit, currency, amount, phase, coalesce(pending_id, ''), cause, effective_on, entry FROM transfer ORDER BY position`)
	must(err)
	for transfers.Next() {
		var t ledger.Transfer
		must(transfers.Scan(&t.ID, &t.Debit, &t.Credit, &t.Amount.Currency, &t.Amount.Minor, &t.Phase, &t.PendingID, &t.Cause, &t.EffectiveOn, &t.Entry))
		b.transfers = append(b.transfers, t)
	}
	must(transfers.Close())
	rows, err := d.rows().QueryContext(ctx, `SELECT id, cause, member_id, currency, amount_minor, state, account FROM earning`)
	must(err)
	for rows.Next() {
		var e affiliate.Earning
		must(rows.Scan(&e.ID, &e.Cause, &e.MemberID, &e.Amount.Currency, &e.Amount.Minor, &e.State, &e.Account))
		b.earnings = append(b.earnings, e)
	}
	must(rows.Close())
	b.balances, err = d.store.Balances(ctx)
	must(err)
	b.payments = d.payments()
	return b
}

// check proves what must be so after any step.
func (p *programme) check() error {
	ctx := context.Background()
	if err := p.a.store.Prove(ctx); err != nil {
		return err
	}
	if problem, err := p.a.store.Noted(ctx, ingest.NoteBooks); err != nil || problem != "" {
		return failf("the fold's own check of the books says %q, %v", problem, err)
	}
	b, conversions := p.a.books(), p.a.conversions()
	for _, prove := range []func() error{
		b.balanced, b.settledOnce, b.reserved, b.clear,
		func() error { return p.standing(conversions, b) },
		func() error { return p.kept(conversions) },
		func() error { return p.earned(conversions, b) },
		func() error { return p.owed(b) },
		func() error { return p.past(b) },
		func() error { return p.received(conversions, b) },
		p.a.cashStands,
	} {
		if err := prove(); err != nil {
			return err
		}
	}
	return nil
}

// balanced: the balances are what the transfers come to, and sum to nothing.
func (b books) balanced() error {
	type key struct {
		account ledger.Account
		pending bool
	}
	want, got, pending := by[key]{}, by[key]{}, map[string]bool{}
	for _, t := range b.transfers {
		n, open := t.Amount.Minor, t.Phase == ledger.Pending
		if t.Phase == ledger.Post || t.Phase == ledger.Void {
			if pending[t.PendingID] {
				return failf("%s is resolved twice", t.PendingID)
			}
			pending[t.PendingID] = true
			want.add(key{t.Debit, true}, t.Amount.Currency, -n)
			want.add(key{t.Credit, true}, t.Amount.Currency, n)
		}
		if t.Phase != ledger.Void {
			want.add(key{t.Debit, open}, t.Amount.Currency, n)
			want.add(key{t.Credit, open}, t.Amount.Currency, -n)
		}
	}
	total := by[bool]{}
	for _, a := range b.balances {
		got.add(key{a.Account, false}, a.Currency, a.Debit().Minor)
		got.add(key{a.Account, true}, a.Currency, a.DebitsPending-a.CreditsPending)
		total.add(false, a.Currency, a.Debit().Minor)
		total.add(true, a.Currency, a.DebitsPending-a.CreditsPending)
	}
	if len(total) > 0 {
		return failf("the trial balance is off by %v", total)
	}
	for k := range maps.Keys(want) {
		if want[k].String() != got[k].String() {
			return failf("%v is %v; its transfers come to %v", k, got[k], want[k])
		}
	}
	if len(got) != len(want) {
		return failf("%d balances of %d accounts", len(got), len(want))
	}
	return nil
}

// settledOnce: no earning is in two payments that count.
func (b books) settledOnce() error {
	holders := map[affiliate.EarningID]affiliate.PaymentID{}
	for _, p := range b.payments {
		if p.State != affiliate.PaymentPaid && !p.State.Open() {
			continue
		}
		for _, line := range p.Lines {
			for _, id := range line.Earnings {
				if other := holders[id]; other != "" {
					return failf("earning %s is settled by %s and %s", id, other, p.ID)
				}
				holders[id] = p.ID
			}
		}
	}
	return nil
}

// reserved: payments reserve no more of a member's account than is owed there,
// and no more of the wallet than it holds. An account of which nothing is
// reserved may be below nothing: facts post, and the next payment nets them.
func (b books) reserved() error {
	for _, a := range b.balances {
		if a.Account.Payable() && a.DebitsPending != 0 && a.Credit().Minor < a.DebitsPending {
			return failf("payments reserve %d of %s, which holds %s", a.DebitsPending, a.Account, a.Credit())
		}
		if a.Account == ledger.Wallet && a.Available().Minor < 0 {
			return failf("payments reserve more than %s holds: %+v", a.Account, a)
		}
	}
	return nil
}

// clear: clearing accounts are empty when nothing is on its way.
func (b books) clear() error {
	open := slices.ContainsFunc(b.payments, func(p affiliate.Payment) bool { return p.State.Open() })
	for _, a := range b.balances {
		if a.Account.Clearing() && (!a.Debit().IsZero() || !open && (a.DebitsPending != 0 || a.CreditsPending != 0)) {
			return failf("%s does not return to zero: %+v", a.Account, a)
		}
	}
	return nil
}

// net is what transfers of each cause leave on an account, posted and open.
func (b books) net(account ledger.Account) by[string] {
	all := by[string]{}
	for _, t := range b.transfers {
		n := t.Amount.Minor
		switch t.Phase {
		case ledger.Post: // its pending transfer is counted
			continue
		case ledger.Void:
			n = -n
		}
		if t.Debit == account {
			all.add(t.Cause, t.Amount.Currency, n)
		}
		if t.Credit == account {
			all.add(t.Cause, t.Amount.Currency, -n)
		}
	}
	return all
}

// standing: a conversion that CJ has is what CJ's rows say, belongs to whom it
// should, and so does what CJ owes on it.
func (p *programme) standing(conversions []affiliate.Conversion, b books) error {
	income, tested := b.net(ledger.Commission), b.net(ledger.TestIncome)
	for _, c := range conversions {
		if is, should := found(c), p.said.claimed(c); is != should {
			return failf("conversion %s belongs to %+v; its link and codes say %+v", c.ID, is, should)
		}
		sale, commission, final := c.Sale.Minor, c.Commission.Minor, false
		if rows, original := p.said.rowsOf(c.ActionID); c.ActionID != "" {
			sale, commission, final = 0, 0, original != nil
			for _, row := range rows {
				s, m := p.said.counts(row)
				sale, commission, final = sale+s, commission+m, final && affiliate.Locked(row.ActionStatus)
			}
			if original != nil && original.ValidationStatus == "DECLINED" && c.Status != affiliate.StatusReversed && c.Status != affiliate.StatusRejected {
				return failf("conversion %s is %s, and CJ's advertiser declines it", c.ID, c.Status)
			}
			if c.Sale.Minor != sale || c.Commission.Minor != commission || affiliate.Locked(c.CJStatus) != final {
				return failf("conversion %s has %s and %s, %s; CJ's rows come to %s and %s, final %v", c.ID, c.Sale, c.Commission, c.CJStatus, cents(sale), cents(commission), final)
			}
		}
		if c.Status == affiliate.StatusUnresolved {
			commission = 0
		}
		want, got, other := sums{}, income["conversion:"+string(c.ID)], tested["conversion:"+string(c.ID)]
		want.add("USD", -commission)
		if c.Test {
			got, other = other, got
		}
		if got.String() != want.String() || len(other) > 0 {
			return failf("CJ owes %v on conversion %s, and %v as a test; it should be %v", got, c.ID, other, want)
		}
	}
	return nil
}

// earned: what each cause made members earn is what the model says, to the
// right member, posted when it is final and at no other time.
func (p *programme) earned(conversions []affiliate.Conversion, b books) error {
	list, err := p.a.store.Adjustments(context.Background(), "")
	must(err)
	model := p.said.model(conversions, adjustments(list))
	if err := p.said.capsHold(model); err != nil {
		return err
	}
	if err := p.said.ratesHold(model); err != nil {
		return err
	}
	if err := p.said.endsHold(model); err != nil {
		return err
	}
	type share struct {
		cause  string
		member affiliate.MemberID
	}
	want, got, posted, pending := by[share]{}, by[share]{}, sumsBefore{}, sumsBefore{}
	for cause, i := range model {
		want.add(share{cause, i.Member}, i.Amount.Currency, i.Amount.Minor)
	}
	for _, e := range b.earnings {
		if !ofSales(e.Cause) || e.State == affiliate.EarningVoid {
			continue
		}
		got.add(share{e.Cause, e.MemberID}, e.Amount.Currency, e.Amount.Minor)
		into := posted
		if e.State == affiliate.EarningPending {
			into = pending
		}
		by[string](into).add(e.Cause, e.Amount.Currency, e.Amount.Minor)
	}
	for _, side := range []by[share]{want, got} {
		for s := range side {
			if want[s].String() != got[s].String() {
				return failf("%s earned %v by %s; the rules say %v: %s", s.member, got[s], s.cause, want[s], model[s.cause].Explanation())
			}
		}
	}
	costs := b.net(ledger.MemberCosts)
	for cause, i := range model {
		total := sums{}
		total.add(i.Amount.Currency, i.Amount.Minor)
		if costs[cause].String() != total.String() {
			return failf("the cost of %s is %v; the rules say %v", cause, costs[cause], total)
		}
	}
	for _, c := range conversions {
		cause := "conversion:" + string(c.ID)
		final := affiliate.Locked(c.CJStatus) && c.Status != affiliate.StatusOnHold
		if !final && len(p.sums[cause]) == 0 && len(posted[cause]) > 0 {
			return failf("%s is %s and %q at CJ, and %v is owed", cause, c.Status, c.CJStatus, posted[cause])
		}
		if final && len(pending[cause]) > 0 {
			return failf("%s is final, and %v is not owed yet", cause, pending[cause])
		}
	}
	p.sums = posted
	return nil
}

// ofSales reports whether payout rules decide on what a cause is worth.
func ofSales(cause string) bool {
	return strings.HasPrefix(cause, "conversion:") || strings.HasPrefix(cause, "clicks:")
}

// owed: what members earned and brought along was paid or is still on their
// accounts, and what is due is what is there and not on its way.
func (p *programme) owed(b books) error {
	earned, held := by[affiliate.MemberID]{}, by[affiliate.MemberID]{}
	for _, e := range b.earnings {
		if e.State == affiliate.EarningPosted {
			earned.add(e.MemberID, e.Amount.Currency, e.Amount.Minor)
		}
	}
	open := by[affiliate.MemberID]{}
	for _, pay := range b.payments {
		for _, line := range pay.Lines {
			switch {
			case pay.State == affiliate.PaymentPaid:
				held.add(line.MemberID, money.Currency(pay.Currency), line.Minor)
			case pay.State.Open():
				open.add(line.MemberID, money.Currency(pay.Currency), line.Minor)
			}
		}
	}
	due := by[affiliate.MemberID]{}
	for _, m := range members {
		for _, a := range b.balances {
			if a.Account == ledger.Payable(string(m)) || a.Account == ledger.Recover(string(m)) {
				held.add(m, a.Currency, a.Credit().Minor)
				due.add(m, a.Currency, a.Credit().Minor)
			}
		}
		for currency, minor := range open[m] {
			due.add(m, currency, -minor)
		}
		if earned[m].String() != held[m].String() {
			return failf("%s earned %v; %v was paid or is on the accounts", m, earned[m], held[m])
		}
	}
	for _, currency := range []money.Currency{"USD", "EUR"} {
		dues, err := p.a.store.Dues(context.Background(), currency)
		must(err)
		for _, d := range dues {
			due.add(d.Earning.MemberID, currency, -d.Earning.Amount.Minor)
		}
	}
	if len(due) > 0 {
		return failf("the dues differ from the books by %v", due)
	}
	return nil
}

package ingest_test

import (
	"context"
	"fmt"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
)

// sums are minor units by currency; what is zero is left out.
type sums map[money.Currency]int64

func (s sums) add(a money.Amount) {
	if s[a.Currency] += a.Minor; s[a.Currency] == 0 {
		delete(s, a.Currency)
	}
}

func (s sums) String() string { return fmt.Sprint(map[money.Currency]int64(s)) }

// holds proves what must be so after any entry, from the stored rows alone.
func (d *device) holds(h *history) error {
	ctx := context.Background()
	if err := d.store.Prove(ctx); err != nil {
		return err
	}
	owed := map[affiliate.MemberID]sums{}
	for _, m := range members {
		owed[m] = sums{}
	}
	for _, c := range d.conversions() {
		transfers, err := d.store.Transfers(ctx, "conversion:"+string(c.ID))
		if err != nil {
			return err
		}
		if err := d.networkLeg(c, h, transfers); err != nil {
			return fmt.Errorf("conversion %s: %w", c.ID, err)
		}
		if err := d.memberLeg(c, transfers, owed); err != nil {
			return fmt.Errorf("conversion %s: %w", c.ID, err)
		}
	}
	return d.settled(owed)
}

// net is what transfers leave on an account, posted and open, by debits.
func net(transfers []ledger.Transfer, account ledger.Account) sums {
	total := sums{}
	for _, t := range transfers {
		switch {
		case t.Phase == ledger.Post: // its pending transfer is counted
		case t.Phase == ledger.Void && t.Debit == account:
			total.add(t.Amount.Neg())
		case t.Phase == ledger.Void && t.Credit == account:
			total.add(t.Amount)
		case t.Phase != ledger.Void && t.Debit == account:
			total.add(t.Amount)
		case t.Phase != ledger.Void && t.Credit == account:
			total.add(t.Amount.Neg())
		}
	}
	return total
}

// networkLeg: once CJ has a conversion, its income is what CJ's rows say.
func (d *device) networkLeg(c affiliate.Conversion, h *history, transfers []ledger.Transfer) error {
	want, original, final := sums{}, false, true
	for _, row := range h.rows {
		if c.ActionID != "" && row.OriginalActionID == c.ActionID {
			_, commission, err := row.Amounts()
			if err != nil {
				return err
			}
			if row.Currency == "USD" { // what is in another currency than the original counts nothing
				want.add(commission.Neg())
			}
			original = original || row.Original
			final = final && affiliate.Locked(row.ActionStatus)
		}
	}
	switch {
	case c.ActionID == "" && c.Status != affiliate.StatusUnresolved:
		want.add(c.Commission.Neg())
	case c.ActionID != "" && !original:
		want = sums{}
	}
	income, other := ledger.Commission, ledger.TestIncome
	if c.Test {
		income, other = other, income
	}
	if got := net(transfers, income); got.String() != want.String() {
		return fmt.Errorf("%s has %s; CJ says %s", income, got, want)
	}
	if got := net(transfers, other); len(got) > 0 {
		return fmt.Errorf("%s has %s", other, got)
	}
	if c.ActionID != "" && original && affiliate.Locked(c.CJStatus) != final {
		return fmt.Errorf("it stands as %q", c.CJStatus)
	}
	return nil
}

// memberLeg: a member's cost is what the rules make of the conversion, and the
// earnings are that cost.
func (d *device) memberLeg(c affiliate.Conversion, transfers []ledger.Transfer, owed map[affiliate.MemberID]sums) error {
	ctx := context.Background()
	want := sums{}
	if c.Attributed() {
		rules, err := d.store.Rules(ctx, c.OfferID)
		if err != nil {
			return err
		}
		result, err := earnings.NewPlan(c.OfferID, rules).Pay(earnings.Item{Cause: c.ID.Cause(), Offer: c.OfferID, Member: c.MemberID, Sale: c.Sale,
			Place: earnings.Place{Day: c.SaleDay}, Commission: c.Commission, Status: c.Status, Test: c.Test}, nil)
		if err != nil {
			return err
		}
		want.add(result.Amount)
	}
	if got := net(transfers, ledger.MemberCosts); got.String() != want.String() {
		return fmt.Errorf("the member's cost is %s; the rules say %s", got, want)
	}
	list, err := d.store.Earnings(ctx, c.ID)
	if err != nil {
		return err
	}
	got := sums{}
	for _, e := range list {
		got.add(e.Amount)
		if e.State == affiliate.EarningPosted {
			owed[e.MemberID].add(e.Amount)
		}
	}
	if got.String() != want.String() {
		return fmt.Errorf("earnings are %s; the rules say %s", got, want)
	}
	return nil
}

// settled: what members earned is owed, to be recovered or paid; an earning is
// settled once; clearing is empty when nothing is on its way.
func (d *device) settled(owed map[affiliate.MemberID]sums) error {
	ctx := context.Background()
	payments, err := d.store.Payments(ctx)
	if err != nil {
		return err
	}
	open, holders := false, map[affiliate.EarningID]affiliate.PaymentID{}
	afterAll := d.paidAfterAll()
	due := map[affiliate.MemberID]sums{} // what is owed and not on its way
	for _, m := range members {
		due[m] = sums{}
	}
	got := map[affiliate.MemberID]sums{}
	for _, m := range members {
		got[m] = sums{}
	}
	for _, p := range payments {
		if p.State != affiliate.PaymentPaid && !p.State.Open() {
			continue
		}
		open = open || p.State.Open()
		for _, line := range p.Lines {
			if p.State.Open() {
				due[line.MemberID].add(money.New(-line.Minor, money.Currency(p.Currency)))
			}
			for _, id := range line.Earnings {
				if afterAll[p.Number] {
					break // it holds only what was free
				}
				if holders[id] != "" {
					return fmt.Errorf("earning %s is settled by %s and %s", id, holders[id], p.ID)
				}
				holders[id] = p.ID
			}
			if p.State == affiliate.PaymentPaid {
				got[line.MemberID].add(money.New(line.Minor, money.Currency(p.Currency)))
			}
		}
	}
	balances, err := d.store.Balances(ctx)
	if err != nil {
		return err
	}
	for _, b := range balances {
		switch {
		case b.Account == ledger.Wallet && b.Available().Minor < 0 && len(afterAll) == 0:
			return fmt.Errorf("more is reserved than %s holds: %+v", b.Account, b)
		case b.Account.Clearing() && !b.Debit().IsZero(), b.Account.Clearing() && !open && (b.DebitsPending != 0 || b.CreditsPending != 0):
			return fmt.Errorf("%s does not return to zero: %+v", b.Account, b)
		}
		for _, m := range members {
			if b.Account == ledger.Payable(string(m)) || b.Account == ledger.Recover(string(m)) {
				got[m].add(b.Credit())
				due[m].add(b.Credit())
			}
		}
	}
	for _, m := range members {
		if owed[m].String() != got[m].String() {
			return fmt.Errorf("%s earned %s and has %s", m, owed[m], got[m])
		}
	}
	for _, currency := range []money.Currency{"USD", "EUR"} {
		dues, err := d.store.Dues(ctx, currency)
		if err != nil {
			return err
		}
		for _, d := range dues {
			if holders[d.Earning.ID] != "" {
				return fmt.Errorf("earning %s is due though %s holds it", d.Earning.ID, holders[d.Earning.ID])
			}
			due[d.Earning.MemberID].add(d.Earning.Amount.Neg())
		}
	}
	for _, m := range members {
		if len(due[m]) > 0 {
			return fmt.Errorf("the dues of %s differ from the books by %s", m, due[m])
		}
	}
	return nil
}

// paidAfterAll are the numbers of the payments that were paid after they had
// been cancelled or refused.
func (d *device) paidAfterAll() map[int]bool {
	numbers := map[int]bool{}
	for _, problem := range d.problems() {
		var entry, number int
		var was string
		if n, _ := fmt.Sscanf(problem, "Entry %d: Payment %d was %s and then", &entry, &number, &was); n == 3 {
			numbers[number] = true
		}
	}
	return numbers
}

package probe

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"linkledger/internal/money"
)

// awaitSale waits for the conversion, and looks that it is one, and a test.
func (r *run) awaitSale(ctx context.Context) verdict {
	ours := r.ours(ctx)
	if len(ours) == 0 {
		switch {
		case !r.settled(StepPostback) || !r.settled(StepCommission):
			return wait("Waits for the sale from the relay or from CJ.")
		case !r.state(StepPostback).Good() && !r.state(StepCommission).Good():
			return skip("There is no sale yet that could be here.")
		case !r.overdue(r.Patience.Desk):
			return wait("Waits for the next sync.")
		}
		return notSynced(r.fresh(ctx).Relay).orLater()
	}
	sale := ours[0]
	r.note("Conversion", sale.ID)
	r.note("Status", sale.Status)
	for _, s := range ours {
		if !s.Test {
			return notMarkedTest("conversion")
		}
	}
	r.note("Marked as", "test: left out of figures and payments")
	if !r.settled(StepPostback) || !r.settled(StepCommission) {
		return wait("Waits until both CJ's row and the postback are judged, to see that they make one conversion.")
	}
	if len(ours) > 1 {
		orders := make([]string, len(ours))
		for i, s := range ours {
			orders[i] = s.OrderID
			if orders[i] == "" {
				orders[i] = "without a number"
			}
		}
		return countedTwice(orders)
	}
	return pass()
}

func (r *run) judgeAmounts(ctx context.Context) verdict {
	ours := r.ours(ctx)
	if len(ours) == 0 {
		return skip("The conversion is not here any more.")
	}
	s := ours[0]
	if !s.Stands {
		return skip("Not compared: the sale does not stand, so it comes to nothing. See the next step.")
	}
	r.note("Sale amount", s.Amount.String())
	if s.Row != nil {
		r.note("Network commission", s.Row.Commission.String())
		if s.Row.Terms != "" {
			r.note("CJ's terms", s.Row.Terms)
		}
	}
	r.note("Member payout", s.Payout.String())
	if s.Working != "" {
		r.note("Worked out as", s.Working)
	}
	if v := r.judgeReported(ctx, s); v.state != "" {
		return v
	}
	switch row := s.Row; {
	case row != nil && row.Expected.Currency == row.Commission.Currency && row.Expected != row.Commission:
		return rateDiffers(row.Commission, row.Expected, row.Terms)
	case s.NoRule:
		return noRule()
	case row != nil && row.Commission.Currency == s.Payout.Currency && s.Payout.Minor > row.Commission.Minor:
		return paysMore(s.Payout, row.Commission)
	}
	return pass()
}

// statement is what somebody says that was sold.
type statement struct {
	by     string
	amount money.Amount
}

// judgeReported compares what CJ, its postback and this computer say that was
// sold and what CJ pays for it.
func (r *run) judgeReported(ctx context.Context, s Sale) verdict {
	bought := r.k.Memory.Amount
	if bought.Currency == "" && s.Row != nil {
		bought = s.Row.Sale // nobody told what was paid: CJ's is the best there is
	}
	if bought.Currency == "" {
		return verdict{}
	}
	said := []statement{{"This computer", s.Amount}}
	if s.Row != nil {
		said = append(said, statement{"CJ", s.Row.Sale})
	}
	var payout money.Amount
	calls, err := r.calls(ctx)
	if err != nil && r.past != nil {
		return relaySilent(err)
	}
	for _, p := range calls {
		if !p.Accepted {
			continue
		}
		if p.Currency != "" && !strings.EqualFold(p.Currency, string(bought.Currency)) {
			return currencyDiffers("The postback", strings.ToUpper(p.Currency), string(bought.Currency))
		}
		said = append(said, statement{"The postback", p.read(p.Sale, bought.Currency)})
		payout = p.read(p.Payout, bought.Currency)
	}
	for _, one := range said {
		switch {
		case one.amount.Currency == "":
		case one.amount.Currency != bought.Currency:
			return currencyDiffers(one.by, string(one.amount.Currency), string(bought.Currency))
		case one.amount != bought:
			return amountDiffers(one.by, one.amount, bought)
		}
	}
	if s.Row != nil && payout.Currency == s.Row.Commission.Currency && payout != s.Row.Commission {
		return payoutDiffers(payout, s.Row.Commission)
	}
	return verdict{}
}

// read is an amount of the call; the zero Amount when it says none.
func (p Postback) read(text string, c money.Currency) money.Amount {
	if p.Minor {
		if minor, err := strconv.ParseInt(text, 10, 64); err == nil {
			return money.New(minor, c)
		}
		return money.Amount{}
	}
	amount, err := money.Parse(text, c)
	if err != nil {
		return money.Amount{}
	}
	return amount
}

func (r *run) judgeStatus(ctx context.Context) verdict {
	ours := r.ours(ctx)
	if len(ours) == 0 {
		return skip("The conversion is not here any more.")
	}
	s := ours[0]
	r.note("Our status", s.Status)
	if s.Row != nil {
		r.note("CJ's status", s.Row.Status)
		r.noteTime("Locks", s.Row.LocksAt)
	}
	switch {
	case !s.Stands:
		return declined(s.Why)
	case s.Why != "":
		return undecided(s.Why)
	}
	r.note("Payments", fmt.Sprintf("never: it is a test. A real sale like it would earn %s", s.Payout))
	return pass()
}

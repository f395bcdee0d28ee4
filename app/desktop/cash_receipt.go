package desktop

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// maxReceiptDue is how many rows a proposal shows.
const maxReceiptDue = 500

// Propose says what a payment of CJ would settle, and the difference. Nothing
// is kept; without an amount it says what is expected.
func (c *Cash) Propose(form ReceiptForm) (ReceiptProposal, error) {
	return do(c.app, func(s *session) (ReceiptProposal, error) {
		ctx := context.Background()
		v := ReceiptProposal{Rows: []ReceiptDue{}}
		asked := clean(form.Amount) != ""
		form.Source = affiliate.ReceiptCJ
		if !asked {
			currency, err := s.currency(ctx)
			if err != nil {
				return v, err
			}
			form.Amount = money.New(1, currency).Text() // the least that can be paid
		}
		if form.Day == "" {
			form.Day = s.today()
		}
		receipt, settles, err := s.receiptOf(ctx, form)
		if err != nil {
			return v, err
		}
		expected := money.New(receipt.Settled, receipt.Amount().Currency)
		unexplained, difference := money.New(receipt.Unexplained, expected.Currency), money.New(0, expected.Currency)
		if asked {
			difference.Minor = receipt.Minor - receipt.Unexplained - receipt.Settled
		}
		v.Unexplained, v.Expected, v.Difference, v.Sales = viewMoney(unexplained), viewMoney(expected), viewMoney(difference), receipt.Sales
		v.Words = proposalWords(receipt, asked)
		if asked {
			if receipt.Another {
				like, _, err := s.receiptLike(ctx, receipt)
				if err != nil {
					return v, err
				}
				v.Words += fmt.Sprintf(" Look twice: a payment of %s of %s is recorded already. Record this one only if CJ paid both.", like.Amount(), like.Day)
			}
			if err := s.notYetReceived(ctx, receipt); err != nil {
				v.Known = knownWords(err)
			}
		}
		return v, s.receiptDue(ctx, &v, form, settles)
	})
}

// knownWords is why a payment can't be recorded again.
func knownWords(err error) string {
	var e *affiliate.Error
	if errors.As(err, &e) {
		for _, why := range e.Fields {
			return why
		}
	}
	return err.Error()
}

// proposalWords say what a payment settles.
func proposalWords(r affiliate.Receipt, asked bool) string {
	expected := money.New(r.Settled, r.Amount().Currency)
	settles := fmt.Sprintf("%s on %s", expected, plural(r.Sales, "sale"))
	difference := money.New(r.Minor-r.Unexplained-r.Settled, expected.Currency)
	if r.Unexplained != 0 {
		without := r
		without.Minor, without.Unexplained = r.Minor-r.Unexplained, 0
		return proposalWords(without, asked) + fmt.Sprintf(" %s on the lines that are left out is posted as unexplained.", money.New(r.Unexplained, expected.Currency))
	}
	switch {
	case r.Settled == 0 && r.Sales == 0 && !asked:
		return "Nothing that CJ owes had locked before that day."
	case !asked:
		return "CJ is expected to pay " + settles + "."
	case r.Settled == 0 && r.Sales == 0:
		return fmt.Sprintf("Nothing that CJ owes had locked before that day: all of %s is posted as a difference.", r.Amount())
	case difference.IsZero():
		return "It settles " + settles + ", to the cent."
	case difference.Minor > 0:
		return fmt.Sprintf("It settles %s. CJ pays %s more, which is posted as a difference.", settles, difference)
	case r.WriteOff:
		return fmt.Sprintf("It settles %s. %s are missing and are written off.", settles, difference.Neg())
	}
	return fmt.Sprintf("It settles %s. %s are missing: CJ still owes them.", settles, difference.Neg())
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// receiptDue lists what CJ owes by sale: what the payment settles, and what it
// was told to leave out.
func (s *session) receiptDue(ctx context.Context, v *ReceiptProposal, form ReceiptForm, settles []affiliate.Owing) error {
	owing := settles
	if left := unique(form.Except); len(left) > 0 {
		all, err := s.store.Owing(ctx, money.Currency(v.Expected.Currency))
		if err != nil {
			return err
		}
		for _, o := range all {
			if o.ConversionID != "" && o.Locked && slices.Contains(left, o.ConversionID) {
				owing = append(owing, o)
			}
		}
	}
	type line struct {
		key, locked string
		id          affiliate.ConversionID
		minor       int64
		paid        bool
	}
	var lines []line
	place := map[string]int{}
	for i, o := range owing {
		key := string(o.ConversionID)
		if key == "" {
			key = o.Key
		}
		at, known := place[key]
		if !known {
			at = len(lines)
			place[key] = at
			lines = append(lines, line{key: o.Key, id: o.ConversionID, paid: i < len(settles)})
		}
		lines[at].minor += o.Amount.Minor
		if !o.LocksAt.IsZero() {
			lines[at].locked = max(lines[at].locked, affiliate.Day(o.LocksAt, s.zone()))
			if lines[at].paid {
				v.LockedTo = max(v.LockedTo, lines[at].locked)
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b line) int { return strings.Compare(a.locked+a.key, b.locked+b.key) })
	v.More = max(len(lines)-maxReceiptDue, 0)
	lines = lines[:len(lines)-v.More]
	ids := make([]affiliate.ConversionID, 0, len(lines))
	for _, l := range lines {
		ids = append(ids, l.id)
	}
	conversions, err := s.store.ConversionsByID(ctx, ids)
	if err != nil {
		return err
	}
	byID := make(map[affiliate.ConversionID]affiliate.Conversion, len(conversions))
	for _, c := range conversions {
		byID[c.ID] = c
	}
	names, err := s.names(ctx)
	for _, l := range lines {
		row := ReceiptDue{ConversionID: string(l.id), LockedOn: l.locked, Paid: l.paid, Commission: viewMoney(money.New(l.minor, money.Currency(v.Expected.Currency)))}
		switch conversion, is := byID[l.id]; {
		case is:
			row.OrderID, row.MemberName = conversion.OrderID, whose(names, conversion)
		case strings.HasPrefix(l.key, affiliate.OwingShort):
			row.MemberName = "An earlier payment was short"
		default:
			row.MemberName = "Opening balance"
		}
		v.Rows = append(v.Rows, row)
	}
	return err
}

package payout

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sort"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
)

// Line is one member in a plan.
type Line struct {
	Member      affiliate.Member
	Amount      money.Amount
	Earnings    []affiliate.EarningID
	Conversions int
	Blocked     string // why the member can't be paid now; empty when they can
}

// Plan is who can be paid now, and who can't and why.
type Plan struct {
	Currency  money.Currency
	Available money.Amount
	Lines     []Line
	Stopped   string
}

// Total is the sum of the lines that can be paid.
func (p Plan) Total() money.Amount {
	total := money.New(0, p.Currency)
	for _, line := range p.Lines {
		if line.Blocked == "" {
			total.Minor += line.Amount.Minor
		}
	}
	return total
}

// Plan works out who can be paid in a currency.
func (s *Service) Plan(ctx context.Context, c money.Currency) (Plan, error) {
	plan := Plan{Currency: c}
	dues, err := s.Store.Dues(ctx, c)
	if err != nil {
		return plan, err
	}
	members, err := s.Store.Members(ctx)
	if err != nil {
		return plan, err
	}
	if plan.Available, err = s.Books.Available(ctx, c); err != nil {
		return plan, err
	}
	if plan.Stopped, err = s.Books.Stopped(ctx); err != nil {
		return plan, err
	}
	plan.Lines = Lines(dues, members, c, s.Clock.Now().In(s.Zone()))
	return plan, nil
}

// maxLineEarnings bounds what one line settles, so that a claim and its change
// fit what the relay takes; the rest stays due.
const maxLineEarnings = 500

// Lines adds up what each member is owed, as of an instant in the workspace's
// time zone. What can't be paid of a cause is left out as a whole, unless more
// of it was taken back than is still owed; a member who has only such is blocked
// by the first one's reason.
func Lines(dues []affiliate.Due, members []affiliate.Member, c money.Currency, now time.Time) []Line {
	owed := map[affiliate.DueKey]money.Amount{}
	for _, due := range dues {
		owed[due.Key()] = money.New(owed[due.Key()].Minor+due.Earning.Amount.Minor, c)
	}
	payable := map[affiliate.MemberID][]affiliate.Due{}
	reasons := map[affiliate.MemberID]string{}
	for _, due := range dues {
		member := due.Earning.MemberID
		if why := due.Blocked(owed[due.Key()], now); why == "" {
			payable[member] = append(payable[member], due)
		} else if reasons[member] == "" {
			reasons[member] = why
		}
	}
	var lines []Line
	for _, m := range members {
		if len(payable[m.ID]) == 0 && reasons[m.ID] == "" {
			continue
		}
		line := lineOf(m, oldest(payable[m.ID], owed), c)
		if line.Amount.IsZero() && len(line.Earnings) > 0 && reasons[m.ID] == "" {
			continue // earned and taken back in full: nothing to say
		}
		line.Blocked = blocked(line, reasons[m.ID])
		lines = append(lines, line)
	}
	sort.Slice(lines, func(i, j int) bool {
		if lines[i].Member.Name != lines[j].Member.Name {
			return lines[i].Member.Name < lines[j].Member.Name
		}
		return lines[i].Member.ID < lines[j].Member.ID
	})
	return lines
}

func lineOf(m affiliate.Member, dues []affiliate.Due, c money.Currency) Line {
	line := Line{Member: m, Amount: money.New(0, c)}
	conversions := map[affiliate.ConversionID]bool{"": true} // clicks, adjustments and the like are no sale
	for _, due := range dues {
		line.Amount.Minor += due.Earning.Amount.Minor
		line.Earnings = append(line.Earnings, due.Earning.ID)
		if !conversions[due.Conversion.ID] {
			conversions[due.Conversion.ID] = true
			line.Conversions++
		}
	}
	return line
}

// oldest cuts what a member is owed to what one line may settle, causes as a
// whole: what was taken back first, so that no more is paid than is owed, then
// the oldest, and last what cancels out.
func oldest(dues []affiliate.Due, owed map[affiliate.DueKey]money.Amount) []affiliate.Due {
	if len(dues) <= maxLineEarnings {
		return dues
	}
	type part struct {
		key      affiliate.DueKey
		day      string
		rank     int
		earnings int
	}
	parts := map[affiliate.DueKey]*part{}
	for _, due := range dues {
		key := due.Key()
		if parts[key] == nil {
			parts[key] = &part{key: key, day: due.Earning.Day, rank: rank(owed[key])}
		}
		parts[key].earnings++
	}
	order := slices.SortedFunc(maps.Values(parts), func(a, b *part) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(a.day, b.day), cmp.Compare(a.key.Cause, b.key.Cause))
	})
	chosen, room := map[affiliate.DueKey]bool{}, maxLineEarnings
	for _, p := range order {
		if p.earnings <= room {
			chosen[p.key] = true
			room -= p.earnings
		}
	}
	return slices.DeleteFunc(slices.Clone(dues), func(due affiliate.Due) bool { return !chosen[due.Key()] })
}

func rank(owed money.Amount) int {
	switch {
	case owed.Minor < 0:
		return 0
	case owed.Minor > 0:
		return 1
	default:
		return 2
	}
}

func blocked(line Line, reason string) string {
	switch {
	case len(line.Earnings) == 0:
		return reason
	case line.Amount.Minor < 0:
		return fmt.Sprintf("%s more was taken back than is owed. It is carried forward to the next payment.", line.Amount.Neg())
	case line.Amount.IsZero():
		return "What is owed and what was taken back cancel out."
	case line.Member.Payee == "":
		return "The payee's e-mail address is missing. Add it under Members."
	case !affiliate.IsPayee(line.Member.Payee):
		return fmt.Sprintf("No payment can go to the payee's address %q. Correct it under Members.", line.Member.Payee)
	case !line.Member.Synced:
		return "An edit of this member is not synced yet."
	}
	return ""
}

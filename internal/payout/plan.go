package payout

import (
	"context"
	"fmt"
	"sort"

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
	plan.Lines = Lines(dues, members, c)
	return plan, nil
}

// Lines adds up what each member is owed. A conversion that can't be paid is
// left out as a whole, unless more of it was taken back than is still owed; a
// member who has only such is blocked by the first one's reason.
func Lines(dues []affiliate.Due, members []affiliate.Member, c money.Currency) []Line {
	byMember := map[affiliate.MemberID]*Line{}
	reasons := map[affiliate.MemberID]string{}
	conversions := map[affiliate.ConversionID]bool{}
	owed := map[affiliate.ConversionID]int64{}
	for _, due := range dues {
		owed[due.Conversion.ID] += due.Earning.Amount.Minor
	}
	for _, m := range members {
		byMember[m.ID] = &Line{Member: m, Amount: money.New(0, c)}
	}
	for _, due := range dues {
		line := byMember[due.Earning.MemberID]
		if line == nil {
			continue
		}
		if why := due.Conversion.Blocked(); why != "" && owed[due.Conversion.ID] > 0 {
			if reasons[line.Member.ID] == "" {
				reasons[line.Member.ID] = why
			}
			continue
		}
		line.Amount.Minor += due.Earning.Amount.Minor
		line.Earnings = append(line.Earnings, due.Earning.ID)
		if !conversions[due.Conversion.ID] {
			conversions[due.Conversion.ID] = true
			line.Conversions++
		}
	}
	var lines []Line
	for id, line := range byMember {
		if len(line.Earnings) == 0 && reasons[id] == "" {
			continue
		}
		line.Blocked = blocked(*line, reasons[id])
		if line.Amount.IsZero() && len(line.Earnings) > 0 && reasons[id] == "" {
			continue // earned and taken back in full: nothing to say
		}
		lines = append(lines, *line)
	}
	sort.Slice(lines, func(i, j int) bool {
		if lines[i].Member.Name != lines[j].Member.Name {
			return lines[i].Member.Name < lines[j].Member.Name
		}
		return lines[i].Member.ID < lines[j].Member.ID
	})
	return lines
}

func blocked(line Line, reason string) string {
	switch {
	case len(line.Earnings) == 0:
		return reason
	case line.Amount.Minor < 0:
		return fmt.Sprintf("CJ took back %s more than is owed. It is carried forward to the next payment.", line.Amount.Neg())
	case line.Amount.IsZero():
		return "What is owed and what CJ took back cancel out."
	case line.Member.Payee == "":
		return "The payee's e-mail address is missing. Add it under Members."
	case !line.Member.Synced:
		return "An edit of this member is not synced yet."
	}
	return ""
}

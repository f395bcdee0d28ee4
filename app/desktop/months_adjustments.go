package desktop

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
	"linkledger/internal/report"
)

// Adjustments are those of a closed month: what became known of it later.
func (m *Months) Adjustments(month string) (MonthAdjustments, error) {
	return do(m.app, func(s *session) (MonthAdjustments, error) {
		list, err := s.adjustments(context.Background(), adjustmentsAsked{})
		return list.only(func(a MonthAdjustment) bool { return a.Month == month }), err
	})
}

// Among are the adjustments that stand among the figures of a report: by its
// days, its filters and what was known on the day that it looks back to.
func (m *Months) Among(question ReportQuestion) (MonthAdjustments, error) {
	return do(m.app, func(s *session) (MonthAdjustments, error) {
		q := question.query()
		// Clicks have no adjustments: what narrows them alone leaves none.
		q.Where = slices.DeleteFunc(q.Where, func(f report.Filter) bool { return f.Dimension == report.Adjustment })
		list, err := s.adjustments(context.Background(), adjustmentsAsked{where: q.Where, asOf: q.AsOf})
		return list.only(func(a MonthAdjustment) bool {
			day := a.Known
			if q.Basis == report.BySaleDay {
				day = a.SaleDay
			}
			return (q.Period.From == "" || day >= q.Period.From) && (q.Period.To == "" || day <= q.Period.To)
		}), err
	})
}

// adjustmentsAsked narrows adjustments; the zero value asks for all.
type adjustmentsAsked struct {
	where []report.Filter
	asOf  string
}

// only are those that hold a condition.
func (v MonthAdjustments) only(holds func(MonthAdjustment) bool) MonthAdjustments {
	left := MonthAdjustments{Rows: []MonthAdjustment{}, Totals: []MonthAfter{}}
	for _, row := range v.Rows {
		if holds(row) {
			left.Rows = append(left.Rows, row)
		}
	}
	by := map[string]*sumOfMoved{}
	for _, row := range left.Rows {
		c := row.Figures.Currency
		if by[c] == nil {
			by[c] = &sumOfMoved{}
		}
		by[c].add(row.Figures)
	}
	for c, sum := range by {
		left.Totals = append(left.Totals, MonthAfter{Adjustments: sum.rows, Figures: sum.view(money.Currency(c))})
	}
	slices.SortFunc(left.Totals, func(a, b MonthAfter) int { return cmp.Compare(a.Figures.Currency, b.Figures.Currency) })
	return left
}

type sumOfMoved struct {
	rows, conversions         int
	sales, commission, payout int64
}

func (s *sumOfMoved) add(f MonthFigures) {
	minor := func(m Money) int64 {
		n, _ := strconv.ParseInt(m.Minor, 10, 64) // of viewMoney
		return n
	}
	s.rows++
	s.conversions += f.Conversions
	s.sales, s.commission, s.payout = s.sales+minor(f.Sales), s.commission+minor(f.Commission), s.payout+minor(f.Payout)
}

func (s *sumOfMoved) view(c money.Currency) MonthFigures {
	amount := func(minor int64) Money { return viewMoney(money.New(minor, c)) }
	return MonthFigures{Currency: string(c), Conversions: s.conversions, Sales: amount(s.sales), Commission: amount(s.commission),
		Payout: amount(s.payout), Margin: amount(s.commission - s.payout)}
}

// adjustments are all that became known of closed months, the newest first.
func (s *session) adjustments(ctx context.Context, asked adjustmentsAsked) (v MonthAdjustments, err error) {
	to := cube.Day(1 << 30)
	if asked.asOf != "" {
		if to, err = cube.DayOf(asked.asOf); err != nil {
			return v, field("asOf", "Enter the day as YYYY-MM-DD.")
		}
	}
	list, words, err := s.store.MonthAdjustments(ctx, 0, min(to, 2_932_896)) // 9999-12-31
	if err != nil || len(list) == 0 {
		return v, err
	}
	explorer, err := s.explorer(ctx)
	if err != nil {
		return v, err
	}
	holds, err := explorer.Holds(ctx, asked.where)
	if err != nil {
		return v, err
	}
	all := make([]string, 0, len(list))
	for _, a := range list {
		all = append(all, a.Cause)
	}
	named, err := s.causesNamed(ctx, all)
	if err != nil {
		return v, err
	}
	for _, a := range slices.Backward(list) {
		sales := slices.DeleteFunc(slices.Clone(a.Sales), func(sale cube.Sale) bool { return !holds(sale) })
		for _, moved := range report.MovedBy(sales, words) {
			v.Rows = append(v.Rows, viewAdjustment(a.Known, a.Cause, a.Why, moved, named))
		}
	}
	return v, nil
}

func viewAdjustment(known cube.Day, cause string, why []string, m report.Moved, named causes) MonthAdjustment {
	kind, id, _ := strings.Cut(cause, ":")
	v := MonthAdjustment{Known: known.String(), Month: m.Month, MonthName: monthName(m.Month), SaleDay: m.SaleDay.String(), CauseKind: kind, CauseID: id,
		Title: named.title(cause), MemberName: named.names.members[affiliate.MemberID(m.Member)], OfferName: named.names.offers[affiliate.OfferID(m.Offer)],
		StatusBefore: m.StatusBefore, Status: m.Status, Why: []string{}}
	v.Why = append(v.Why, why...)
	if len(why) == 0 && kind == "adjustment" {
		what, _ := named.line(cause)
		v.Why = append(v.Why, what)
	}
	v.Figures = MonthFigures{Currency: string(m.Currency), Conversions: int(m.Conversions), Sales: viewMoney(m.Sales), Commission: viewMoney(m.Commission),
		Payout: viewMoney(m.Payout), Margin: viewMoney(m.Margin())}
	return v
}

package desktop

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/cube"
	"linkledger/internal/money"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// Months closes the figures of months, and tells what came after.
type Months struct{ app *App }

// List are all months since the first of which anything is known.
func (m *Months) List() (MonthsView, error) {
	return do(m.app, func(s *session) (MonthsView, error) { return s.months(context.Background()) })
}

// Save closes a month, or opens it again.
func (m *Months) Save(form MonthForm) (MonthsView, error) {
	return do(m.app, func(s *session) (MonthsView, error) {
		ctx := context.Background()
		if err := s.saveMonth(ctx, form); err != nil {
			return MonthsView{}, err
		}
		return s.months(ctx)
	})
}

func (s *session) saveMonth(ctx context.Context, form MonthForm) error {
	form.Reason = clean(form.Reason)
	known, err := s.store.Known(ctx)
	switch {
	case err != nil:
		return err
	case !affiliate.IsMonth(form.Month):
		return field("month", "Enter the month as YYYY-MM.")
	case !form.Close && form.Reason == "":
		return field("reason", "Say why: whoever has a report of this month will ask.")
	case form.Close && s.today() <= monthEnd(form.Month).String():
		return affiliate.Errorf(affiliate.Conflict, "%s is not over yet.", monthName(form.Month)).WithHint("It can be closed from the day after its last one.")
	case form.Close && known <= monthEnd(form.Month).String() && s.silent(known):
		return affiliate.Errorf(affiliate.Conflict, "Nothing has come from the relay since %s, so nobody can tell that %s is over.", orElse(known, "the beginning"), monthName(form.Month)).
			WithHint("Let it sync first: a month is closed by what all devices know of it.")
	}
	stands, err := s.store.VersionSeen(ctx, affiliate.NounMonthClose, form.Month)
	if err != nil {
		return err
	}
	if form.Seen != stands {
		return affiliate.Errorf(affiliate.Conflict, "Somebody has closed or opened %s since you looked.", monthName(form.Month)).
			WithHint("Nothing was changed. Look at how it stands now.")
	}
	b := s.batch()
	if err := s.addGuarded(ctx, b, change(affiliate.NounMonthClose, form.Month, affiliate.MonthClose{Closed: form.Close, Reason: form.Reason}), stands); err != nil {
		return err
	}
	return s.enqueue(ctx, b)
}

// silent reports whether a day is so long ago that the log does not believe this
// computer's clock any more.
func (s *session) silent(known string) bool {
	last, err := cube.DayOf(known)
	return err != nil || cube.DayIn(s.clock.Now(), s.zone()) > last+store.AheadAtMost
}

// monthEnd is a month's last day.
func monthEnd(month string) cube.Day {
	first, err := cube.DayOf(month + "-01")
	if err != nil {
		return 0
	}
	return cube.DayIn(first.Time().AddDate(0, 1, -1), first.Time().Location())
}

func (s *session) months(ctx context.Context) (MonthsView, error) {
	v := MonthsView{Zone: s.zone().String(), Months: []MonthRow{}}
	var err error
	if v.Known, err = s.store.Known(ctx); err != nil {
		return v, err
	}
	explorer, err := s.explorer(ctx)
	if err != nil {
		return v, err
	}
	result, err := explorer.Explore(ctx, report.Query{By: []report.Dimension{report.Month}, Measure: monthMeasures, Fill: true, Limit: report.MaxLimit,
		Period: report.Period{To: s.today()}})
	if err != nil {
		return v, err
	}
	rows := map[string]*MonthRow{}
	for i, table := range result.Tables {
		for _, row := range table.Rows {
			month := row.Labels[0].ID
			if rows[month] == nil {
				rows[month] = &MonthRow{Month: month, Name: monthName(month), State: "open", Synced: true, Last: monthEnd(month).String(),
					Events: []MonthEvent{}, Figures: []MonthFigures{}, After: []MonthAfter{}}
			}
			if f := monthFigures(row.Total, table.Currency); i == 0 || f.some() {
				rows[month].Figures = append(rows[month].Figures, f)
			}
		}
	}
	if err := s.monthEvents(ctx, rows); err != nil {
		return v, err
	}
	moved, err := s.adjustments(ctx, adjustmentsAsked{})
	if err != nil {
		return v, err
	}
	for month, row := range rows {
		row.After = moved.only(func(a MonthAdjustment) bool { return a.Month == month }).Totals
		if row.State == "open" && row.Last >= s.today() {
			row.State = "running"
		}
		v.Months = append(v.Months, *row)
	}
	slices.SortFunc(v.Months, func(a, b MonthRow) int { return cmp.Compare(b.Month, a.Month) })
	return v, nil
}

// monthMeasures are the figures of a month, as MonthFigures has them.
var monthMeasures = []report.Measure{report.Conversions, report.SaleAmount, report.NetworkCommission, report.Payout, report.Margin}

func monthFigures(cells []report.Cell, c money.Currency) MonthFigures {
	amount := func(i int) Money {
		v := cells[i].Value.Money
		return viewMoney(money.New(v.Minor, c))
	}
	return MonthFigures{Currency: string(c), Conversions: int(cells[0].Value.Count), Sales: amount(1), Commission: amount(2), Payout: amount(3), Margin: amount(4)}
}

// some reports whether anything is in it.
func (f MonthFigures) some() bool {
	return f.Conversions != 0 || strings.Trim(f.Sales.Minor+f.Commission.Minor+f.Payout.Minor, "0") != ""
}

// monthEvents puts in when months were closed and opened.
func (s *session) monthEvents(ctx context.Context, rows map[string]*MonthRow) error {
	closes, err := s.store.MonthCloses(ctx)
	if err != nil {
		return err
	}
	months := make([]string, 0, len(rows))
	for month := range rows {
		months = append(months, month)
	}
	seen, err := s.store.VersionsSeen(ctx, affiliate.NounMonthClose, months)
	if err != nil {
		return err
	}
	for month, row := range rows {
		row.Seen = seen[month]
	}
	for _, c := range closes {
		row := rows[c.Month]
		if row == nil {
			continue
		}
		e := MonthEvent{Closed: c.Closed, At: c.At, Day: c.Day, Reason: c.Reason, Synced: c.Synced, Who: "you"}
		if c.Synced && c.Actor != s.actor {
			if e.Who, err = s.deviceName(ctx, c.Device); err != nil {
				return err
			}
		}
		row.Events = slices.Insert(row.Events, 0, e)
		if row.State, row.AsOf, row.Synced = "open", "", c.Synced; c.Closed {
			row.State, row.AsOf = "closed", c.Day
		}
	}
	return nil
}

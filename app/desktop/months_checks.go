package desktop

import (
	"context"
	"fmt"
	"strings"

	"linkledger/internal/affiliate"
	"linkledger/internal/report"
	"linkledger/internal/store"
)

// Checks are what a person looks at before a month is closed. None of it forbids
// to close: whatever comes later counts as an adjustment.
func (m *Months) Checks(month string) ([]MonthCheck, error) {
	return do(m.app, func(s *session) ([]MonthCheck, error) {
		if !affiliate.IsMonth(month) {
			return nil, field("month", "Enter the month as YYYY-MM.")
		}
		return s.monthChecks(context.Background(), month)
	})
}

func (s *session) monthChecks(ctx context.Context, month string) ([]MonthCheck, error) {
	period := report.Period{From: month + "-01", To: monthEnd(month).String()}
	conversions := "/conversions?period=" + period.From + ".." + period.To
	cj, err := s.cjCheck(ctx, period.To)
	if err != nil {
		return nil, err
	}
	synced, err := s.syncedCheck(ctx)
	if err != nil {
		return nil, err
	}
	unlocked, detail, err := s.unlocked(ctx, period)
	if err != nil {
		return nil, err
	}
	list := []MonthCheck{synced, cj, countCheck("locked", unlocked, "CJ has locked all conversions", "%s not locked by CJ yet", detail+" CJ may still change them.", conversions+"&status=pending,approved,on_hold")}
	for _, c := range []struct {
		status     affiliate.Status
		none, some string
		detail     string
	}{
		{affiliate.StatusUnresolved, "No conversion is unresolved", "%s unresolved", "Reports of them contradict each other, so they count nowhere yet."},
		{affiliate.StatusOnHold, "No conversion is on hold", "%s on hold", "They count, and somebody still has to decide."},
	} {
		n, err := s.withStatus(ctx, period, c.status)
		if err != nil {
			return nil, err
		}
		list = append(list, countCheck(string(c.status), n, c.none, c.some, c.detail, conversions+"&status="+string(c.status)))
	}
	books, err := s.store.Books(ctx)
	if err != nil {
		return nil, err
	}
	checks, err := s.checksOf(ctx, books)
	if err != nil {
		return nil, err
	}
	failing := MonthCheck{Key: "books", OK: true, Text: "The books hold", To: "/books"}
	for _, c := range checks {
		if !c.OK {
			failing.OK, failing.Text = false, "The books don’t hold"
			failing.Detail = strings.TrimSpace(failing.Detail + " " + c.Title + ": " + c.Detail)
		}
	}
	return append(list, failing), nil
}

// countCheck is a check of how many conversions something is true of.
func countCheck(key string, n int, none, some, detail, to string) MonthCheck {
	if n == 0 {
		return MonthCheck{Key: key, OK: true, Text: none, To: to}
	}
	many := fmt.Sprintf("%d conversions are", n)
	if n == 1 {
		many = "1 conversion is"
	}
	return MonthCheck{Key: key, Text: fmt.Sprintf(some, many), Detail: detail, To: to}
}

// cjCheck tells whether CJ was read after the month was over.
func (s *session) cjCheck(ctx context.Context, last string) (MonthCheck, error) {
	c := MonthCheck{Key: "cj", OK: true, Text: "CJ was read after the month was over", To: "/reconciliation"}
	_, at, err := s.factsAsOf(ctx)
	switch {
	case err != nil:
		return c, err
	case at.IsZero():
		c.OK, c.Text, c.Detail = false, "CJ was never read", "What CJ locked, corrected or added is not known here."
	case affiliate.Day(at, s.zone()) <= last:
		c.OK, c.Text = false, "CJ was last read before the month was over"
		c.Detail = fmt.Sprintf("That was on %s; sales of the days after are missing.", s.moment(at))
	}
	return c, nil
}

// syncedCheck tells whether everything of this device is in the log.
func (s *session) syncedCheck(ctx context.Context) (MonthCheck, error) {
	n, err := s.store.Pending(ctx)
	c := MonthCheck{Key: "synced", OK: n == 0, Text: "Everything is synced", To: "/settings"}
	if n > 0 {
		c.Text, c.Detail = fmt.Sprintf("%d changes of this device are not synced yet", n), "What they change of the month counts as an adjustment, if it is closed before them."
	}
	return c, err
}

// unlocked counts the conversions that CJ may still change, with what they come
// to.
func (s *session) unlocked(ctx context.Context, period report.Period) (n int, detail string, err error) {
	explorer, err := s.explorer(ctx)
	if err != nil {
		return 0, "", err
	}
	result, err := explorer.Explore(ctx, report.Query{Period: period, Measure: []report.Measure{report.Conversions, report.SaleAmount},
		Where: []report.Filter{{Dimension: report.Stage, Values: []string{"0", "1"}}}}) // reported or tracked
	if err != nil {
		return 0, "", err
	}
	var sums []string
	for _, t := range result.Tables {
		if count := int(t.Total.Total[0].Value.Count); count > 0 {
			n += count
			sums = append(sums, t.Total.Total[1].Value.Money.String())
		}
	}
	return n, "They come to " + strings.Join(sums, " and ") + " of sales.", nil
}

func (s *session) withStatus(ctx context.Context, period report.Period, status affiliate.Status) (n int, err error) {
	sums, err := s.store.SumConversions(ctx, store.ConversionFilter{From: period.From, To: period.To, Statuses: []affiliate.Status{status}, NoTests: true})
	for _, sum := range sums {
		n += sum.Conversions
	}
	return n, err
}

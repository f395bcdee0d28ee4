package desktop

import (
	"context"
	"slices"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
	"linkledger/internal/report"
)

// Why says where a figure of a report comes from: its formula with the numbers
// put in, the conversions and rules behind it, and how fresh its sources are.
func (r *Reports) Why(q WhyQuestion) (WhyView, error) {
	return do(r.app, func(s *session) (WhyView, error) {
		ctx := context.Background()
		explorer, err := s.explorer(ctx)
		if err != nil {
			return WhyView{}, err
		}
		e, err := explorer.Why(ctx, q.Question.query(), q.Cell.ref())
		if err != nil {
			return WhyView{}, err
		}
		v := viewExplanation(e)
		v.Currency = q.Cell.Currency
		if v.Sources, err = s.whySources(ctx); err != nil {
			return v, err
		}
		return v, s.whyRows(ctx, &v, e)
	})
}

func (c ReportCellRef) ref() report.CellRef {
	ref := report.CellRef{Currency: money.Currency(c.Currency), Measure: report.Measure(c.Measure), Before: c.Before}
	if len(c.Row) > 0 {
		ref.Row = c.Row
	}
	if c.OneColumn {
		ref.Column = &c.Column
	}
	return ref
}

func viewExplanation(e report.Explanation) WhyView {
	v := WhyView{Label: e.Measure.Label, Explanation: e.Measure.Explanation, Unit: string(e.Measure.Unit), Value: viewFigure(e.Value), Formula: e.Formula,
		Numbers: e.Numbers, Terms: []WhyTerm{}, Rounding: e.Rounding, Period: Period(e.Period), Basis: e.Basis, AsOf: e.AsOf, Filters: e.Where,
		Notes: viewReportNotes(e.Notes), Rows: []WhyRows{}, Rules: []WhyRule{}, Accounts: []WhyAccount{}}
	for _, t := range e.Over {
		v.Terms = append(v.Terms, WhyTerm{Name: t.Name, Unit: string(t.Value.Unit), Value: viewFigure(t.Value)})
	}
	for _, t := range e.Under {
		v.Terms = append(v.Terms, WhyTerm{Name: t.Name, Unit: string(t.Value.Unit), Value: viewFigure(t.Value), Under: true})
	}
	return v
}

// whySources are where all figures come from, with the time that each was read last.
func (s *session) whySources(ctx context.Context) ([]WhySource, error) {
	list := []WhySource{{Name: "Clicks and postbacks, from the relay"}, {Name: "Commissions, from CJ"}}
	for i, note := range []string{ingest.NoteRelayAsOf, ingest.NoteCJAsOf} {
		asOf, err := s.store.Noted(ctx, note)
		if err != nil {
			return nil, err
		}
		list[i].AsOf = asOf
	}
	return list, nil
}

// byRules are the measures that payout rules have a part in.
var byRules = []report.Measure{report.Payout, report.PayoutPending, report.PayoutDue, report.PayoutSending, report.PayoutPaid, report.Margin, report.EPC, report.EPC100,
	report.ROAS, report.PayoutPerMember, report.MembersDue}

// whyRows adds the conversions behind a figure, and the rules by which they paid.
func (s *session) whyRows(ctx context.Context, v *WhyView, e report.Explanation) error {
	if e.Rows == nil {
		return nil
	}
	rows := WhyRows{Filter: conversionsBehind(*e.Rows)}
	f, err := s.conversionFilter(ctx, rows.Filter)
	if err != nil {
		return err
	}
	f.Limit = 1
	if _, rows.Count, err = s.store.Conversions(ctx, f); err != nil {
		return err
	}
	v.Rows = append(v.Rows, rows)
	if !slices.Contains(byRules, e.Measure.Measure) {
		return nil
	}
	uses, err := s.store.RulesBehind(ctx, f)
	if err != nil {
		return err
	}
	names, err := s.ruleNames(ctx)
	if err != nil {
		return err
	}
	versions := map[affiliate.OfferID]map[affiliate.RuleID]map[int]affiliate.Rule{}
	for _, u := range uses {
		if versions[u.Offer] == nil {
			if versions[u.Offer], err = s.rulesByVersion(ctx, u.Offer); err != nil {
				return err
			}
		}
		rule, known := versions[u.Offer][u.Rule][u.Version]
		row := WhyRule{OfferID: string(u.Offer), OfferName: names.offers[u.Offer], Version: u.Version, Words: "Paid by hand, by no rule", Payouts: u.Payouts, Amount: viewMoney(u.Amount)}
		if known {
			row.For, row.ValidFrom, row.Words = names.of(rule), rule.ValidFrom, rule.Words()
		}
		v.Rules = append(v.Rules, row)
	}
	return nil
}

func (s *session) rulesByVersion(ctx context.Context, offer affiliate.OfferID) (map[affiliate.RuleID]map[int]affiliate.Rule, error) {
	list, err := s.store.RuleVersions(ctx, offer)
	by := map[affiliate.RuleID]map[int]affiliate.Rule{}
	for _, version := range list {
		if by[version.ID] == nil {
			by[version.ID] = map[int]affiliate.Rule{}
		}
		by[version.ID][version.Version] = version.Rule
	}
	return by, err
}

// conversionsBehind is the filter of the list that shows what a figure counts.
func conversionsBehind(rows report.ConversionRows) ConversionFilter {
	f := ConversionFilter{Period: Period(rows.Period), Currency: string(rows.Currency), NoTests: true, Where: []ReportFilter{}}
	for i, status := range rows.Statuses {
		if i > 0 {
			f.Status += ","
		}
		f.Status += status
	}
	for _, w := range rows.Where {
		if into := f.plain(w); into != nil {
			*into = w.Values[0]
			continue
		}
		f.Where = append(f.Where, ReportFilter{Dimension: string(w.Dimension), Values: w.Values, Not: w.Not})
	}
	return f
}

// plain is the filter's own field for one value of a dimension, while it is free.
func (f *ConversionFilter) plain(w report.Filter) *string {
	if w.Not || len(w.Values) != 1 || w.Values[0] == "" {
		return nil
	}
	var into *string
	switch w.Dimension {
	case report.Offer:
		into = &f.OfferID
	case report.Member:
		into = &f.MemberID
	case report.Link:
		into = &f.LinkID
	}
	if into == nil || *into != "" {
		return nil
	}
	return into
}

package desktop

import (
	"context"

	"linkledger/internal/affiliate"
	"linkledger/internal/ingest"
	"linkledger/internal/report"
)

// Reports shows figures.
type Reports struct{ app *App }

// SalesTracking is the home screen for a period of sale days.
func (r *Reports) SalesTracking(period Period) (SalesTracking, error) {
	return do(r.app, func(s *session) (SalesTracking, error) {
		ctx := context.Background()
		v := SalesTracking{Totals: []SalesTotals{}, Rows: []SalesRow{}, TimeZone: s.zone().String()}
		for _, day := range []string{period.From, period.To} {
			if day != "" && !affiliate.IsDay(day) {
				return v, affiliate.Errorf(affiliate.Invalid, "Enter days as YYYY-MM-DD.")
			}
		}
		groups, err := s.groupNames(ctx)
		if err != nil {
			return v, err
		}
		explorer, err := s.explorer(ctx)
		if err != nil {
			return v, err
		}
		reports, err := explorer.Tracking(ctx, report.Period{From: period.From, To: period.To})
		if err != nil {
			return v, err
		}
		for _, r := range reports {
			v.Totals = append(v.Totals, viewTotals(r))
			for _, row := range r.Rows {
				v.Rows = append(v.Rows, SalesRow{MemberID: row.Member.ID, MemberName: row.Member.Name, Group: groups[affiliate.GroupID(row.Member.Group)], Currency: string(r.Currency),
					Clicks: row.Clicks, UniqueClicks: row.Unique, Conversions: row.Conversions, ConversionRate: row.ConversionRate(), Sales: viewMoney(row.Sale),
					NetworkCommission: viewMoney(row.Commission), Earned: viewMoney(row.Earned), Pending: viewMoney(row.Pending), Due: viewMoney(row.Due), Paid: viewMoney(row.Paid)})
			}
		}
		if v.RelayAsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
			return v, err
		}
		v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf)
		return v, err
	})
}

func viewTotals(r report.SalesTracking) SalesTotals {
	t := r.Totals
	return SalesTotals{Currency: string(r.Currency), Members: t.Members, MembersWithConversions: t.MembersWithConversions, Clicks: t.Clicks, UniqueClicks: t.Unique,
		Conversions: t.Conversions, Sales: viewMoney(t.Sale), SalesPerMember: viewMoney(t.SalePerMember()), NetworkCommission: viewMoney(t.Commission),
		Earned: viewMoney(t.Earned), EarnedPerMember: viewMoney(t.EarnedPerMember()), Due: viewMoney(t.Due), MembersDue: t.MembersDue}
}

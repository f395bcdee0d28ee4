package desktop

import (
	"context"
	"math/big"

	"linkledger/internal/affiliate"
	"linkledger/internal/clickquality"
	"linkledger/internal/cube"
	"linkledger/internal/ingest"
	"linkledger/internal/money"
)

// Get is the screen for a period of days; open ends are the first day of which
// anything is known, and today.
func (q *Quality) Get(period Period) (QualityView, error) {
	return do(q.app, func(s *session) (QualityView, error) { return s.quality(context.Background(), period) })
}

func (s *session) quality(ctx context.Context, asked Period) (QualityView, error) {
	v := QualityView{TimeZone: s.zone().String(), Reasons: []QualityReason{}, Days: []QualityDay{}, Notes: []QualityNote{}, Thresholds: viewThresholds()}
	for _, rows := range []*QualityRows{&v.Offers, &v.Members, &v.Links} {
		rows.Rows = []QualityRow{}
	}
	var err error
	if v.RelayAsOf, err = s.store.Noted(ctx, ingest.NoteRelayAsOf); err != nil {
		return v, err
	}
	if v.CJAsOf, err = s.store.Noted(ctx, ingest.NoteCJAsOf); err != nil {
		return v, err
	}
	links, err := s.store.Links(ctx)
	if err != nil {
		return v, err
	}
	facts, now, before, err := s.qualityFacts(ctx, asked, links)
	if err != nil {
		return v, err
	}
	v.Period = viewPeriod(now)
	if before.To >= before.From {
		v.Before = viewPeriod(before)
	}
	names, err := s.names(ctx)
	if err != nil {
		return v, err
	}
	t := newQualityTable(links, names)
	t.count(facts.ByLink(now), false)
	if v.Before.From != "" {
		t.count(facts.ByLink(before), true)
	}
	t.into(&v)
	v.Days = t.days(facts.ByDay(now), now)
	for _, n := range clickquality.Look(facts.Members(now, before)) {
		v.Notes = append(v.Notes, viewNote(n, names))
	}
	return v, nil
}

// qualityFacts are the cube and the links, and the days that are asked for and
// compared with.
func (s *session) qualityFacts(ctx context.Context, asked Period, links []affiliate.Link) (f clickquality.Facts, now, before clickquality.Period, err error) {
	for name, day := range map[string]string{"from": asked.From, "to": asked.To} {
		if day != "" && !affiliate.IsDay(day) {
			return f, now, before, field(name, "Enter the day as YYYY-MM-DD.")
		}
	}
	today, err := cube.DayOf(s.today())
	if err != nil {
		return f, now, before, err
	}
	now = clickquality.Period{From: today - 27, To: today}
	if asked.To != "" {
		if now.To, err = cube.DayOf(asked.To); err != nil {
			return f, now, before, err
		}
		now.To = min(now.To, today)
	}
	whole, err := s.store.Cube(ctx, now.To, now.To) // which days there are at all
	if err != nil {
		return f, now, before, err
	}
	first := min(whole.First, today)
	now.From = first
	if asked.From != "" {
		if now.From, err = cube.DayOf(asked.From); err != nil {
			return f, now, before, err
		}
	}
	if now.From > now.To {
		return f, now, before, affiliate.Errorf(affiliate.Invalid, "The first day comes after the last.").WithHint("Exchange them.")
	}
	before = now.Before(first)
	c, err := s.store.Cube(ctx, min(before.From, now.From), now.To)
	if err != nil {
		return f, now, before, err
	}
	f = clickquality.Facts{Cube: c.Cube, Words: c.Words, Standing: []string{string(affiliate.StatusPending), string(affiliate.StatusApproved), string(affiliate.StatusOnHold)}}
	for _, l := range links {
		f.Links = append(f.Links, clickquality.Link{Number: l.Number, Member: string(l.MemberID), Test: l.Test})
	}
	return f, now, before, nil
}

func viewPeriod(p clickquality.Period) Period {
	return Period{From: p.From.String(), To: p.To.String()}
}

func viewNote(n clickquality.Note, names names) QualityNote {
	v := QualityNote{Kind: string(n.Kind), MemberID: n.Subject, MemberName: names.members[affiliate.MemberID(n.Subject)], Value: n.Value,
		Part: int(n.Part), Of: int(n.Of), PartBefore: int(n.PartBase), OfBefore: int(n.OfBase), General: n.General, Seconds: int(n.Seconds),
		Days: n.Days, DaysBefore: n.DaysBase}
	if n.Currency != "" {
		v.Hundred, v.HundredWas = perHundred(n.Amount, n.Of, n.Currency), perHundred(n.AmountBase, n.OfBase, n.Currency)
	}
	return v
}

// perHundred is what a hundred clicks brought, rounded half to even.
func perHundred(minor, clicks int64, currency string) Money {
	c := money.Currency(currency)
	if clicks <= 0 {
		return viewMoney(money.New(0, c))
	}
	hundredfold, twice := new(big.Int).Mul(big.NewInt(minor), big.NewInt(100)), big.NewInt(2)
	whole, rest := new(big.Int).DivMod(hundredfold, big.NewInt(clicks), new(big.Int))
	if half := rest.Mul(rest, twice).Cmp(big.NewInt(clicks)); half > 0 || half == 0 && whole.Bit(0) == 1 {
		whole.Add(whole, big.NewInt(1))
	}
	return viewMoney(money.New(whole.Int64(), c))
}

func viewThresholds() []QualityThreshold {
	list := []QualityThreshold{}
	for _, t := range clickquality.Thresholds() {
		list = append(list, QualityThreshold{Kind: string(t.Kind), Least: int(t.Least), Base: int(t.Base), Percent: int(t.Percent), Times: int(t.Times), General: t.General})
	}
	return list
}

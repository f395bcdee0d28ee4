package ingest_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/affiliate"
	"linkledger/internal/earnings"
	"linkledger/internal/ledger"
	"linkledger/internal/money"
	"linkledger/internal/relayapi"
)

// payoutScene is a scene whose facts are also kept plainly, so that what everybody
// should have can be worked out by one replay over all of it.
type payoutScene struct {
	*scene
	*rand.Rand
	rules  []affiliate.Rule
	groups []fact
	codes  []fact
	clicks map[affiliate.ClickDay]int64
	rows   []affiliate.CommissionRow
	bonus  map[affiliate.ConversionID]map[affiliate.MemberID]int64
	links  map[int64]affiliate.Link
	later  []affiliate.Link // that sales come by before they are made
	serial int
}

type fact struct{ subject, since, value string }

// on is what counts of a subject on a day: the log's order decides.
func on(facts []fact, subject, day string) (value string) {
	for _, f := range facts {
		if f.subject == subject && f.since <= day {
			value = f.value
		}
	}
	return value
}

func (p *payoutScene) id(kind string) string {
	p.serial++
	return fmt.Sprintf("%s%06d", kind, p.serial)
}

func newPayoutScene(t testing.TB, seed uint64) *payoutScene {
	p := &payoutScene{scene: newScene(t), Rand: rand.New(rand.NewPCG(seed, 4)), clicks: map[affiliate.ClickDay]int64{}, bonus: map[affiliate.ConversionID]map[affiliate.MemberID]int64{}, links: map[int64]affiliate.Link{}}
	for _, l := range links {
		p.links[l.Number] = l
	}
	for number := int64(6); number < 9; number++ {
		p.later = append(p.later, affiliate.Link{Number: number, Code: p.id("code"), OfferID: one(p, percentOffer, flatOffer), MemberID: members[p.IntN(3)], Status: affiliate.Active})
	}
	for _, offer := range []affiliate.OfferID{percentOffer, flatOffer} {
		list, err := p.a.store.Rules(context.Background(), offer)
		if err != nil {
			t.Fatal(err)
		}
		p.rules = append(p.rules, list...)
	}
	return p
}

func (p *payoutScene) day() string { return affiliate.Day(p.now, p.a.syncer.Fold.Zone) }

func one[T any](p *payoutScene, from ...T) T { return from[p.IntN(len(from))] }

// publish draws a version of a rule, for some in the past.
func (p *payoutScene) publish() {
	r := affiliate.Rule{ID: affiliate.RuleID(one(p, "ruleaaaaaaaaaaaa", "rulebbbbbbbbbbbb", "rulecccccccccccc")), OfferID: percentOffer, Currency: "USD",
		Level: affiliate.LevelOffer, ValidFrom: one(p, "", p.day(), affiliate.Day(p.now.AddDate(0, 0, -9), time.UTC))}
	switch p.IntN(4) {
	case 0:
		r.Level, r.Subject = affiliate.LevelMember, string(members[p.IntN(2)])
	case 1:
		r.Level, r.Subject = affiliate.LevelGroup, one(p, "groupone", "grouptwo")
	}
	period := one(p, affiliate.PeriodDay, affiliate.PeriodMonth, affiliate.PeriodLifetime)
	switch r.Option = one(p, affiliate.PayoutPercent, affiliate.PayoutFlat, affiliate.PayoutFlatPercent, affiliate.PayoutShare, affiliate.PayoutClick); r.Option {
	case affiliate.PayoutClick:
		r.FlatMinor = 25
	default:
		r.Percent, r.FlatMinor = one(p, "5", "7.5", "12.25"), one[int64](p, 100, 250)
		switch p.IntN(4) {
		case 0:
			r.Tiers = affiliate.Tiers{By: affiliate.CountSales, Period: period, Whole: p.IntN(2) == 0, Steps: []affiliate.Step{{From: 30_000, Percent: "20", FlatMinor: 500}, {From: 90_000, Percent: "30", FlatMinor: 900}}}
		case 1:
			r.Tiers = affiliate.Tiers{By: affiliate.CountConversions, Period: period, Whole: p.IntN(2) == 0, Steps: []affiliate.Step{{From: 2, Percent: "15", FlatMinor: 300}, {From: 5, Percent: "25", FlatMinor: 700}}}
		case 2:
			r.Bonuses = []affiliate.Bonus{{By: affiliate.CountConversions, Period: period, From: 3, Minor: 1000}}
		case 3:
			r.Recurring = affiliate.Recurring{Max: 1}
		}
	}
	if p.IntN(2) == 0 {
		r.Caps = append(r.Caps, affiliate.Cap{Period: one(p, affiliate.PeriodDay, affiliate.PeriodMonth, affiliate.PeriodLifetime), Minor: one[int64](p, 600, 2500)})
	}
	if p.IntN(2) == 0 && r.Level == affiliate.LevelOffer {
		r.Caps = append(r.Caps, affiliate.Cap{Period: one(p, affiliate.PeriodMonth, affiliate.PeriodLifetime), Together: true, Minor: one[int64](p, 3000, 9000)})
	}
	if r.Option == affiliate.PayoutClick || r.Option == affiliate.PayoutFlat {
		r.Percent = ""
		for i := range r.Tiers.Steps {
			r.Tiers.Steps[i].Percent = ""
		}
	}
	if r.Option == affiliate.PayoutPercent || r.Option == affiliate.PayoutShare {
		r.FlatMinor = 0
		for i := range r.Tiers.Steps {
			r.Tiers.Steps[i].FlatMinor = 0
		}
	}
	r.Ended = p.IntN(6) == 0
	if err := r.Check(); err != nil {
		p.t.Fatalf("the drawn rule is none: %v\n%+v", err, r)
	}
	for _, older := range p.rules {
		if older.ID == r.ID {
			r.Version = max(r.Version, older.Version)
		}
	}
	r.Version++
	p.rules = append(p.rules, r)
	p.change(affiliate.NounRule, string(r.ID), r)
}

func (p *payoutScene) sell() {
	row := p.row(p.id("row"), p.click(int64(1+p.IntN(3))))
	switch p.IntN(5) {
	case 0:
		row.ShopperID = "" // a code's, if anybody's
	case 1:
		row.ShopperID = p.click(int64(6 + p.IntN(3)))
	}
	if len(p.rows) > 0 && p.IntN(4) == 0 {
		row.ShopperID = p.rows[p.IntN(len(p.rows))].ShopperID // again on a click
	}
	row.EventDate = p.now.Add(-time.Duration(p.IntN(20*24)) * time.Hour)
	row.SaleAmount = cents(one[int64](p, 1999, 10_000, 25_050))
	row.Coupon = one(p, "", "", "SPRING", "summer,SPRING")
	p.rows = append(p.rows, row)
	p.cj(row)
}

// step is one fact, whatever it is.
func (p *payoutScene) step() {
	p.now = p.now.Add(time.Duration(1+p.IntN(40)) * time.Hour)
	switch p.IntN(14) {
	case 12:
		if len(p.later) > 0 {
			link := p.later[0]
			p.later, link.CreatedAt = p.later[1:], p.now.Format(time.RFC3339)
			p.links[link.Number] = link
			p.change(affiliate.NounLink, p.id("link"), link)
		}
	case 13:
		p.a.exchange() // so that it is known whose they are
		if list := p.a.conversions(); len(list) > 0 {
			c, minor := list[p.IntN(len(list))], one[int64](p, 250, -400, 1500)
			if c.MemberID == "" {
				break
			}
			if p.bonus[c.ID] == nil {
				p.bonus[c.ID] = map[affiliate.MemberID]int64{}
			}
			p.bonus[c.ID][c.MemberID] += minor
			p.adjust(p.id("adjust"), affiliate.AdjustConversion, c.MemberID, minor, func(a *affiliate.Adjustment) { a.ConversionID = c.ID })
		}
	case 0, 1, 2, 3:
		p.sell()
	case 4, 5:
		p.publish()
	case 6:
		if len(p.rows) > 0 {
			i := p.IntN(len(p.rows))
			if p.rows[i].Original {
				p.rows[i] = locked(p.rows[i])
				p.cj(p.rows[i])
			}
		}
	case 7:
		if len(p.rows) > 0 {
			p.cj(correction(p.rows[p.IntN(len(p.rows))], p.id("row"), one(p, "-5.00", "-100.00"), "-1.00"))
		}
	case 8:
		if list := p.a.conversions(); len(list) > 0 {
			p.decide(string(list[p.IntN(len(list))].ID), one(p, affiliate.StatusRejected, affiliate.StatusOnHold, affiliate.StatusApproved), "why")
		}
	case 9:
		member, group := string(members[p.IntN(2)]), one(p, "", "groupone", "grouptwo")
		if group != "" || on(p.groups, member, "9999") != "" {
			p.groups = append(p.groups, fact{member, p.since(p.groups, member), group})
		}
		p.change(affiliate.NounMember, member, map[string]any{"group_id": group})
	case 10:
		day := affiliate.ClickDay{Offer: percentOffer, Member: members[p.IntN(2)], Day: p.day()}
		number := int64(1 + slices.Index(members, day.Member))
		body := relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: number, Day: day.Day, Gross: 9, Unique: 7}, {Number: testLink, Day: day.Day, Gross: 3, Unique: 3}}}
		p.clicks[day] += 7
		p.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: p.now, Body: encode(body)})
	case 11:
		code, holder := one(p, "SPRING", "SUMMER"), members[p.IntN(3)]
		if before := on(p.codes, code, "9999"); before != "" && before != string(holder) {
			p.change(affiliate.NounMember, before, map[string]any{"promo_codes": slices.DeleteFunc(p.held(before), func(c string) bool { return c == code })})
			p.codes = append(p.codes, fact{code, p.since(p.codes, code), ""})
		}
		if on(p.codes, code, "9999") != string(holder) {
			p.change(affiliate.NounMember, string(holder), map[string]any{"promo_codes": append(p.held(string(holder)), code)})
			p.codes = append(p.codes, fact{code, p.since(p.codes, code), string(holder)})
		}
	}
}

func (p *payoutScene) held(member string) (codes []string) {
	for _, code := range []string{"SPRING", "SUMMER"} {
		if on(p.codes, code, "9999") == member {
			codes = append(codes, code)
		}
	}
	return codes
}

// since is the day from which a change counts: the first one always.
func (p *payoutScene) since(facts []fact, subject string) string {
	if slices.ContainsFunc(facts, func(f fact) bool { return f.subject == subject }) {
		return p.day()
	}
	return ""
}

// promoted is the one offer that a member had links for by the end of a day, or
// else has had since: all of these members have had one from the beginning on.
func (p *payoutScene) promoted(member affiliate.MemberID, day string) affiliate.OfferID {
	offers := map[affiliate.OfferID]bool{}
	for _, l := range p.links {
		if l.MemberID != member || l.Test {
			continue
		}
		made, _ := time.Parse(time.RFC3339, l.CreatedAt)
		if l.CreatedAt == "" || affiliate.Day(made, p.a.syncer.Fold.Zone) <= day {
			offers[l.OfferID] = true
		}
	}
	if len(offers) != 1 {
		return ""
	}
	return slices.Collect(maps.Keys(offers))[0]
}

// want is what each cause should earn by one replay over all facts.
func (p *payoutScene) want(prefer func(day string) string) map[string]string {
	items := map[affiliate.OfferID][]earnings.Item{}
	for _, c := range p.a.conversions() {
		link, linked := p.links[c.LinkNumber]
		member, offer := link.MemberID, link.OfferID
		byCode := affiliate.MemberID("")
		for _, code := range c.Order.Coupons() {
			if byCode == "" {
				byCode = affiliate.MemberID(on(p.codes, code, c.SaleDay))
			}
		}
		if byCode != "" && (member == "" || prefer(c.SaleDay) == affiliate.PreferCode) {
			member = byCode
		}
		if !linked {
			offer = p.promoted(member, c.SaleDay)
		}
		items[offer] = append(items[offer], earnings.Item{Cause: c.ID.Cause(), Offer: offer, Member: member, Group: affiliate.GroupID(on(p.groups, string(member), c.SaleDay)),
			Place: earnings.Place{Day: c.SaleDay, At: c.ReportedAt.UnixMilli(), Cause: c.ID.Cause()}, Sale: c.Sale, Commission: c.Commission,
			Status: c.Status, Test: c.Test, FromCJ: true, ClickID: c.ClickID, Order: c.Order, Adjusted: money.New(p.bonus[c.ID][member], "USD")})
	}
	for day, unique := range p.clicks {
		cause := affiliate.ClicksCause(day.Offer, day.Member, day.Day)
		items[day.Offer] = append(items[day.Offer], earnings.Item{Cause: cause, Offer: day.Offer, Member: day.Member, Group: affiliate.GroupID(on(p.groups, string(day.Member), day.Day)),
			Place: earnings.Place{Day: day.Day, At: math.MaxInt64, Cause: cause}, Clicks: unique})
	}
	want := map[string]string{}
	for offer, list := range items {
		err := earnings.NewPlan(offer, p.rules).Replay(context.Background(), list, func(i *earnings.Item, r earnings.Result) error {
			if !r.Amount.IsZero() {
				want[i.Cause] = fmt.Sprintf("%s %s", i.Member, r.Amount)
			}
			return nil
		})
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return want
}

// got is what each cause made members earn, by the book.
func (p *payoutScene) got() map[string]string {
	ctx := context.Background()
	causes := []string{}
	for _, c := range p.a.conversions() {
		causes = append(causes, c.ID.Cause())
	}
	for day := range p.clicks {
		causes = append(causes, affiliate.ClicksCause(day.Offer, day.Member, day.Day))
	}
	got := map[string]string{}
	for _, cause := range causes {
		transfers, err := p.a.store.Transfers(ctx, cause)
		if err != nil {
			p.t.Fatal(err)
		}
		for _, m := range members {
			for currency, minor := range net(transfers, ledger.Payable(string(m))) {
				if said := got[cause]; said != "" {
					p.t.Fatalf("%s is owed to %s and %s", cause, said, m)
				}
				got[cause] = fmt.Sprintf("%s %s", m, money.New(-minor, currency))
			}
		}
	}
	return got
}

func preferLink(string) string { return affiliate.PreferLink }

// Whatever happens to rules, sales, groups, codes and clicks, in whatever order:
// after each page everybody is owed what one replay over all of them says.
func TestPayoutsFollowFromTheFacts(t *testing.T) {
	seeds := []int{0, 1, 2, 3, 4, 5, 6, 7, 31, 36}
	if histories == "2" {
		seeds = seeds[:2] // under the race detector, which sees little in one goroutine
	}
	for _, seed := range seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			p := newPayoutScene(t, uint64(seed))
			for i := range 16 {
				for range 3 {
					p.step()
				}
				p.a.exchange()
				if diff := cmp.Diff(p.want(preferLink), p.got()); diff != "" {
					t.Fatalf("after round %d: %s", i, diff)
				}
			}
			if err := p.a.store.Prove(context.Background()); err != nil {
				t.Fatal(err)
			}
			if problems := p.a.problems(); len(problems) > 0 {
				t.Errorf("problems: %q", problems)
			}
			for _, page := range []int{1, 3, 0} {
				p.log.page = page
				other := p.device()
				other.exchange()
				if diff := cmp.Diff(p.a.dump(), other.dump()); diff != "" {
					t.Fatalf("folded in pages of %d: %s", page, diff)
				}
			}
		})
	}
}

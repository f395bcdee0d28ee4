package store_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

var (
	linkMembers = []string{"Zoë Ångström", "ana oliveira", "Ben", "李小龙", ""} // the last is not here yet
	linkOffers  = []string{"Autumn collection", "boots"}
)

// manyLinks folds some members, offers, links, clicks and sales, and leaves
// other links waiting.
func manyLinks(t *testing.T) *store.Store {
	t.Helper()
	s := open(t)
	var log []affiliate.Entry
	add := func(noun affiliate.Noun, key string, fields any) {
		log = append(log, entry(t, fmt.Sprint("e-", noun, key), noun, key, fields))
	}
	for i, name := range linkMembers[:4] {
		add(affiliate.NounMember, fmt.Sprint("m", i), affiliate.Member{Name: name, Status: affiliate.Active, GroupID: affiliate.GroupID(fmt.Sprint("g", i%2))})
	}
	for i, name := range linkOffers {
		add(affiliate.NounOffer, fmt.Sprint("o", i), affiliate.Offer{Name: name, Status: affiliate.Active})
	}
	statuses := affiliate.LinkStatuses
	for n := range 40 {
		l := affiliate.Link{Number: int64(n + 1), Code: fmt.Sprintf("Code%02d", n), OfferID: affiliate.OfferID(fmt.Sprint("o", n%2)),
			MemberID: affiliate.MemberID(fmt.Sprint("m", n%4)), Status: statuses[n%3], Test: n%5 == 0, CreatedAt: fmt.Sprintf("2026-11-%02dT12:00:00Z", n%28+1)}
		if n == 12 {
			l.MemberID = "m4"
		}
		if n%7 == 0 {
			l.Slug, l.Page = fmt.Sprint("readable-", n), fmt.Sprint("https://shop.example/page/", n)
		}
		add(affiliate.NounLink, fmt.Sprint("l", n), l)
	}
	if err := fold(t, s, log[:len(log)-6]...); err != nil {
		t.Fatal(err)
	}
	err := with(t, s, func(tx *store.Tx) error {
		for n := range int64(38) { // two links have no clicks
			days := []affiliate.LinkDay{{Number: n + 1, Day: "2026-11-20", Gross: 20 + n*7%13, Unique: n * 5 % 11, Rejected: map[string]int64{"robot": n * 3 % 8, "prefetch": n % 3}},
				{Number: n + 1, Day: "2026-11-21", Gross: 3, Unique: n % 2}}
			if err := tx.AddClicks(context.Background(), days, nil); err != nil {
				return err
			}
			c := affiliate.Conversion{ID: affiliate.ConversionID(fmt.Sprint("c", n)), LinkNumber: n*n%17 + 1, Status: affiliate.StatusPending, Test: n%11 == 4,
				Sale: money.New(1000, "USD"), Commission: money.New(100, "USD"), SaleDay: "2026-11-21", ReportedAt: noon}
			switch {
			case n%7 == 3:
				c.Sale.Currency, c.Commission.Currency = "EUR", "EUR"
			case n%5 == 2:
				c.Status = affiliate.StatusRejected
			}
			if err := tx.PutConversion(context.Background(), c); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range log[len(log)-6:] {
		enqueue(t, s, "b-"+e.ID, e)
	}
	enqueue(t, s, "b-pause", entry(t, "e-pause", affiliate.NounLink, "l1", map[string]string{"status": affiliate.Paused}))
	return s
}

// TestLinkPages compares each page with what a plain look at all links gives.
func TestLinkPages(t *testing.T) {
	ctx := context.Background()
	s := manyLinks(t)
	all, err := s.Links(ctx)
	if err != nil || len(all) != 40 {
		t.Fatalf("%d links, %v", len(all), err)
	}
	member := func(l affiliate.Link) int { return int(l.MemberID[1] - '0') }
	offer := func(l affiliate.Link) int { return int(l.OfferID[1] - '0') }
	// Members by name: the one who is not here, ana, Ben, Zoë, 李.
	byName := map[int]int{4: -1, 1: 0, 2: 1, 0: 2, 3: 3}
	clicks, err := s.ClicksByLink(ctx, "", "")
	if err != nil || len(clicks) != 38 {
		t.Fatalf("clicks of %d links, %v", len(clicks), err)
	}
	sold, _, err := s.Conversions(ctx, store.ConversionFilter{Limit: 100})
	if err != nil || len(sold) != 38 {
		t.Fatalf("%d conversions, %v", len(sold), err)
	}
	figures := map[int64]store.LinkFigures{}
	for number, c := range clicks {
		figures[number] = store.LinkFigures{Clicks: c.Gross - c.Rejected, Unique: c.Unique, Rejected: c.Rejected}
	}
	for _, c := range sold {
		if f := figures[c.LinkNumber]; c.Sale.Currency == "USD" && !c.Test && c.Status == affiliate.StatusPending {
			f.Conversions++
			figures[c.LinkNumber] = f
		}
	}
	check := func(t rapid.TB, q store.LinkQuery, offset, limit int) {
		plain := strings.NewReplacer("ë", "e", "Å", "a", "ö", "o")
		var want []affiliate.Link
		for _, l := range all {
			text := strings.ToLower(plain.Replace(strings.Join([]string{linkMembers[member(l)], linkOffers[offer(l)], l.Code, l.Slug, l.Page}, "\n")))
			found := !slices.ContainsFunc(strings.Fields(strings.ToLower(q.Search)), func(word string) bool { return !strings.Contains(text, word) })
			if found && (q.Offer == "" || l.OfferID == q.Offer) && (q.Member == "" || l.MemberID == q.Member) && (q.Statuses == nil || slices.Contains(q.Statuses, l.Status)) &&
				(q.Test == nil || *q.Test == l.Test) && (q.Group == nil || member(l)%2 == 1) {
				want = append(want, l)
			}
		}
		value := map[store.LinkSort]func(l affiliate.Link) int{
			store.LinksByAge: func(l affiliate.Link) int { return int(l.Number) }, store.LinksByMember: func(l affiliate.Link) int { return byName[member(l)] },
			store.LinksByOffer: offer, store.LinksByStatus: func(l affiliate.Link) int { return slices.Index(affiliate.LinkStatuses, l.Status) },
			store.LinksByClicks: func(l affiliate.Link) int { return figures[l.Number].Clicks }, store.LinksByUnique: func(l affiliate.Link) int { return figures[l.Number].Unique },
			store.LinksByConversions: func(l affiliate.Link) int { return figures[l.Number].Conversions },
		}[q.Sort]
		if value != nil {
			slices.SortStableFunc(want, func(a, b affiliate.Link) int {
				if q.Descending {
					return value(b) - value(a)
				}
				return value(a) - value(b)
			})
		}
		page, err := s.LinkPage(ctx, q, offset, limit)
		if err != nil || page.Total != len(want) {
			t.Fatalf("%d in all instead of %d, %v", page.Total, len(want), err)
		}
		part := want[min(offset, len(want)):]
		part = part[:min(limit, len(part))]
		var got []affiliate.Link
		for _, l := range page.Links {
			got = append(got, l.Link)
			if l.MemberName != linkMembers[member(l.Link)] || l.OfferName != linkOffers[offer(l.Link)] {
				t.Fatalf("%s is of %q for %q", l.ID, l.MemberName, l.OfferName)
			}
			if want := figures[l.Number]; l.LinkFigures != want {
				t.Fatalf("%s brought %+v, not %+v", l.ID, l.LinkFigures, want)
			}
		}
		if len(part) == 0 {
			part = nil
		}
		if diff := cmp.Diff(part, got); diff != "" {
			t.Fatal(diff)
		}
		ids, err := s.LinkIDs(ctx, q)
		if err != nil || len(ids) != len(want) {
			t.Fatalf("%d ids, %v", len(ids), err)
		}
	}
	sorts := []store.LinkSort{"", store.LinksByAge, store.LinksByMember, store.LinksByOffer, store.LinksByStatus, store.LinksByClicks, store.LinksByUnique, store.LinksByConversions}
	for _, by := range sorts { // whole, so that each link stands in its place
		for _, descending := range []bool{false, true} {
			check(t, store.LinkQuery{Currency: "USD", Sort: by, Descending: descending}, 0, 40)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		q := store.LinkQuery{Currency: "USD",
			Search:     rapid.SampledFrom([]string{"", "zoe", "ANA boots", "autumn", "code07", "readable", "page/14 zoe", "nobody", "小龙"}).Draw(t, "search"),
			Offer:      rapid.SampledFrom([]affiliate.OfferID{"", "o1"}).Draw(t, "offer"),
			Member:     rapid.SampledFrom([]affiliate.MemberID{"", "m2"}).Draw(t, "member"),
			Statuses:   rapid.SampledFrom([][]string{nil, {affiliate.Active, affiliate.Paused}, {affiliate.Archived}}).Draw(t, "statuses"),
			Sort:       rapid.SampledFrom(sorts).Draw(t, "sort"),
			Descending: rapid.Bool().Draw(t, "descending")}
		if rapid.Bool().Draw(t, "by test") {
			test := rapid.Bool().Draw(t, "test")
			q.Test = &test
		}
		if rapid.Bool().Draw(t, "by group") {
			group := affiliate.GroupID("g1")
			q.Group = &group
		}
		check(t, q, rapid.IntRange(0, 45).Draw(t, "offset"), rapid.IntRange(1, 20).Draw(t, "limit"))
	})
	if _, err := s.LinkPage(ctx, store.LinkQuery{Sort: "digest"}, 0, 1); err == nil {
		t.Error("links are sorted by what is no column")
	}
}

// BenchmarkLinkPage is one look at 50,000 links of 10,000 members, as a person
// types a search.
func BenchmarkLinkPage(b *testing.B) {
	ctx := context.Background()
	s, err := store.Open(ctx, b.TempDir()+"/linkledger.db")
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	var log []affiliate.Entry
	add := func(noun affiliate.Noun, key string, fields any) {
		log = append(log, entry(b, fmt.Sprint("e-", noun, key), noun, key, fields))
	}
	for i := range 5 {
		add(affiliate.NounOffer, fmt.Sprint("offer", i), affiliate.Offer{Name: fmt.Sprint("Collection ", i), Status: affiliate.Active})
	}
	for i := range 10_000 {
		add(affiliate.NounMember, fmt.Sprintf("member%010d", i), affiliate.Member{Name: fmt.Sprintf("Member %d of Ångström", i), Status: affiliate.Active})
		for o := range 5 {
			n := i*5 + o + 1
			add(affiliate.NounLink, fmt.Sprintf("link%012d", n), affiliate.Link{Number: int64(n), Code: fmt.Sprintf("C%07d", n), OfferID: affiliate.OfferID(fmt.Sprint("offer", o)),
				MemberID: affiliate.MemberID(fmt.Sprintf("member%010d", i)), Status: affiliate.Active, CreatedAt: "2026-11-22T12:00:00Z"})
		}
	}
	for i := range log {
		log[i].Seq = int64(i + 1)
	}
	err = s.Fold(ctx, "epoch", log, func(tx *store.Tx, e affiliate.Entry) error {
		c, err := affiliate.ParseChange(e.Body)
		if err != nil {
			return err
		}
		return tx.Apply(ctx, c)
	})
	if err != nil {
		b.Fatal(err)
	}
	for name, q := range map[string]store.LinkQuery{
		"all": {}, "search": {Search: "angstrom 77 collection"}, "code": {Search: "c0012"}, "byMember": {Sort: store.LinksByMember, Descending: true},
		"byClicks": {Sort: store.LinksByClicks, Descending: true}, "offer": {Offer: "offer3", Search: "member 99"},
	} {
		b.Run(name, func(b *testing.B) {
			q.Currency = "USD"
			for b.Loop() {
				if _, err := s.LinkPage(ctx, q, 0, 100); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

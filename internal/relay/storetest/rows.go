package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/relay"
	"linkledger/internal/relayapi"
)

func codes(t *testing.T, s *suite) {
	for _, test := range []struct {
		workspace string
		n         int
		want      int64
	}{{"w1", 3, 1}, {"w1", 1, 4}, {"w2", 2, 1}} {
		s.must(func(tx relay.Tx) error {
			first, err := tx.TakeNumbers(test.workspace, test.n)
			if first != test.want {
				t.Errorf("%+v begins at %d", test, first)
			}
			return err
		})
	}
	c := relay.Code{Host: "w1.example", Code: "abc", Workspace: "w1", Number: 1, Device: "d"}
	s.must(func(tx relay.Tx) error { return tx.PutCode(c) })
	// A refused code must not spoil what the same step does next.
	s.must(func(tx relay.Tx) error {
		taken := c
		taken.Number = 2
		if err := tx.PutCode(taken); !errors.Is(err, relay.ErrTaken) {
			t.Errorf("the same code again: %v", err)
		}
		taken.Code = "def"
		return tx.PutCode(taken)
	})
	s.must(func(tx relay.Tx) error {
		got, err := tx.Code("w1", 1)
		s.equal(c, got)
		_, missing := tx.Code("w2", 1)
		if !errors.Is(missing, relay.ErrNotFound) {
			t.Errorf("code of another workspace: %v", missing)
		}
		return err
	})
}

func publicRows(t *testing.T, s *suite) {
	fallback := func(url string) *string { return &url }
	l := relayapi.PublicLink{Number: 7, Code: "abc", OfferID: "o", MemberID: "m", Status: relayapi.PublicLinkStatusActive,
		Slug: fallback(""), Page: fallback(""), Values: map[string]string{}}
	o := relayapi.PublicOffer{ID: "o", Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example/{click_id}", FallbackURL: fallback(""), PassThrough: []string{},
		Landing: fallback(""), LandingQuery: fallback(""), EndsAt: fallback(""),
		Preset: "cj", Currency: "EUR", PostbackTokenHashes: []string{"h1", "h2"}, TagTokenHashes: []string{}}
	put := func() {
		s.must(func(tx relay.Tx) error { return errors.Join(tx.PutOffer("w1", o), tx.PutLink("w1", l)) })
		s.must(func(tx relay.Tx) error {
			got, err := tx.Offer("w1", "o")
			s.equal(o, got)
			kept, missing := tx.Link("w1", 7)
			s.equal(l, kept)
			return errors.Join(err, missing)
		})
	}
	put()
	o.Postback = &relayapi.PostbackRules{Parameters: map[string]string{"click_id": "sub1"}, Amounts: relayapi.Minor, SigningKey: []byte{1, 2}, Networks: []string{"192.0.2.0/24"}}
	put()
	l.Status, o.Status, o.Destination = relayapi.PublicLinkStatusPaused, relayapi.PublicOfferStatusPaused, "https://c.example"
	o.FallbackURL, o.Preset, o.Currency, o.PostbackTokenHashes = fallback("https://b.example"), "tune", "USD", []string{"h2", "h3"}
	o.PassThrough = []string{"utm_term", "ref"}
	l.Slug, l.Page, l.Values, l.Test = fallback("anna"), fallback("https://p.example"), map[string]string{"creator_name": "Ä & {ü}", "project_name": ""}, true
	o.Landing, o.LandingQuery, o.EndsAt, o.Protocol = fallback("https://l.example"), fallback("utm_source=amb"), fallback("2026-12-31T23:00:00Z"), relayapi.JsPostback
	o.TagTokenHashes = []string{"t1"}
	put()
	for _, final := range []relayapi.PublicLink{
		{Number: 7, Code: "other", OfferID: "o", MemberID: "m", Status: l.Status},
		{Number: 7, Code: "abc", OfferID: "o", MemberID: "other", Status: l.Status},
	} {
		if err := s.do(func(tx relay.Tx) error { return tx.PutLink("w1", final) }); !errors.Is(err, relay.ErrTaken) {
			t.Fatalf("%+v: %v", final, err)
		}
	}
	for workspace, id := range map[string]string{"w1": "none", "w2": "o"} {
		homeless := relayapi.PublicLink{Number: 8, Code: "def", OfferID: id, MemberID: "m", Status: l.Status}
		if err := s.do(func(tx relay.Tx) error { return tx.PutLink(workspace, homeless) }); err == nil {
			t.Fatalf("a link of no offer: %s %s", workspace, id)
		}
		if err := s.do(func(tx relay.Tx) error { _, err := tx.Offer(workspace, id); return err }); !errors.Is(err, relay.ErrNotFound) {
			t.Fatalf("offer %s of %s: %v", id, workspace, err)
		}
	}
	for _, test := range []struct {
		workspace, offer, member string
		want                     int64
	}{{"w1", "o", "m", 7}, {"w1", "o", "other", 0}, {"w1", "other", "m", 0}, {"w2", "o", "m", 0}} {
		number, err := s.MemberLink(t.Context(), test.workspace, test.offer, test.member)
		if number != test.want || (test.want == 0) != errors.Is(err, relay.ErrNotFound) {
			t.Errorf("%+v: %d, %v", test, number, err)
		}
	}
	var links []relayapi.PublicLink
	var offers []relayapi.PublicOffer
	err := errors.Join(
		s.Links(t.Context(), func(l *relay.StoredLink) { links = append(links, publicLink(l)) }),
		s.Offers(t.Context(), func(w string, o relayapi.PublicOffer) { offers = append(offers, o) }))
	if err != nil {
		t.Fatal(err)
	}
	s.equal([]relayapi.PublicLink{l}, links)
	s.equal([]relayapi.PublicOffer{o}, offers)
}

func publicLink(l *relay.StoredLink) relayapi.PublicLink {
	status := relayapi.PublicLinkStatusPaused
	if l.Active {
		status = relayapi.PublicLinkStatusActive
	}
	slug, page, values := string(l.Slug), string(l.Page), map[string]string{}
	if len(l.Values) > 0 {
		if err := json.Unmarshal(l.Values, &values); err != nil {
			panic(err)
		}
	}
	return relayapi.PublicLink{Number: l.Number, Code: string(l.Code), OfferID: string(l.Offer), MemberID: string(l.Member), Status: status,
		Slug: &slug, Page: &page, Values: values, Test: l.Test}
}

// offerOfManyLinks: pausing an offer is one row, however many links it has.
func offerOfManyLinks(t *testing.T, s *suite) {
	const links = 5000
	o := relayapi.PublicOffer{ID: "o", Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example", Preset: "cj", Currency: "EUR"}
	s.must(func(tx relay.Tx) error {
		err := tx.PutOffer("w1", o)
		for i := range int64(links) {
			err = errors.Join(err, tx.PutLink("w1", relayapi.PublicLink{
				Number: i + 1, Code: fmt.Sprint("c", i), OfferID: "o", MemberID: "m", Status: relayapi.PublicLinkStatusActive}))
		}
		return err
	})
	o.Status = relayapi.PublicOfferStatusPaused
	s.must(func(tx relay.Tx) error { return tx.PutOffer("w1", o) })
	seen := 0
	err := errors.Join(
		s.Links(t.Context(), func(l *relay.StoredLink) {
			if l.Active {
				seen++ // a link keeps its own status
			}
		}),
		s.Offers(t.Context(), func(_ string, got relayapi.PublicOffer) { s.equal(o.Status, got.Status) }))
	if err != nil || seen != links {
		t.Fatalf("%d links are there with their status, %v", seen, err)
	}
}

func claims(t *testing.T, s *suite) {
	taken := func(workspace, payment string, keys ...string) (got []string) {
		s.must(func(tx relay.Tx) (err error) { got, err = tx.ClaimedByOthers(workspace, payment, keys); return err })
		return got
	}
	claim := func(payment string, keys ...string) {
		s.must(func(tx relay.Tx) error { return tx.Claim("w1", payment, keys) })
	}
	claim("p1", "a", "b")
	claim("p1", "b", "c")
	s.equal([]string{"a", "b"}, taken("w1", "p2", "a", "b", "d"))
	s.equal([]string(nil), taken("w1", "p1", "a", "b", "c"))
	s.equal([]string(nil), taken("w2", "p2", "a"))
	s.must(func(tx relay.Tx) error { return tx.Release("w1", "p2", []string{"a"}) })
	s.equal([]string{"a"}, taken("w1", "p2", "a"))
	s.must(func(tx relay.Tx) error { return tx.Release("w1", "p1", []string{"a", "none"}) })
	s.equal([]string{"b"}, taken("w1", "p2", "a", "b"))
}

func conversions(t *testing.T, s *suite) {
	body := func(id, click, order string) relayapi.ConversionBody {
		return relayapi.ConversionBody{ID: id, OfferID: "o", ClickID: click, LinkNumber: 7, OrderID: order, Kind: relayapi.KindSale,
			SaleAmount: relayapi.Money{Text: "1.5", Minor: 150, Currency: "EUR"}, State: relayapi.StateReported, ReceivedAt: now, PostbackID: "p"}
	}
	put := func(workspace string, bodies ...relayapi.ConversionBody) error {
		entries := make([]relayapi.Entry, len(bodies))
		for i, c := range bodies {
			raw, err := json.Marshal(c)
			if err != nil {
				t.Fatal(err)
			}
			entries[i] = relayapi.Entry{ID: "e-" + c.ID, Kind: relayapi.KindConversion, Schema: 1, Device: "d", Actor: "a", Time: now, Key: c.ID, Body: raw}
		}
		return s.do(func(tx relay.Tx) error {
			first, err := tx.Append(workspace, entries...)
			return errors.Join(err, tx.PutConversions(workspace, first, bodies...))
		})
	}
	promo := body("promo", "", "1")
	promo.PromoCode = "EVE10"
	a, b := []relayapi.ConversionBody{body("c9", "a", "0"), body("c8", "a", "1")}, []relayapi.ConversionBody{body("c7", "b", "0"), body("c6", "b", "1")}
	for _, together := range [][]relayapi.ConversionBody{{a[0]}, {b[0], promo, a[1]}, {b[1]}} {
		if err := put("w1", together...); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		workspace string
		scopes    []string
		want      []relayapi.ConversionBody
	}{
		{"w1", []string{"a"}, a}, {"w1", []string{"b"}, b}, {"w1", []string{promo.Report().Scope()}, []relayapi.ConversionBody{promo}},
		{"w1", []string{"b", "none", "a", "b"}, []relayapi.ConversionBody{a[0], b[0], a[1], b[1]}}, {"w1", nil, nil}, {"w2", []string{"a"}, nil},
	} {
		s.must(func(tx relay.Tx) error {
			got, err := tx.Conversions(test.workspace, test.scopes...)
			s.equal(test.want, got)
			return err
		})
	}
	for _, test := range []struct {
		workspace, scope, id string
		want                 int64
	}{{"w1", "a", "c9", 1}, {"w1", "a", "c8", 4}, {"w1", "b", "c6", 5}, {"w1", "a", "c6", 0}, {"w2", "a", "c9", 0}} {
		s.must(func(tx relay.Tx) error {
			got, err := tx.PlacedConversion(test.workspace, test.scope, test.id)
			if got != test.want {
				t.Errorf("%+v is at %d", test, got)
			}
			return err
		})
	}
	if err := put("w1", body("c5", "a", "2"), body("c8", "a", "1")); err == nil {
		t.Fatal("the same conversion stands in the log twice")
	}
	if head := s.log("w1", 0, 1).Head; head != 5 {
		t.Fatalf("head is %d after a refusal", head)
	}
}

func postbacks(t *testing.T, s *suite) {
	call := func(i int, known bool) relayapi.PostbackCall {
		return relayapi.PostbackCall{ID: fmt.Sprint(i, known), ReceivedAt: now.Add(time.Duration(i) * time.Second), Method: "GET", Path: "/p",
			Query: "a=1", Body: "b", Accepted: known, Reply: "success", ConversionID: "c"}
	}
	for i := range 5 {
		s.must(func(tx relay.Tx) error {
			return errors.Join(tx.PutPostbacks("w1", true, call(i, true)), tx.PutPostbacks("w1", false, call(i, false)), tx.PutPostbacks("", false, call(i, false)))
		})
	}
	many := make([]relayapi.PostbackCall, 300) // more than one statement takes
	for i := range many {
		many[i] = call(1000+i, true)
	}
	s.must(func(tx relay.Tx) error { return tx.PutPostbacks("w2", true, many...) })
	slices.Reverse(many)
	if got, err := s.Postbacks(t.Context(), "w2", len(many)+1); err != nil || !cmp.Equal(many, got) {
		t.Fatalf("%d of %d calls, %v", len(got), len(many), err)
	}
	s.must(func(tx relay.Tx) error { return tx.TrimUnknown("w1", 1) })
	got, err := s.Postbacks(t.Context(), "w1", 100)
	if err != nil {
		t.Fatal(err)
	}
	s.equal([]relayapi.PostbackCall{call(4, true), call(4, false), call(3, true), call(2, true), call(1, true), call(0, true)}, got)
	if got, err = s.Postbacks(t.Context(), "w1", 2); err != nil || len(got) != 2 {
		t.Fatalf("%d calls, %v", len(got), err)
	}
	if got, err = s.Postbacks(t.Context(), "", 100); err != nil || len(got) != 5 {
		t.Fatalf("%d calls of nobody, %v", len(got), err)
	}
}

package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

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
	// A refused code must not spoil what the same member does next.
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
	l := relayapi.PublicLink{Number: 7, Code: "abc", OfferID: "o", MemberID: "m", Status: relayapi.PublicLinkStatusActive}
	o := relayapi.PublicOffer{ID: "o", Status: relayapi.PublicOfferStatusActive, Destination: "https://a.example/{click_id}", FallbackURL: fallback(""), PassThrough: []string{},
		Preset: "cj", Currency: "EUR", PostbackTokenHashes: []string{"h1", "h2"}}
	put := func() {
		s.must(func(tx relay.Tx) error { return errors.Join(tx.PutOffer("w1", o), tx.PutLink("w1", l)) })
		s.must(func(tx relay.Tx) error {
			got, err := tx.Offer("w1", "o")
			s.equal(o, got)
			return err
		})
	}
	put()
	o.Postback = &relayapi.PostbackRules{Parameters: map[string]string{"click_id": "sub1"}, Amounts: relayapi.Minor, SigningKey: []byte{1, 2}, Networks: []string{"192.0.2.0/24"}}
	put()
	l.Status, o.Status, o.Destination = relayapi.PublicLinkStatusPaused, relayapi.PublicOfferStatusPaused, "https://c.example"
	o.FallbackURL, o.Preset, o.Currency, o.PostbackTokenHashes = fallback("https://b.example"), "tune", "USD", []string{"h2", "h3"}
	o.PassThrough = []string{"utm_term", "ref"}
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
	thief := relayapi.PublicOffer{ID: "thief", Status: o.Status, Destination: o.Destination, Preset: "cj", Currency: "EUR", PostbackTokenHashes: []string{"h3"}}
	if err := s.do(func(tx relay.Tx) error { return tx.PutOffer("w2", thief) }); !errors.Is(err, relay.ErrTaken) {
		t.Fatalf("another offer's token: %v", err)
	}
}

func publicLink(l *relay.StoredLink) relayapi.PublicLink {
	status := relayapi.PublicLinkStatusPaused
	if l.Active {
		status = relayapi.PublicLinkStatusActive
	}
	return relayapi.PublicLink{Number: l.Number, Code: string(l.Code), OfferID: string(l.Offer), MemberID: string(l.Member), Status: status}
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
	var want []relayapi.ConversionBody
	for i := range 3 {
		c := relayapi.ConversionBody{ID: fmt.Sprint("c", 9-i), OfferID: "o", ClickID: "click", LinkNumber: 7, OrderID: fmt.Sprint(i),
			SaleAmount: relayapi.Money{Text: "1.5", Minor: 150, Currency: "EUR"}, State: relayapi.StateReported, ReceivedAt: now, PostbackID: "p"}
		want = append(want, c)
		s.must(func(tx relay.Tx) error {
			seq, err := tx.Append("w1", note(c.ID))
			return errors.Join(err, tx.PutConversion("w1", seq, c))
		})
	}
	promo := relayapi.ConversionBody{ID: "promo", OfferID: "o", PromoCode: "EVE10", OrderID: "1", Kind: relayapi.KindSale, State: relayapi.StateReported, ReceivedAt: now}
	s.must(func(tx relay.Tx) error {
		seq, err := tx.Append("w1", note(promo.ID))
		return errors.Join(err, tx.PutConversion("w1", seq, promo))
	})
	s.must(func(tx relay.Tx) error {
		got, err := tx.Conversions("w1", promo.Report().Scope())
		s.equal([]relayapi.ConversionBody{promo}, got)
		return err
	})
	for workspace, want := range map[string][]relayapi.ConversionBody{"w1": want, "w2": nil} {
		s.must(func(tx relay.Tx) error {
			got, err := tx.Conversions(workspace, "click")
			s.equal(want, got)
			return err
		})
	}
}

func postbacks(t *testing.T, s *suite) {
	call := func(i int, known bool) relayapi.PostbackCall {
		return relayapi.PostbackCall{ID: fmt.Sprint(known, i), ReceivedAt: now.Add(time.Duration(i) * time.Second), Method: "GET", Path: "/p",
			Query: "a=1", Body: "b", Accepted: known, Reply: "success", ConversionID: "c"}
	}
	for i := range 5 {
		s.must(func(tx relay.Tx) error {
			return errors.Join(tx.PutPostback("w1", true, call(i, true)), tx.PutPostback("w1", false, call(i, false)), tx.PutPostback("", false, call(i, false)))
		})
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

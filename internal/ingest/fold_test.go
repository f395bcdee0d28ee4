package ingest_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"linkledger/internal/affiliate"
	"linkledger/internal/relayapi"
)

// Entries that make no sense are kept and told, leave nothing half-written,
// and do not stop those after them.
func TestOddEntries(t *testing.T) {
	cases := map[string]struct {
		put     func(*scene)
		problem string // "" when it is only skipped
	}{
		"unknown kind": {func(s *scene) {
			s.log.own(relayapi.Entry{Kind: "weather", Schema: 7, Time: s.now, Body: []byte(`{"sun":true}`)})
		}, ""},
		"unknown noun": {func(s *scene) { s.change("campaign", "x", map[string]string{"name": "Spring"}) }, ""},
		"newer schema": {func(s *scene) {
			s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Schema: 2, Time: s.now}, change(affiliate.NounOffer, "x", map[string]any{"name": "N"}))
		}, "newer Linkledger"},
		"no JSON": {func(s *scene) {
			s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Time: s.now}, []byte(`{`))
		}, "can't be read"},
		"a field of another type":                {func(s *scene) { s.change(affiliate.NounOffer, "x", map[string]any{"name": 7}) }, "can't be read"},
		"a status that the schema does not know": {func(s *scene) { s.change(affiliate.NounOffer, "x", map[string]any{"name": "N", "status": "someday"}) }, "contradicts"},
		"a link number twice":                    {func(s *scene) { l := links[0]; l.Status = affiliate.Active; s.change(affiliate.NounLink, "other", l) }, "contradicts"},
		"a rule that is no number": {func(s *scene) {
			s.rule(percentOffer, affiliate.Rule{Option: affiliate.PayoutPercent, Percent: "ten"})
		}, "payout rule"},
		"a postback in no currency": {func(s *scene) {
			s.postback("convxxxxxxxxxxxx", s.click(1), func(b *relayapi.ConversionBody) { b.SaleAmount.Currency = "XQX" })
		}, "currencies"},
		"a postback in two currencies": {func(s *scene) {
			s.postback("convxxxxxxxxxxxx", s.click(1), func(b *relayapi.ConversionBody) { b.Payout.Currency = "EUR" })
		}, "currencies"},
		"a postback of all the money there is": {func(s *scene) { s.postback("convxxxxxxxxxxxx", s.click(1), selling(1<<62)) }, "no amount"},
		"a postback without a click id": {func(s *scene) {
			s.postback("convxxxxxxxxxxxx", s.click(1), func(b *relayapi.ConversionBody) { b.ClickID = "" })
		}, "without id"},
		"CJ's row without ids":       {func(s *scene) { r := s.row("9", s.click(1)); r.OriginalActionID = ""; s.cj(r) }, "without its ids"},
		"CJ's row without an amount": {func(s *scene) { r := s.row("9", s.click(1)); r.Commission = ""; s.cj(r) }, "plain decimal"},
		"a decision on nothing":      {func(s *scene) { s.decide("nowhere", affiliate.StatusRejected, "?") }, "not in the log"},
		"a step of no payment":       {func(s *scene) { s.change(affiliate.NounPayment, "nowhere", map[string]any{"state": "paid"}) }, "not in the log"},
		"a payment of two shapes":    {func(s *scene) { s.change(affiliate.NounPayment, "nowhere", map[string]any{"lines": "all"}) }, "can't be read"},
		"a receipt of nothing": {func(s *scene) {
			s.change(affiliate.NounReceipt, "nowhere", affiliate.Receipt{Source: "cj", Currency: "USD"})
		}, "receipt"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			s.cj(s.row("1", s.click(1)))
			s.a.exchange()
			before := s.a.dump()
			c.put(s)
			s.a.exchange()
			kept := func(line string) bool {
				table, _, _ := strings.Cut(line, " ")
				return line != "" && !slices.Contains([]string{"log_entry", "fold_problem", "cube_known"}, table) // which has the day of any entry
			}
			lines := cmpopts.AcyclicTransformer("lines", func(dump string) (rest []string) {
				for _, line := range strings.Split(dump, "\n") {
					if kept(line) {
						rest = append(rest, line)
					}
				}
				return rest
			})
			if diff := cmp.Diff(before, s.a.dump(), lines); diff != "" {
				t.Errorf("it left something behind: %s", diff)
			}
			got := strings.Join(s.a.problems(), "; ")
			if (c.problem == "") != (got == "") || !strings.Contains(got, c.problem) {
				t.Errorf("problems: %q", got)
			}
			s.cj(locked(s.row("1", s.click(1))))
			if c := s.only(); c.CJStatus != affiliate.CJLocked {
				t.Errorf("what came after it was not folded: %+v", c)
			}
		})
	}
}

// An altered entry, or one under another key, stops the fold: nothing after it
// is taken over, and what came before in the page is not half there either.
func TestAlteredEntry(t *testing.T) {
	cases := map[string]struct {
		alter func(*scene, *relayapi.Entry)
		says  string
	}{
		"body": {func(_ *scene, e *relayapi.Entry) {
			sealed := decode[relayapi.Sealed](e.Body)
			sealed.Sealed[len(sealed.Sealed)-1] ^= 1
			e.Body = encode(sealed)
		}, "altered"},
		"time": {func(_ *scene, e *relayapi.Entry) { e.Time = e.Time.Add(time.Hour) }, "altered"},
		"kind": {func(_ *scene, e *relayapi.Entry) { e.Kind = relayapi.KindCJ }, "altered"},
		"plain": {func(_ *scene, e *relayapi.Entry) {
			e.Body = change(affiliate.NounOffer, "x", map[string]any{"name": "N"})
		}, "altered"},
		"key": {func(s *scene, e *relayapi.Entry) {
			n := relayapi.NewEntry{ID: e.ID, Kind: e.Kind, Schema: e.Schema, Actor: e.Actor, Time: e.Time}
			if err := relayapi.NewKey().Seal(s.log.id, &n, change(affiliate.NounOffer, "x", map[string]any{"name": "N"})); err != nil {
				s.t.Fatal(err)
			}
			e.Body = n.Body
		}, "keys of this workspace were changed"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			before, position := s.a.dump(), len(s.log.entries)
			s.postback("convaaaaaaaaaaaa", s.click(1))
			s.change(affiliate.NounOffer, string(percentOffer), map[string]any{"name": "Renamed"})
			s.postback("convbbbbbbbbbbbb", s.click(1))
			genuine := s.log.entries[position+1]
			c.alter(s, &s.log.entries[position+1])
			err := s.a.syncer.Exchange(context.Background())
			if affiliate.Code(err) != affiliate.Conflict || !strings.Contains(err.Error(), c.says) {
				t.Fatalf("the fold says %v", err)
			}
			if diff := cmp.Diff(before, s.a.dump()); diff != "" {
				t.Fatalf("something was taken over: %s", diff)
			}
			s.log.entries[position+1] = genuine
			s.a.exchange()
			if n := len(s.a.conversions()); n != 2 {
				t.Errorf("%d conversions after it was mended", n)
			}
		})
	}
}

func TestHoleInTheLog(t *testing.T) {
	s := newScene(t)
	before := s.a.dump()
	s.postback("convaaaaaaaaaaaa", s.click(1))
	s.postback("convbbbbbbbbbbbb", s.click(2))
	s.postback("convcccccccccccc", s.click(2))
	s.log.onPull = func(p *relayapi.Page) error { p.Entries = append(p.Entries[:1], p.Entries[2:]...); return nil }
	if err := s.a.syncer.Exchange(context.Background()); affiliate.Code(err) != affiliate.Conflict || !strings.Contains(err.Error(), "hole") {
		t.Fatalf("a hole: %v", err)
	}
	s.log.onPull = func(p *relayapi.Page) error { p.Entries = nil; return nil }
	if err := s.a.syncer.Exchange(context.Background()); affiliate.Code(err) != affiliate.Unavailable {
		t.Fatalf("a page without what its head promises: %v", err)
	}
	if diff := cmp.Diff(before, s.a.dump()); diff != "" {
		t.Fatal(diff)
	}
}

// A problem concerns money when the books may lack something by it.
func TestProblemsOfMoney(t *testing.T) {
	newer := func(s *scene, noun affiliate.Noun) {
		s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Schema: 99, Time: s.now}, change(noun, "k", map[string]any{}))
	}
	cases := map[string]struct {
		put   func(*scene)
		money bool
	}{
		"conversion": {func(s *scene) {
			s.log.own(relayapi.Entry{Kind: relayapi.KindConversion, Schema: 1, Time: s.now, Body: []byte(`[]`)})
		}, true},
		"claim": {func(s *scene) {
			s.log.own(relayapi.Entry{Kind: relayapi.KindClaim, Schema: 1, Time: s.now, Body: []byte(`[]`)})
		}, true},
		"clicks": {func(s *scene) {
			s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: []byte(`[]`)})
		}, true},
		"a rule": {func(s *scene) { s.change(affiliate.NounRule, "r", affiliate.Rule{OfferID: percentOffer}) }, true},
		"a setting": {func(s *scene) {
			s.change(affiliate.NounSetting, affiliate.SettingAttribution, affiliate.Attribution{Prefer: "?"})
		}, true},
		"how CJ pays": {func(s *scene) {
			s.change(affiliate.NounSetting, affiliate.SettingCJPayments, affiliate.CJPayments{PayDay: 31, CreditTo: 1 << 40})
		}, false},
		"CJ's row":        {func(s *scene) { r := s.row("1", ""); r.Commission = "x"; s.cj(r) }, true},
		"receipt":         {func(s *scene) { s.change(affiliate.NounReceipt, "r", map[string]any{"minor": 5}) }, true},
		"payment":         {func(s *scene) { s.change(affiliate.NounPayment, "p", map[string]any{"state": "paid"}) }, true},
		"offer":           {func(s *scene) { s.change(affiliate.NounOffer, "o", map[string]any{"name": 1}) }, true},
		"decision":        {func(s *scene) { s.decide("nowhere", affiliate.StatusOnHold, "why") }, false},
		"a newer payment": {func(s *scene) { newer(s, affiliate.NounPayment) }, true},
		"a newer offer":   {func(s *scene) { newer(s, affiliate.NounOffer) }, true},
		"a newer group":   {func(s *scene) { newer(s, affiliate.NounGroup) }, false},
		"a newer device":  {func(s *scene) { newer(s, affiliate.NounDevice) }, false},
		"a newer rule":    {func(s *scene) { newer(s, affiliate.NounRule) }, true},
		"a newer word":    {func(s *scene) { newer(s, affiliate.NounDecision) }, true},
		"a newer member":  {func(s *scene) { newer(s, affiliate.NounMember) }, true},
		"a newer link":    {func(s *scene) { newer(s, affiliate.NounLink) }, true},
		"a newer setting": {func(s *scene) { newer(s, affiliate.NounSetting) }, true},
		"a newer noun":    {func(s *scene) { newer(s, "bounty") }, true},
		"an unknown change": {func(s *scene) {
			s.log.sealed(s.key, relayapi.NewEntry{Kind: relayapi.KindChange, Time: s.now}, []byte(`{}`))
		}, true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := newScene(t)
			c.put(s)
			s.a.exchange()
			what, err := s.a.store.MoneyProblem(context.Background())
			if err != nil || (what != "") != c.money || len(s.a.problems()) != 1 {
				t.Errorf("it says %q %v of %q", what, err, s.a.problems())
			}
		})
	}
}

func TestClicksAddUp(t *testing.T) {
	s := newScene(t)
	for range 2 {
		body := relayapi.ClicksBody{
			Links:  []relayapi.LinkClicks{{Number: 1, Day: "2026-10-21", Gross: 10, Unique: 6, Rejected: map[string]int64{"bot": 2, "prefetch": 1}}},
			Offers: []relayapi.OfferClicks{{OfferID: string(percentOffer), Day: "2026-10-21", Dimension: "hour", Value: "09", Clicks: 7}},
		}
		s.log.own(relayapi.Entry{Kind: relayapi.KindClicks, Schema: 1, Time: s.now, Body: encode(body)})
	}
	s.a.exchange()
	got, err := s.a.store.ClicksByLink(context.Background(), "2026-10-21", "2026-10-21")
	if err != nil || fmt.Sprintf("%+v", got) != "map[1:{Gross:20 Unique:12 Rejected:6}]" {
		t.Errorf("%+v %v", got, err)
	}
}

// FuzzEntry: whatever stands in the log, a fold ends without a panic, with the
// books in balance and the next entry taken.
func FuzzEntry(f *testing.F) {
	s := newScene(f)
	for kind, body := range map[string]any{
		relayapi.KindConversion: relayapi.ConversionBody{ID: "c", ClickID: s.click(1), LinkNumber: 1, ReceivedAt: start, SaleAmount: usd(1), Payout: usd(1)},
		relayapi.KindCJ:         s.row("1", s.click(1)),
		relayapi.KindClaim:      relayapi.ClaimBody{Action: relayapi.Claim, PaymentID: "p", Keys: []string{"k"}},
		relayapi.KindClicks:     relayapi.ClicksBody{Links: []relayapi.LinkClicks{{Number: 1, Day: "2026-10-21", Rejected: map[string]int64{"bot": 1}}}},
	} {
		f.Add(kind, encode(body))
	}
	for _, noun := range []affiliate.Noun{affiliate.NounOffer, affiliate.NounRule, affiliate.NounLink, affiliate.NounDecision, affiliate.NounPayment, affiliate.NounReceipt} {
		f.Add(relayapi.KindChange, change(noun, "k", affiliate.Payment{State: affiliate.PaymentIntent, Currency: "USD", Lines: []affiliate.PaymentLine{{Minor: 1}}}))
	}
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		n := int64(len(s.log.entries))
		switch kind {
		case relayapi.KindCJ, relayapi.KindChange:
			s.log.sealed(s.key, relayapi.NewEntry{Kind: kind, Time: s.now}, body)
		default:
			s.log.own(relayapi.Entry{Kind: kind, Schema: 1, Time: s.now, Body: body})
		}
		if err := s.a.syncer.Exchange(context.Background()); err != nil {
			t.Fatal(err)
		}
		if p, err := s.a.store.Position(context.Background()); err != nil || p.Seq != n+1 {
			t.Fatalf("the fold stands at %d of %d: %v", p.Seq, n+1, err)
		}
		if err := s.a.store.Prove(context.Background()); err != nil {
			t.Fatal(err)
		}
	})
}
